import { randomUUID } from 'node:crypto';
import type { AnyContractProcedure, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { type Contract, contract } from '#contract/contract';
import type { OperationKind } from '#contract/operation';
import type { Caller } from '#domain/caller';
import { ProblemError, problemKinds } from '#domain/problem';
import { type Change, type CoreContext, change, type Effect, type Query } from './context.ts';

/** What a handler of each kind is given. Only a query and an effect may wait: a change is one transaction. */
interface Given {
  readonly query: Query;
  readonly command: Change;
  readonly task: Change;
  readonly effect: Effect;
}
type MayWait<K extends OperationKind, T> = K extends 'query' | 'effect' ? T | Promise<T> : T;

/** How each kind of operation is handled, by type. A contract entry without a handler does not compile. */
type Handler<P> =
  P extends ContractProcedure<infer I, infer O, infer _E, infer M>
    ? M extends { kind: infer K extends OperationKind }
      ? (given: Given[K], input: InferSchemaOutput<I>) => MayWait<K, InferSchemaInput<O>>
      : never
    : never;

export type HandlersOf<Noun extends keyof Contract> = { readonly [Verb in keyof Contract[Noun]]: Handler<Contract[Noun][Verb]> };
export type Handlers = { readonly [Noun in keyof Contract]: HandlersOf<Noun> };

/** What a test does inside an operation, before its handler: throws, or tries what the handler must not. */
export type Faults = Readonly<Record<string, (given: Given[OperationKind]) => void>>;

export interface OperationContext {
  readonly core: CoreContext;
  readonly caller: Caller;
  readonly faults: Faults;
}

type LooseHandler = (given: Given[OperationKind], input: unknown) => unknown;

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

/** How each kind is run. */
const runAs: Readonly<Record<OperationKind, (core: CoreContext, by: Caller, handle: (given: Given[OperationKind]) => unknown) => unknown>> =
  {
    query: (core, by, handle) => handle({ core: core.view, read: core.store.read, by }),
    command: (core, by, handle) => change(core, by, handle),
    task: (core, by, handle) => change(core, by, handle),
    effect: (core, by, handle) => handle({ core, by, change: (work) => change(core, by, work) }),
  };

async function run(
  { core, caller, faults }: OperationContext,
  operation: string,
  kind: OperationKind,
  handler: LooseHandler,
  input: unknown,
): Promise<unknown> {
  try {
    return await runAs[kind](core, caller, (given) => {
      faults[operation]?.(given);
      return handler(given, input);
    });
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
