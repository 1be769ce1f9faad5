import { type AnySchema, type InferSchemaOutput, oc, type Schema } from '@orpc/contract';
import type { AuditEvent } from '#domain/audit';
import { type ProblemCode, problemKinds } from '#domain/problem';
import type { May } from '#domain/role';

/**
 * Four kinds of operation, told apart by type (see core/operation.ts):
 * - a query reads and changes nothing; it may wait;
 * - a command changes the store in one transaction and may not wait;
 * - a task stores a durable Job, as a command does, and answers its id;
 * - an effect waits and changes something outside the store: a secret, the shared database.
 */
export type OperationKind = 'query' | 'command' | 'task' | 'effect';

/** What a handler knows for the audit trail that is neither in its input nor in its output. */
export type Note = Readonly<Record<string, string | number>>;

/** What the audit trail says of an operation that was done; nothing where nothing was changed or shown. */
type Trace<I, O> = (input: I, output: O, note: Note) => readonly AuditEvent[];

/** Everything about an operation beside its schemas, as core/gate.ts and core/operation.ts read it. */
export interface OperationMeta<K extends OperationKind = OperationKind> {
  readonly kind: K;
  readonly may: May;
  readonly audit: Trace<unknown, unknown> | null;
}

type ProblemErrors = { [C in ProblemCode]: { status: number; data: (typeof problemKinds)[C]['params'] } };
const errors = Object.fromEntries(
  Object.entries(problemKinds).map(([code, { status, params }]) => [code, { status, data: params }]),
) as ProblemErrors;

/** An operation as it is declared. Who may and what the trail says have no default: an entry without them does not compile. */
interface Declared<I extends AnySchema, O extends AnySchema> {
  readonly may: May;
  /** Null: nothing is written down, said on purpose. */
  readonly audit: Trace<InferSchemaOutput<I>, InferSchemaOutput<O>> | null;
  readonly input?: I;
  readonly output: O;
}
/** A query changes nothing, so that it cannot write anything down either. */
type DeclaredQuery<I extends AnySchema, O extends AnySchema> = Omit<Declared<I, O>, 'audit'>;

function declare<K extends OperationKind, I extends AnySchema, O extends AnySchema>(
  kind: K,
  { may, audit, input, output }: Declared<I, O>,
) {
  const meta: OperationMeta<K> = { kind, may, audit: audit as OperationMeta['audit'] };
  const builder = oc.$meta<OperationMeta<K>>(meta).errors(errors).output(output);
  // Without an input there is nothing to check: `I` is then oRPC's own schema of anything.
  return (input ? builder.input(input) : builder) as ReturnType<typeof builder.input<I>>;
}

type Unasked = Schema<unknown, unknown>;
export const query = <O extends AnySchema, I extends AnySchema = Unasked>(declared: DeclaredQuery<I, O>) =>
  declare<'query', I, O>('query', { ...declared, audit: null });
export const command = <O extends AnySchema, I extends AnySchema = Unasked>(declared: Declared<I, O>) =>
  declare<'command', I, O>('command', declared);
export const task = <O extends AnySchema, I extends AnySchema = Unasked>(declared: Declared<I, O>) =>
  declare<'task', I, O>('task', declared);
export const effect = <O extends AnySchema, I extends AnySchema = Unasked>(declared: Declared<I, O>) =>
  declare<'effect', I, O>('effect', declared);
