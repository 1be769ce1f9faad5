import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { Limits } from '#children';
import { problem } from '#domain/problem';
import type { TaskTable } from '#workers/tasks';

type One<Input, Answer> = { readonly input: Input; readonly answer: Answer };
type Broken = One<{ readonly name: string }, unknown>;

/** Children that misbehave in every way, for the pool's own tests. */
export interface PoolTasks {
  readonly echo: One<unknown, unknown>;
  readonly write: One<{ readonly path: string }, void>;
  readonly program: One<null, number | null>;
  /** Its process. */
  readonly pid: One<null, number>;
  readonly sleep: One<{ readonly ms: number }, number>;
  readonly compute: One<{ readonly ms: number; readonly name: string }, void>;
  readonly keep: One<{ readonly megabytes: number; readonly name?: string }, number>;
  readonly nice: One<null, number>;
  readonly environment: One<null, readonly string[]>;
  readonly flags: One<null, readonly string[]>;
  readonly problem: One<null, never>;
  readonly bug: One<null, never>;
  /** Hands numbers over, `slow` milliseconds after each other, and ends at one of them as it is told; answers how many were made. */
  readonly count: {
    readonly input: {
      readonly name: string;
      readonly to: number;
      readonly slow?: number;
      readonly at?: number;
      readonly end?: 'hang' | 'exit' | 'leave' | 'fail';
    };
    readonly part: { readonly number: number; readonly made: number };
    readonly answer: number;
  };
  readonly hang: Broken;
  readonly exit: Broken;
  readonly abort: Broken;
  readonly unhandled: Broken;
  readonly grow: Broken;
  readonly heap: Broken;
  readonly giant: Broken;
}

export const tasks: TaskTable<PoolTasks> = {
  echo: async (input) => input,
  write: async (input) => writeFileSync(input.path, 'x'),
  program: async () => spawnSync(process.execPath, ['--version']).status,
  pid: async () => process.pid,
  nice: async () => (await import('node:os')).getPriority(),
  environment: async () => Object.keys(process.env),
  flags: async () => process.execArgv,
  sleep: (input) => new Promise((resolve) => setTimeout(() => resolve(process.pid), input.ms)),
  count: async ({ to, slow = 0, at, end }, hand) => {
    for (let number = 0; number < to; number++) {
      compute(slow);
      if (number === at && end === 'hang') for (;;) Math.sqrt(2);
      if (number === at && end === 'exit') process.exit(3);
      if (number === at && end === 'leave') {
        process.disconnect();
        await new Promise(() => setTimeout(() => process.exit(3), 300));
      }
      if (number === at && end === 'fail') throw problem('pdf.damaged', { name: 'a.pdf' });
      await hand({ number, made: Date.now() });
    }
    return to;
  },
  compute: async ({ ms }) => compute(ms),
  hang: async () => {
    for (;;) Math.sqrt(2);
  },
  exit: async () => process.exit(3),
  abort: async () => process.abort(),
  problem: async () => {
    throw problem('file.tooLarge', { name: 'a.png', megapixels: 900 });
  },
  bug: async () => {
    throw new TypeError('a bug');
  },
  unhandled: () => {
    setTimeout(() => {
      throw new Error('later');
    }, 1);
    return new Promise(() => {});
  },
  // all at once in one turn of the loop, so that no timer of the main thread could see it
  grow: async () => {
    const kept: Buffer[] = [];
    for (;;) kept.push(Buffer.alloc(8 * 1_048_576, kept.length + 1));
  },
  heap: async () => {
    const kept: unknown[] = [];
    for (;;) kept.push({ at: kept.length, text: `${kept.length}` });
  },
  giant: async () => new Uint8Array(2 ** 52).length,
  keep: async (input) => {
    held.push(Buffer.alloc(input.megabytes * 1_048_576, 1));
    return process.pid;
  },
};

/** Milliseconds of the processor, however long that takes by the clock. */
function compute(milliseconds: number): void {
  const begun = process.threadCpuUsage();
  for (let used = 0; used < milliseconds; ) {
    for (let turn = 0; turn < 1e5; turn += 1) Math.sqrt(turn);
    const { user, system } = process.threadCpuUsage(begun);
    used = (user + system) / 1000;
  }
}

const held: Buffer[] = [];

export const poolLimits = Object.fromEntries(Object.keys(tasks).map((task): [string, Limits] => [task, { seconds: 60, megabytes: 600 }]));
