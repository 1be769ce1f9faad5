import type BetterSqlite3 from 'better-sqlite3';
import { isLogWhole } from './log-mark.ts';
import { openSealed } from './sealed.ts';

/** What of a store the disk has changed or lost; `detail` is SQLite's own word. */
export type Damage =
  | { readonly part: 'log' }
  | { readonly part: 'file'; readonly detail: string }
  | { readonly part: 'table'; readonly table: string; readonly detail: string };

/** Reads every page of a store: seconds to minutes. Changes nothing, whether the store is open or not. */
export function findDamage(file: string): readonly Damage[] {
  const log: readonly Damage[] = isLogWhole(file) ? [] : [{ part: 'log' }];
  try {
    const database = openSealed(file, { readonly: true, fileMustExist: true });
    try {
      return [...log, ...damageIn(database)];
    } finally {
      database.close();
    }
  } catch (error) {
    // A file that cannot even be looked through.
    return [...log, { part: 'file', detail: codeOf(error) }];
  }
}

function damageIn(database: BetterSqlite3.Database): readonly Damage[] {
  const detail = firstLine(database, '1');
  if (detail === null) return [];
  const tables = database.prepare<[], { name: string }>("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").all();
  const damaged = tables.flatMap(({ name }): Damage[] => {
    const found = firstLine(database, `"${name}"`);
    return found === null ? [] : [{ part: 'table', table: name, detail: found }];
  });
  return damaged.length > 0 ? damaged : [{ part: 'file', detail }];
}

/** One page that is damaged makes SQLite refuse all that it asks for after it in the same statement: only the first line says where. */
function firstLine(database: BetterSqlite3.Database, what: string): string | null {
  try {
    const said = String(database.pragma(`integrity_check(${what})`, { simple: true }));
    return said === 'ok' ? null : (said.split('\n').find((line) => !line.startsWith('***')) ?? said);
  } catch (error) {
    return codeOf(error);
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unreadable';
}
