import { Worker } from 'node:worker_threads';

/** SQLite's own check of a whole store, in a thread: it takes seconds, in which people go on. What it says, but for `ok`. */
export function checkWhole(file: string): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./whole-check-thread.ts', import.meta.url), { workerData: { file }, stdin: false });
    thread.once('message', resolve).once('error', reject);
    thread.once('exit', () => reject(new Error('the check ended without a word')));
    thread.unref();
  });
}
