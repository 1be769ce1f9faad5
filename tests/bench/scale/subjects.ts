import { join } from 'node:path';
import { openSealed } from '#store/sealed';
import { random } from '../holdout/random.ts';
import { readyRecords } from './make.ts';

export type Subjects = ReturnType<typeof readSubjects>;

/** Ids and words to ask for, picked all over the store; read before measuring, so that the memory measured is the core's alone. */
export function readSubjects(from: string) {
  const r = random(11);
  const database = openSealed(join(from, 'so-song.sqlite'), { readonly: true });
  try {
    const all = <Row>(text: string): Row[] => database.prepare<[], Row>(text).all();
    const pick = <T>(list: readonly T[], most: number): T[] => Array.from({ length: Math.min(most, list.length) }, () => r.pick(list));
    const batches = pick(all<{ id: string }>('SELECT id FROM batch'), 100).map(({ id }) => id);
    const larger = pick(
      all<{ id: string; n: number }>('SELECT batch_id AS id, COUNT(*) AS n FROM paper_record GROUP BY batch_id HAVING n >= 200'),
      50,
    );
    const records = pick(all<{ id: string }>('SELECT id FROM paper_record'), 400).map(({ id }) => id);
    const openRecords = [
      ...new Set(pick(all<{ id: string }>(`SELECT id FROM paper_record WHERE state = 'open'`), 1000).map(({ id }) => id)),
    ];
    const value = database.prepare<[string], { path: string; revision: number }>(
      `SELECT path, revision FROM field_value WHERE record_key = (SELECT key FROM paper_record WHERE id = ?) AND state = 'read'
        AND handwritten = 0 AND findings NOT LIKE '%"error"%'`,
    );
    const open = openRecords.map((recordId) => value.all(recordId).map((one) => ({ recordId, ...one })));
    // One of each record, then a second one of each: no two decisions in a row on the same record.
    const openValues = mixed(...open);
    const texts = (path: string) =>
      pick(all<{ value: string }>(`SELECT value FROM field_value WHERE path = '${path}' AND value IS NOT NULL LIMIT 2000`), 40).map(
        ({ value }) => value,
      );
    const ready =
      all<{ id: string; n: number }>(
        `SELECT batch_id AS id, COUNT(*) AS n FROM paper_record WHERE state = 'verified' GROUP BY batch_id ORDER BY abs(n - ${readyRecords}) LIMIT 1`,
      ).find(({ n }) => n >= readyRecords / 2)?.id ?? null;
    return {
      batches,
      larger,
      records,
      openValues,
      ready,
      names: mixed(texts('fullName'), texts('ownerName'), texts('headName')),
      numbers: mixed(texts('personalId'), texts('serialNumber'), texts('ownerIdNumber'), texts('taxCode')),
    };
  } finally {
    database.close();
  }
}

function mixed<T>(...lists: readonly (readonly T[])[]): T[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) => lists.flatMap((list) => list[index] ?? [])).flat();
}
