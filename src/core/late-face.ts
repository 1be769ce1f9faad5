import type { RecordType } from '#domain/record-type';
import { togetherKey } from '#reading/record/file-name';
import { agrees, ownValues, witnessesBetween } from '#reading/record/page-evidence';
import type { ReadHandle } from '#store/handle';
import { setPageGroup } from '#store/page';
import { isDecidedOrSent, recordPages, recordsLacking, recordsWithValue, type StoredRecord, setRecordGroup } from '#store/paper-record';
import { findPageReading } from '#store/reading';
import type { Change } from './context.ts';

/** No face is on both. */
export function mayComplete(read: ReadHandle, one: StoredRecord, other: StoredRecord): boolean {
  const faces = new Set(facesOf(read, one));
  return facesOf(read, other).every((face) => !faces.has(face));
}

function facesOf(read: ReadHandle, { id }: StoredRecord): readonly string[] {
  return recordPages(read, id).flatMap(({ pageId, face }) => findPageReading(read, pageId)?.classified.faces ?? face ?? []);
}

export function lacksFace({ findings }: StoredRecord): boolean {
  return findings.some(({ code }) => code === 'face.missing');
}

/**
 * A face that came by another way finds the record that it is missing from: where both say the same value of one paper, they are put
 * together. Answers the groups in which that is to be done.
 */
export function joinLateFaces({ write }: Change, type: RecordType, records: readonly StoredRecord[]): readonly string[] {
  const saying = type.faces.filter(({ says }) => says.length > 0).map(({ id }) => id);
  const late = saying.length === 0 ? [] : records.filter(lacksFace);
  const [first] = late;
  if (!first) return [];
  /** Sheets without their paper: few, so that each is looked into. */
  const loose = recordsLacking(write, first, { faces: saying }).map((record) => ({ record, values: valuesOf(write, type, record) }));
  return late.flatMap((record) => {
    const own = loose.find((one) => one.record.id === record.id);
    const homes = own
      ? [...own.values].flatMap(([key, value]) => recordsWithValue(write, record, key, value))
      : loose.filter(({ values }) => saySame(values, valuesOf(write, type, record))).map((one) => one.record);
    const home = homes.find((other) => other.id !== record.id && lacksFace(other) && mayComplete(write, record, other));
    return home ? (putTogether({ write }, record, home) ?? []) : [];
  });
}

/** Null where a person has decided on values of both. */
function putTogether({ write }: Pick<Change, 'write'>, record: StoredRecord, home: StoredRecord): string | null {
  const isDecided = isDecidedOrSent(write, record.id);
  if (isDecided && isDecidedOrSent(write, home.id)) return null;
  const group = togetherKey((isDecided ? record : home).id);
  for (const { id } of [record, home]) {
    setPageGroup(
      write,
      recordPages(write, id).map(({ pageId }) => pageId),
      group,
    );
    setRecordGroup(write, id, group);
  }
  return group;
}

function saySame(one: ReadonlyMap<string, string>, other: ReadonlyMap<string, string>): boolean {
  const witnesses = witnessesBetween(one, other);
  return witnesses.length > 0 && witnesses.every(agrees);
}

function valuesOf(read: ReadHandle, type: RecordType, { id }: StoredRecord): ReadonlyMap<string, string> {
  const readings = recordPages(read, id).flatMap(({ pageId }) => findPageReading(read, pageId) ?? []);
  return new Map(readings.flatMap((reading) => [...ownValues(type, reading)]));
}
