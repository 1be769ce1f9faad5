import { describe, expect, it } from 'vitest';
import type { FieldValue } from '#domain/field-value';
import { RecordType } from '#domain/record-type';
import { formOf, neighbour, nextOpen } from '#renderer/screens/record/walk.ts';

const type = RecordType.parse({
  id: 'paper',
  version: 1,
  label: { vi: 'Giấy', en: 'Paper' },
  short: { vi: 'Giấy', en: 'Paper' },
  inUse: { from: null, to: null },
  export: 'paper',
  faces: [{ id: 'front', label: { vi: 'Mặt trước', en: 'Front' }, anchors: [{ text: 'GIẤY' }] }],
  fields: ['name', 'number', 'day'].map((key) => ({
    key,
    kind: 'text',
    label: { vi: key, en: key },
    face: 'front',
    printed: { labels: [key] },
    export: key,
  })),
  tables: [
    {
      key: 'members',
      label: { vi: 'Thành viên', en: 'Members' },
      face: 'front',
      rows: 'ruled',
      export: 'members',
      columns: ['who', 'sex'].map((key) => ({
        key,
        kind: 'text',
        label: { vi: key, en: key },
        face: 'front',
        printed: { labels: [key] },
        export: key,
      })),
    },
  ],
});

const value = (path: string, state: FieldValue['state']): FieldValue => ({
  path,
  value: 'x',
  raw: 'x',
  confidence: 0.9,
  state,
  pageId: null,
  box: null,
  findings: [],
  alternatives: [],
  handwritten: false,
  decidedBy: null,
  decidedAt: null,
  revision: 0,
});
const values = [
  value('members[1].who', 'accepted'),
  value('members[0].sex', 'read'),
  value('members[0].who', 'accepted'),
  value('day', 'read'),
  value('name', 'read'),
  value('number', 'confirmed'),
  value('members[1].sex', 'accepted'),
  value('ofAnotherVersion', 'read'),
];
const { order, tables } = formOf(type, values);

describe('the way through a record', () => {
  it('is the order of the form, rows behind the fields, and knows only what the type has', () => {
    expect(order.map(({ path }) => path)).toEqual([
      'name',
      'number',
      'day',
      'members[0].who',
      'members[0].sex',
      'members[1].who',
      'members[1].sex',
    ]);
    expect(tables[0]?.rows).toHaveLength(2);
  });

  it('goes from doubt to doubt, around the end, either way', () => {
    expect(nextOpen(order, null)).toBe('name');
    expect(nextOpen(order, 'name')).toBe('day');
    expect(nextOpen(order, 'number')).toBe('day');
    expect(nextOpen(order, 'day')).toBe('members[0].sex');
    expect(nextOpen(order, 'members[0].sex')).toBe('name');
    expect(nextOpen(order, 'name', -1)).toBe('members[0].sex');
    expect(nextOpen(order, null, -1)).toBe('members[0].sex');
  });

  it('ends when nothing else is open', () => {
    const done = formOf(type, [value('name', 'confirmed'), value('day', 'read')]).order;
    expect(nextOpen(done, 'day')).toBeNull();
    expect(nextOpen(done, 'name')).toBe('day');
    expect(nextOpen([], null)).toBeNull();
  });

  it('walks neighbours and stops at both ends', () => {
    expect(neighbour(order, null, 1)).toBe('name');
    expect(neighbour(order, 'name', -1)).toBeNull();
    expect(neighbour(order, 'members[1].sex', 1)).toBeNull();
    expect(neighbour(order, 'day', 1)).toBe('members[0].who');
  });
});
