import { createHash } from 'node:crypto';
import type { Places } from '#domain/place';
import { findPlaces } from '#domain/place-address';
import type { RecordType } from '#domain/record-type';
import { listValues } from '#store/field-value';
import type { ReadHandle } from '#store/handle';
import { recordsBehind, setIdentityKeys } from '#store/identity-key';
import { findRecord } from '#store/paper-record';
import { readRemembered, remember } from '#store/settings';
import type { CoreContext } from './context.ts';
import { fillInSlices } from './fill.ts';
import { findType, type Knowledge } from './knowledge.ts';

/**
 * What names one case among all records of the workstation, as one text that an index finds: a serial, a parcel of a commune, values that
 * are unique together. `settleRecord` writes a record's keys with its values, `ruleContext` asks for another record with the same.
 */
export const serialKey = (path: string, serial: string) => JSON.stringify(['serial', path, serial]);
export const parcelKey = (commune: string, sheet: string, parcel: string) => JSON.stringify(['parcel', commune, sheet, parcel]);
export const valuesKey = (type: string, values: readonly PathValue[]) =>
  JSON.stringify(['values', type, ...values.map(({ path, value }) => [path, value])]);

interface PathValue {
  readonly path: string;
  readonly value: string;
}

/** The keys of a record with these values; sorted, each once. */
export function identityKeys(
  type: RecordType | null,
  values: readonly { readonly path: string; readonly value: string | null }[],
  places: Places,
): string[] {
  const byPath = new Map(values.map(({ path, value }) => [path, value]));
  const all = (...paths: readonly string[]): PathValue[] | null => {
    const found = paths.flatMap((path) => {
      const value = byPath.get(path) ?? null;
      return value === null ? [] : [{ path, value }];
    });
    return found.length === paths.length ? found : null;
  };
  const keys = (type?.checks ?? []).flatMap((check): string[] => {
    if (check.rule === 'uniqueSerial') return all(check.serial)?.map(({ path, value }) => serialKey(path, value)) ?? [];
    if (check.rule === 'unique') {
      const found = all(...check.fields);
      return found && type ? [valuesKey(type.id, found)] : [];
    }
    if (check.rule === 'uniqueParcel') {
      const [sheet, parcel, address] = all(check.sheet, check.parcel, check.address) ?? [];
      if (!sheet || !parcel || !address) return [];
      // A commune that was split lies in several of today's.
      return findPlaces(places, address.value).today.flatMap(({ code }) =>
        code === null ? [] : [parcelKey(code, sheet.value, parcel.value)],
      );
    }
    return [];
  });
  return [...new Set(keys)].sort();
}

/** The keys that a record has by its values now. */
export function keysNow(knowledge: Knowledge, read: ReadHandle, recordId: string): string[] {
  const found = findRecord(read, recordId);
  const type = findType(knowledge, found?.recordType ?? null, found?.version ?? null);
  return type?.checks.some(({ rule }) => unique.has(rule)) ? identityKeys(type, listValues(read, recordId), knowledge.places) : [];
}

const unique: ReadonlySet<string> = new Set(['uniqueSerial', 'unique', 'uniqueParcel']);
/**
 * Writes the keys of all records anew where the checks that make them have changed, or the store is an earlier program's. Cut off by the
 * end of the program it begins again at the next start; until it has ended a twin may not be seen.
 */
export async function fillIdentityKeys(core: CoreContext): Promise<void> {
  const wanted = identityChecks(core.knowledge);
  if (readRemembered(core.store.read, 'identity.checks') === wanted) return;
  let last = 0;
  await fillInSlices(core, (write) => {
    const [next] = recordsBehind(write, last, 1);
    if (!next) {
      remember(write, 'identity.checks', wanted);
      return false;
    }
    last = next.key;
    setIdentityKeys(write, next.id, keysNow(core.knowledge, write, next.id));
    return true;
  });
}

/** Of all that decides which keys a record has, beside its values. */
export function identityChecks({ types, places }: Knowledge): string {
  const checks = types.flatMap(({ id, version, checks }) =>
    checks.filter(({ rule }) => unique.has(rule)).map((check) => [id, version, check]),
  );
  return createHash('sha256')
    .update(JSON.stringify([checks, places.since]))
    .digest('hex');
}
