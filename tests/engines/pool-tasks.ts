import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { problem } from '#domain/problem';

/** Children that misbehave in every way, for the pool's own tests. */
export const tasks = {
  echo: async (input: unknown) => input,
  write: async (input: { readonly path: string }) => writeFileSync(input.path, 'x'),
  program: async () => spawnSync(process.execPath, ['--version']).status,
  pid: async () => process.pid,
  nice: async () => (await import('node:os')).getPriority(),
  environment: async () => Object.keys(process.env),
  sleep: (input: { readonly ms: number }) => new Promise((resolve) => setTimeout(() => resolve(process.pid), input.ms)),
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
  keep: async (input: { readonly megabytes: number }) => {
    held.push(Buffer.alloc(input.megabytes * 1_048_576, 1));
    return process.pid;
  },
};

const held: Buffer[] = [];
