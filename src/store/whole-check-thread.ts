import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';

const { file } = workerData as { readonly file: string };

parentPort?.postMessage(damage());

function damage(): readonly string[] {
  try {
    const database = new Database(file, { readonly: true, fileMustExist: true });
    const lines = database.pragma('integrity_check(5)') as { integrity_check: string }[];
    database.close();
    return lines.map((line) => line.integrity_check).filter((line) => line !== 'ok');
  } catch (error) {
    // A file that cannot even be looked through.
    return [error instanceof Error && 'code' in error ? String(error.code) : 'unreadable'];
  }
}
