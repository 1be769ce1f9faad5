import type { RecordType } from '#domain/record-type';
import { togetherKey } from '#reading/record/file-name';
import { agrees, ownValues, witnessesBetween } from '#reading/record/page-evidence';
import type { ReadHandle } from '#store/handle';
import { setPageGroup } from '#store/page';
import { isDecidedOrSent, recordPages, recordsWithFinding, type StoredRecord, setRecordGroup } from '#store/paper-record';
import { findPageReading } from '#store/reading';
import type { Change } from './context.ts';

/** Records of the batch, of the same kind, that lack a face too. */
export function lacking(read: ReadHandle, record: StoredRecord): readonly StoredRecord[] {
  return recordsWithFinding(read, record.batchId, 'face.missing').filter(
    (other) =>
      other.id !== record.id && other.recordType === record.recordType && other.version === record.version && other.state !== 'handedOver',
  );
}

/** No face is on both. */
export function mayComplete(read: ReadHandle, one: StoredRecord, other: StoredRecord): boolean {
  const faces = new Set(facesOf(read, one));
  return facesOf(read, other).every((face) => !faces.has(face));
}

function facesOf(read: ReadHandle, { id }: StoredRecord): readonly string[] {
  return recordPages(read, id).flatMap(({ pageId, face }) => findPageReading(read, pageId)?.classified.faces ?? face ?? []);
}

/**
 * A face that came by another way finds the record that it is missing from: where both say the same value of one paper, they are put
 * together. Answers the group in which that is to be done; null where nobody waits for it.
 */
export function joinLateFace({ write }: Change, type: RecordType, record: StoredRecord): string | null {
  if (!record.findings.some(({ code }) => code === 'face.missing')) return null;
  const own = valuesOf(write, type, record);
  if (own.size === 0) return null;
  const home = lacking(write, record).find((other) => {
    const witnesses = witnessesBetween(own, valuesOf(write, type, other));
    return witnesses.length > 0 && witnesses.every(agrees) && mayComplete(write, record, other);
  });
  if (!home || (isDecidedOrSent(write, record.id) && isDecidedOrSent(write, home.id))) return null;
  const stays = isDecidedOrSent(write, record.id) ? record : home;
  const group = togetherKey(stays.id);
  for (const one of [record, home]) {
    setPageGroup(
      write,
      recordPages(write, one.id).map(({ pageId }) => pageId),
      group,
    );
    setRecordGroup(write, one.id, group);
  }
  return group;
}

function valuesOf(read: ReadHandle, type: RecordType, { id }: StoredRecord): ReadonlyMap<string, string> {
  const readings = recordPages(read, id).flatMap(({ pageId }) => findPageReading(read, pageId) ?? []);
  return new Map(readings.flatMap((reading) => [...ownValues(type, reading)]));
}
