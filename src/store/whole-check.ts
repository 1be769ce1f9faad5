import { Worker } from 'node:worker_threads';
import type { Damage } from './damage.ts';

/** Looks for damage in a whole store, in a thread: it takes seconds, in which people go on. A signal ends it; rejects with its reason. */
export function checkWhole(file: string, signal?: AbortSignal): Promise<readonly Damage[]> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const thread = new Worker(new URL('./whole-check-thread.ts', import.meta.url), { workerData: { file }, stdin: false });
    const stop = () => void thread.terminate();
    signal?.addEventListener('abort', stop, { once: true });
    thread.once('message', resolve).once('error', reject);
    thread.once('exit', () => {
      signal?.removeEventListener('abort', stop);
      reject(signal?.aborted ? signal.reason : new Error('the check ended without a word'));
    });
  });
}
