import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openKnowledge } from '#core/knowledge';
import { indexValues } from '#core/record-search';
import type { ValueState } from '#domain/field-value';
import type { RecordState } from '#domain/paper-record';
import { resourcesFolder } from '#main/open-workstation';
import { insertBatch } from '#store/batch';
import { putValue } from '#store/field-value';
import type { WriteHandle } from '#store/handle';
import { openStore } from '#store/open-store';
import { insertRecord, setRecordStanding } from '#store/paper-record';
import { findOrMakePerson } from '#store/person';

/** Records without pages, as other work would have left them: what is tested with them needs no reading. */
const { types } = openKnowledge(resourcesFolder);

/** Writes into the store of a data folder that no core has open. */
export function seed<T>(folder: string, work: (write: WriteHandle) => T extends PromiseLike<unknown> ? never : T): T {
  const store = openStore(folder, join(resourcesFolder, 'migrations'));
  try {
    return store.write<T>(work);
  } finally {
    store.close();
  }
}

export function seedBatch(
  write: WriteHandle,
  more: { readonly placeCode?: string; readonly deadline?: string; readonly at?: string } = {},
): string {
  const id = randomUUID();
  const { placeCode = null, deadline = null, at = '2026-11-02T03:00:00.000Z' } = more;
  insertBatch(write, { id, title: 'Lô', source: 'folder', ownerId: null, placeCode, deadline, at });
  return id;
}

export interface SeedRecord {
  readonly type?: string | null;
  readonly state: RecordState;
  /** By path; the type's other fields are blank on paper. */
  readonly values?: Readonly<Record<string, string>>;
  readonly valueState?: ValueState;
  readonly at?: string;
}

export function seedRecord(write: WriteHandle, batchId: string, record: SeedRecord): string {
  const id = randomUUID();
  const {
    type: typeId = 'residence-confirmation-ct07',
    state,
    values = {},
    valueState = 'confirmed',
    at = '2026-11-02T03:00:00.000Z',
  } = record;
  const type = types.find((one) => one.id === typeId) ?? null;
  insertRecord(write, {
    id,
    batchId,
    groupKey: `name:/${id}`,
    recordType: type?.id ?? null,
    version: type?.version ?? null,
    state,
    pageIds: [],
    at,
  });
  for (const path of new Set([...(type?.fields.map((field) => field.key) ?? []), ...Object.keys(values)])) {
    const value = values[path] ?? null;
    putValue(write, id, {
      path,
      value,
      raw: value,
      confidence: value === null ? null : 0.9,
      state: value === null ? 'blank' : valueState,
      pageId: null,
      box: null,
      findings: [],
      alternatives: [],
      handwritten: false,
      decidedBy: valueState === 'read' ? null : findOrMakePerson(write, 'Cán bộ', at),
      decidedAt: valueState === 'read' ? null : at,
      revision: 0,
    });
  }
  setRecordStanding(write, id, { state, title: values.fullName ?? null, findings: [], at });
  indexValues(
    write,
    id,
    type,
    Object.entries(values).map(([path, value]) => ({ path, value })),
  );
  return id;
}

/** Whole and free of contradictions, so that nothing holds it back. */
export const goodValues = {
  fullName: 'Nguyễn Văn Thử',
  dateOfBirth: '1990-03-07',
  sex: 'Nam',
  personalId: '066090001234',
  ethnicity: 'Kinh',
  nationality: 'Việt Nam',
} as const;
