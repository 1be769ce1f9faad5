import { createHash } from 'node:crypto';
import { type ColumnType, type Delivery, type DeliveryRecord, deliveryRecord } from '#domain/delivery';
import type { FieldValue } from '#domain/field-value';
import { type KindId, RecordType } from '#domain/record-type';

export function sha256(text: string): string {
  return createHash('sha256').update(text, 'utf8').digest('hex');
}

const label = { vi: 'Nhãn', en: 'Label' };
const field = (key: string, kind: KindId, exported: string) => ({
  key,
  kind,
  label,
  face: 'front',
  printed: { labels: ['Nhãn'] },
  export: exported,
});

/** A type of the tests' own with every column type and a table of rows. */
export const testType = RecordType.parse({
  id: 'test-register',
  version: 1,
  label,
  short: label,
  inUse: { from: null, to: null },
  faces: [{ id: 'front', label, anchors: [{ text: 'SỔ' }] }],
  fields: [
    field('ownerName', 'name', 'owner_name'),
    field('area', 'area', 'area_m2'),
    field('capital', 'money', 'capital_vnd'),
    field('birthYear', 'year', 'birth_year'),
    field('issueDate', 'date', 'issue_date'),
  ],
  tables: [
    {
      key: 'members',
      label,
      face: 'front',
      rows: 'ruled',
      export: 'member',
      columns: [field('fullName', 'name', 'full_name'), field('born', 'date', 'born')],
    },
  ],
  export: 'test_register',
});

/** The next version has one field and one column more. */
export const widerType = RecordType.parse({
  ...testType,
  version: 2,
  fields: [...testType.fields, field('note', 'text', 'note'), field('since', 'date', 'since')],
  tables: testType.tables.map((table) => ({ ...table, columns: [...table.columns, field('sex', 'sex', 'sex')] })),
});

/** A type without rows. */
export const plainType = RecordType.parse({ ...testType, id: 'test-plain', export: 'test_plain', tables: [] });

const columns: Partial<Record<KindId, ColumnType>> = { area: 'numeric', money: 'bigint', year: 'integer', date: 'date' };
export const columnOf = (kind: KindId): ColumnType => columns[kind] ?? 'text';

export function value(path: string, text: string | null, more: Partial<FieldValue> = {}): FieldValue {
  return {
    path,
    value: text,
    raw: text,
    confidence: 0.987654321,
    state: 'confirmed',
    pageId: 'page-1',
    box: [10, 20.5, 300, 40],
    findings: [],
    alternatives: [],
    handwritten: false,
    decidedBy: 'Nguyễn Thị Ánh',
    decidedAt: '2026-03-01T08:09:10.123Z',
    revision: 1,
    ...more,
  };
}

export const usualValues: readonly FieldValue[] = [
  value('ownerName', `Y Bhĭt Mlô, H'Bia "Đặng" \\ 100% $1 ; DROP SCHEMA so_song; --`),
  value('area', '1250.50', { findings: [{ code: 'area.parts', severity: 'warning', params: { sum: 1250.5 }, path: 'area' }] }),
  value('capital', '9007199254740993'),
  value('birthYear', '1985'),
  value('issueDate', '2011-07', { state: 'corrected' }),
  value('members[0].fullName', 'NGUYỄN THỊ HỒNG GẤM'),
  value('members[0].born', '1985-02-28'),
  value('members[2].fullName', 'Trần Văn Út', { handwritten: true, state: 'keyed', raw: null, confidence: null, box: null, pageId: null }),
];

export function record(
  key: string,
  values: readonly FieldValue[] = usualValues,
  type: RecordType = testType,
  communeCode = '24133',
): DeliveryRecord {
  return deliveryRecord(type, values, { key, communeCode, pageSha256: (pageId) => sha256(pageId) }, sha256);
}

/** Stable keys in the form that real ones have. */
export function uuid(seed: string): string {
  const hex = sha256(seed);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

export function records(count: number, seed: string): readonly DeliveryRecord[] {
  return Array.from({ length: count }, (_, index) => record(uuid(`${seed} ${index}`)));
}

export function delivery(handoverId: string, some: readonly DeliveryRecord[], more: Partial<Delivery> = {}): Delivery {
  const byKey = new Map(some.map((one) => [one.key, one]));
  return {
    handoverId,
    batchCode: 'LÔ-01',
    office: 'Phường Tân An',
    contents: some.map(({ key, digest }) => ({ key, digest })),
    records: async (keys) => keys.flatMap((key) => byKey.get(key) ?? []),
    ...more,
  };
}
