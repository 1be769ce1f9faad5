import { ProblemError, problem } from '#domain/problem';

/** What a person can be told of an error of SQLite or of the disk under it; null where it is a bug. */
export function storeProblem(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (code === 'SQLITE_FULL' || code === 'ENOSPC' || code.startsWith('SQLITE_IOERR_WRITE')) return problem('disk.full', {}, error);
  // What cannot be read any more is as damaged as what makes no sense.
  if (/^SQLITE_(?:CORRUPT|NOTADB|IOERR_(?:READ|SHORT_READ|CORRUPTFS|DATA))/.test(code)) return problem('store.damaged', {}, error);
  return null;
}

/** Does something with the store; its errors are problems where they can be. */
export function told<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw storeProblem(error) ?? error;
  }
}
