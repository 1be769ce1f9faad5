import { randomUUID } from 'node:crypto';
import type { AnyContractProcedure, ContractProcedure, InferSchemaInput, InferSchemaOutput } from '@orpc/contract';
import { implement, ORPCError } from '@orpc/server';
import { type Contract, contract } from '#contract/contract';
import type { Note, OperationKind, OperationMeta } from '#contract/operation';
import type { AuditEvent } from '#domain/audit';
import type { Caller } from '#domain/caller';
import { ProblemError, problemKinds } from '#domain/problem';
import { audit } from './audit.ts';
import { type Change, type Command, type CoreContext, change, type Effect, type Query } from './context.ts';
import { type HeldRoles, mustMay } from './gate.ts';

/** What a handler of each kind is given. Only a query and an effect may wait: a change is one transaction. */
interface Given {
  readonly query: Query;
  readonly command: Command;
  readonly task: Command;
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
  readonly heldRoles: HeldRoles;
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
      const builder = (os as unknown as Record<string, Record<string, typeof os.batch.list>>)[noun]?.[verb];
      if (!builder) throw new Error(`no builder for ${noun}.${verb}`);
      return [
        verb,
        builder.handler((({ input, context }: { input: unknown; context: OperationContext }) =>
          run(context, `${noun}.${verb}`, metaOf(procedure), handler, input)) as never),
      ];
    });
    return [noun, Object.fromEntries(built)];
  });
  return os.router(Object.fromEntries(nouns) as never);
}

/** In front of every call, before its input is looked at: who may not is told nothing else. */
export function gate<T>({ context, procedure, next }: GateOptions<T>): T {
  const { core, caller, heldRoles } = context;
  try {
    mustMay(metaOf(procedure).may, caller, heldRoles);
  } catch (error) {
    throw asAnswer(core, 'gate', error);
  }
  return next();
}
interface GateOptions<T> {
  readonly context: OperationContext;
  readonly procedure: { readonly '~orpc': { readonly meta: unknown } };
  readonly next: () => T;
}

function metaOf(procedure: { readonly '~orpc': { readonly meta: unknown } }): OperationMeta {
  return procedure['~orpc'].meta as OperationMeta;
}

type Handle = (given: Given[OperationKind]) => unknown;

/** How each kind is run. `trace`: what the operation's audit says, within the change that it is about or right after the effect. */
const runAs: Readonly<Record<OperationKind, (core: CoreContext, by: Caller, handle: Handle, trace: Trace) => unknown>> = {
  query: (core, by, handle) => handle({ core: core.view, read: core.store.read, by }),
  command: (core, by, handle, trace) => change(core, by, (made) => traced(made, handle, trace)),
  task: (core, by, handle, trace) => change(core, by, (made) => traced(made, handle, trace)),
  effect: async (core, by, handle, trace) => {
    const output = await handle({ core, by, change: (work) => change(core, by, work) });
    const events = trace(output, {});
    if (events.length > 0)
      change(core, by, (made) => {
        for (const event of events) audit(made, event);
      });
    return output;
  },
};
type Trace = (output: unknown, note: Note) => readonly AuditEvent[];

function traced(made: Change, handle: Handle, trace: Trace): never {
  let noted: Note = {};
  const output = handle({
    ...made,
    note: (note) => {
      noted = { ...noted, ...note };
    },
  });
  for (const event of trace(output, noted)) audit(made, event);
  return output as never;
}

async function run(
  { core, caller, faults }: OperationContext,
  operation: string,
  { kind, audit: trace }: OperationMeta,
  handler: LooseHandler,
  input: unknown,
): Promise<unknown> {
  try {
    return await runAs[kind](
      core,
      caller,
      (given) => {
        faults[operation]?.(given);
        return handler(given, input);
      },
      (output, note) => trace?.(input, output, note) ?? [],
    );
  } catch (error) {
    throw asAnswer(core, operation, error);
  }
}

/** Problems keep their code; anything else becomes `unknown` with a reference that the log has too. */
export function asAnswer(core: CoreContext, operation: string, error: unknown): ORPCError<string, unknown> {
  if (error instanceof ProblemError) {
    // Damage that one call met concerns everybody.
    if (error.code === 'store.damaged') core.notices.set('store', error);
    return new ORPCError(error.code, { status: problemKinds[error.code].status, data: error.params, message: error.code, defined: true });
  }
  const reference = randomUUID().slice(0, 8);
  core.log.error('operation failed', error, { operation, reference });
  return new ORPCError('unknown', { status: 500, data: { reference }, message: 'unknown', defined: true });
}
