import type { Limits } from '#children';
import type { Problem } from '#domain/problem';

/** What goes to a child: one task at a time, and a word when a part of it has been taken. */
export type ToChild = Request | { readonly taken: true };

export interface Request {
  readonly task: string;
  readonly input: unknown;
  readonly limits: Limits;
}

/** What comes back: parts, each of which waits until the one before has been taken, then the answer. */
export type FromChild = { readonly part: unknown } | Answer;

/** The end of a task, with the child's resident memory now and at its highest during the task. */
export type Answer = { readonly megabytes: number; readonly peakMegabytes: number } & (
  | { readonly value: unknown }
  | { readonly problem: Problem }
  | { readonly error: { readonly name: string; readonly message: string; readonly stack: string | undefined } }
);

/** The guard's last words on the error output before it ends its process for its size; the size follows. */
export const memoryMark = 'so-song: memory limit ';
/** The same before it ends it for the time that it has computed. */
export const timeMark = 'so-song: time limit\n';
