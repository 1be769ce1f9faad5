import { randomUUID } from 'node:crypto';
import type { AnyContractProcedure, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { type Contract, contract } from '#contract/contract';
import type { OperationKind } from '#contract/operation';
import { ProblemError, problemKinds } from '#domain/problem';
import { type Change, type CoreContext, change } from './context.ts';

/**
 * How each kind of operation is handled, by type: a query gets the core and may wait; a command and a task get a transaction
 * and must not. A contract entry without a handler does not compile.
 */
type Handler<P> =
  P extends ContractProcedure<infer I, infer O, infer _E, infer M>
    ? M extends { kind: 'query' }
      ? (core: CoreContext, input: InferSchemaOutput<I>) => Promise<InferSchemaInput<O>> | InferSchemaInput<O>
      : (change: Change, input: InferSchemaOutput<I>) => InferSchemaInput<O>
    : never;

export type HandlersOf<Noun extends keyof Contract> = { readonly [Verb in keyof Contract[Noun]]: Handler<Contract[Noun][Verb]> };
export type Handlers = { readonly [Noun in keyof Contract]: HandlersOf<Noun> };

/** Makes an operation fail before its handler runs; for tests of what callers are told. */
export type Faults = Readonly<Record<string, () => never>>;

export interface OperationContext {
  readonly core: CoreContext;
  readonly faults: Faults;
}

type LooseHandler = (first: CoreContext | Change, input: unknown) => unknown;

export function buildRouter(handlers: Handlers) {
  const os = implement(contract).$context<OperationContext>();
  const loose = handlers as unknown as Record<string, Record<string, LooseHandler>>;
  const nouns = Object.entries(contract).map(([noun, verbs]) => {
    const built = Object.keys(verbs).map((verb) => {
      const procedure = (verbs as Record<string, AnyContractProcedure>)[verb];
      const handler = loose[noun]?.[verb];
      if (!procedure || !handler) throw new Error(`no handler for ${noun}.${verb}`);
      const { kind } = procedure['~orpc'].meta as { kind: OperationKind };
      const builder = (os as unknown as Record<string, Record<string, typeof os.batch.list>>)[noun]?.[verb];
      if (!builder) throw new Error(`no builder for ${noun}.${verb}`);
      return [
        verb,
        builder.handler((({ input, context }: { input: unknown; context: OperationContext }) =>
          run(context, `${noun}.${verb}`, kind, handler, input)) as never),
      ];
    });
    return [noun, Object.fromEntries(built)];
  });
  return os.router(Object.fromEntries(nouns) as never);
}

async function run(
  { core, faults }: OperationContext,
  operation: string,
  kind: OperationKind,
  handler: LooseHandler,
  input: unknown,
): Promise<unknown> {
  try {
    faults[operation]?.();
    if (kind === 'query') return await handler(core, input);
    const result = change(core, (transaction) => handler(transaction, input) as never);
    if (kind === 'task') core.scheduler.wake();
    return result;
  } catch (error) {
    throw asAnswer(core, operation, error);
  }
}

/** Problems keep their code; anything else becomes `unknown` with a reference that the log has too. */
export function asAnswer(core: CoreContext, operation: string, error: unknown): ORPCError<string, unknown> {
  if (error instanceof ProblemError) {
    return new ORPCError(error.code, { status: problemKinds[error.code].status, data: error.params, message: error.code, defined: true });
  }
  const reference = randomUUID().slice(0, 8);
  core.log.error('operation failed', error, { operation, reference });
  return new ORPCError('unknown', { status: 500, data: { reference }, message: 'unknown', defined: true });
}
