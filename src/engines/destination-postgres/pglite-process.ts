import { setTimeout } from 'node:timers/promises';
import { PGlite } from '@electric-sql/pglite';
import { isHeld, lockFolder } from './folder-lock.ts';

/**
 * The process in which the embedded database computes; started by `embedded-database.ts` with its folder. It takes seconds to make its
 * files, holds some hundred megabytes and may be ended by a fault of V8: none of that is for the process that answers people. It holds
 * the folder's lock itself, so that nobody opens the files before it has ended, whoever ended first.
 */
export type Question = { readonly id: number; readonly sql: string; readonly parameters: readonly string[] } | 'close';
export type Answer =
  | 'ready'
  | 'inUse'
  /** The database cannot start from these files. */
  | 'damaged'
  | { readonly id: number; readonly rows: readonly Readonly<Record<string, unknown>>[] }
  /** Of an error only what names no value (`postgres-problem.ts`). */
  | { readonly id: number; readonly error: Readonly<Record<string, string>> };

process.on('disconnect', () => process.exit(0));
// Ctrl+C at a terminal goes to all of its processes; when to end is the parent's to say.
process.on('SIGINT', () => undefined);

const [folder = ''] = process.argv.slice(2);
const database = (await locked()) ? await PGlite.create(folder).catch(() => 'damaged' as const) : 'inUse';
if (typeof database === 'string') say(database, () => process.exit(0));
else serve(database);

/** False while another workstation has the folder; the process of one that was killed is waited for until it has ended. */
async function locked(): Promise<boolean> {
  while ((await lockFolder(folder)) === null) {
    if (await isHeld(folder)) return false;
    await setTimeout(50);
  }
  return true;
}

function serve(open: PGlite): void {
  process.on('message', async (question: Question) => {
    if (question === 'close') {
      await open.close();
      process.exit(0);
    }
    const { id, sql, parameters } = question;
    try {
      say({ id, rows: (await open.query<Record<string, unknown>>(sql, [...parameters])).rows });
    } catch (error) {
      say({ id, error: named(error) });
    }
  });
  say('ready');
}

function say(answer: Answer, then: () => void = () => undefined): void {
  process.send?.(answer, then);
}

function named(error: unknown): Readonly<Record<string, string>> {
  const known: Readonly<Record<string, unknown>> = typeof error === 'object' && error !== null ? { ...error } : {};
  const names = ['code', 'severity', 'routine', 'table', 'column', 'constraint'];
  return Object.fromEntries(names.flatMap((name) => (typeof known[name] === 'string' ? [[name, known[name]]] : [])));
}
