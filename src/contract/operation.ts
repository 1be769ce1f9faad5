import { oc } from '@orpc/contract';
import { type ProblemCode, problemKinds } from '#domain/problem';

/**
 * Four kinds of operation, told apart by type (see core/operation.ts):
 * - a query reads and changes nothing; it may wait;
 * - a command changes the store in one transaction and may not wait;
 * - a task stores a durable Job, as a command does, and answers its id;
 * - an effect waits and changes something outside the store: a secret, the shared database.
 */
export type OperationKind = 'query' | 'command' | 'task' | 'effect';

type ProblemErrors = { [C in ProblemCode]: { status: number; data: (typeof problemKinds)[C]['params'] } };
const errors = Object.fromEntries(
  Object.entries(problemKinds).map(([code, { status, params }]) => [code, { status, data: params }]),
) as ProblemErrors;

export const query = oc.$meta<{ kind: 'query' }>({ kind: 'query' }).errors(errors);
export const command = oc.$meta<{ kind: 'command' }>({ kind: 'command' }).errors(errors);
export const task = oc.$meta<{ kind: 'task' }>({ kind: 'task' }).errors(errors);
export const effect = oc.$meta<{ kind: 'effect' }>({ kind: 'effect' }).errors(errors);
