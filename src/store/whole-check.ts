import { Worker } from 'node:worker_threads';
import type { Damage } from './damage.ts';

/** Looks for damage in a whole store, in a thread: it takes seconds, in which people go on. */
export function checkWhole(file: string): Promise<readonly Damage[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./whole-check-thread.ts', import.meta.url), { workerData: { file }, stdin: false });
    thread.once('message', resolve).once('error', reject);
    thread.once('exit', () => reject(new Error('the check ended without a word')));
    thread.unref();
  });
}
