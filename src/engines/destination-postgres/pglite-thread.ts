import { parentPort, workerData } from 'node:worker_threads';
import { PGlite } from '@electric-sql/pglite';

/**
 * The thread in which the embedded database computes; started by `connect-pglite.ts`. It takes seconds to make its files and holds
 * some hundred megabytes: neither is for the process that answers people, and both are gone with the thread.
 */
export interface Question {
  readonly id: number;
  readonly sql: string;
  readonly parameters: readonly string[];
}
export type Answer =
  | { readonly id: number; readonly rows: readonly Readonly<Record<string, unknown>>[] }
  /** Of an error only what names no value (`postgres-problem.ts`). */
  | { readonly id: number; readonly error: Readonly<Record<string, string>> };

const database = await PGlite.create(String(workerData));

parentPort?.on('message', async (question: Question | 'close') => {
  if (question === 'close') {
    await database.close();
    parentPort?.close();
    return;
  }
  const { id, sql, parameters } = question;
  try {
    parentPort?.postMessage({ id, rows: (await database.query<Record<string, unknown>>(sql, [...parameters])).rows } satisfies Answer);
  } catch (error) {
    parentPort?.postMessage({ id, error: named(error) } satisfies Answer);
  }
});
parentPort?.postMessage('ready');

function named(error: unknown): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, unknown>> = typeof error === 'object' && error !== null ? { ...error } : {};
  const names = ['code', 'severity', 'routine', 'table', 'column', 'constraint'];
  return Object.fromEntries(names.flatMap((name) => (typeof known[name] === 'string' ? [[name, known[name]]] : [])));
}
