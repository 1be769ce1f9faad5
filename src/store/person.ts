import { randomUUID } from 'node:crypto';
import { callerOf, type NamedCaller } from '#domain/caller';
import type { ReadHandle, WriteHandle } from './handle.ts';
import { sql } from './sql.ts';

/** The person of this name, made when there is none: until there are accounts a name is all that is known of people. Answers the id. */
export function findOrMakePerson(write: WriteHandle, name: string, at: string): string {
  const known = write.get<{ id: string }>(sql`SELECT id FROM person WHERE name = ${name} ORDER BY created_at LIMIT 1`);
  if (known) return known.id;
  const id = randomUUID();
  write.run(sql`INSERT INTO person (id, name, created_at) VALUES (${id}, ${name}, ${at})`);
  return id;
}

/** For showing; null for an id that nobody has. */
export function personName(read: ReadHandle, id: string): string | null {
  return read.get<{ name: string }>(sql`SELECT name FROM person WHERE id = ${id}`)?.name ?? null;
}

/** Things of people with names in the place of ids; `of` says where the id stands. */
export function namesOf(read: ReadHandle, ids: Iterable<string | null>): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const id of ids) if (id !== null && !names.has(id)) names.set(id, personName(read, id) ?? id);
  return names;
}

/** A caller as written in a row (`callerKey`), for showing. Rows from before there were people may hold a name: it stands for itself. */
export function namedCaller(read: ReadHandle, key: string): NamedCaller {
  const caller = callerOf(key);
  return caller.kind === 'machine' ? caller : { kind: 'person', name: personName(read, caller.id) ?? caller.id };
}
