import { execFile, fork } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { leanMemory } from '#engines/child-process';
import { openFile } from '#store/blob';
import type { ReaderInput } from './reading-child.ts';

/** Files through our readers, and through the system's command: the same files, the same number at a time. */

export interface PageDone {
  readonly reading: PageReading | null;
  readonly error: string | null;
  /** Milliseconds of processor. */
  readonly cpu: number;
}
export interface FolderRead {
  readonly pages: ReadonlyMap<string, PageDone>;
  readonly seconds: number;
  /** Bytes, all readers together. */
  readonly peak: number;
}

export async function readFolder(
  folder: string,
  files: readonly string[],
  types: readonly RecordType[],
  readers: number,
): Promise<FolderRead> {
  const out = new Map<string, PageDone>();
  const most = new Map<number, number>();
  let next = 0;
  let begun = 0;
  const readyAt: Promise<void>[] = [];
  const all = Array.from({ length: readers }, () => {
    const child = fork(join(import.meta.dirname, 'reading-child.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
      env: { ...process.env, ...leanMemory },
    });
    let ready: () => void = () => {};
    readyAt.push(
      new Promise((resolve) => {
        ready = resolve;
      }),
    );
    const done = new Promise<void>((resolve, reject) => {
      const give = () => {
        const id = next++;
        if (id >= files.length) {
          child.disconnect();
          resolve();
          return;
        }
        const name = files[id] ?? '';
        const input: ReaderInput = { id, picture: openFile(join(folder, name)), name, page: 0, types };
        child.send(input);
      };
      child.on('message', (message: { ready?: true; id?: number; reading?: PageReading; error?: string; cpu?: number; rss?: number }) => {
        if (message.ready) {
          ready();
          return;
        }
        most.set(child.pid ?? 0, Math.max(most.get(child.pid ?? 0) ?? 0, message.rss ?? 0));
        out.set(files[message.id as number] as string, {
          reading: message.reading ?? null,
          error: message.error ?? null,
          cpu: message.cpu ?? 0,
        });
        give();
      });
      child.on('error', reject);
      void Promise.all(readyAt).then(() => {
        begun ||= performance.now();
        give();
      });
    });
    return done;
  });
  await Promise.all(all);
  return { pages: out, seconds: (performance.now() - begun) / 1000, peak: [...most.values()].reduce((a, b) => a + b, 0) };
}

/** Seconds that `tesseract -l vie` takes for the same whole pages, one thread each; null where there is no such command. */
export async function nativeSeconds(folder: string, files: readonly string[], readers: number): Promise<number | null> {
  const run = promisify(execFile);
  try {
    await run('tesseract', ['--version']);
  } catch {
    return null;
  }
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: readers }, async () => {
      while (next < files.length)
        await run('tesseract', [join(folder, files[next++] as string), 'stdout', '-l', 'vie'], {
          env: { ...process.env, OMP_THREAD_LIMIT: '1' },
          maxBuffer: 1e8,
        });
    }),
  );
  return (performance.now() - begun) / 1000;
}
