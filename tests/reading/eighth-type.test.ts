import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Located } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { classify } from '#reading/page/classify';
import { locate } from '#reading/page/locate';
import { readRecords } from '#reading/record/read-record';
import { parseRecordTypes } from '#reading/record-types';
import { context, linesOf, pageReading, place, types } from './paper.ts';

/** Blocks that go on on a second sheet, kinds of papers, an open list and another printing, of data alone: heirs who divide an estate. */
const path = 'tests/fixtures/reading/record-types/division-of-estate/type.json';
const json = JSON.parse(readFileSync(path, 'utf8')) as { blocks: { fields?: string[]; inside?: string[]; table?: string }[] };
const { types: added, problems } = parseRecordTypes([{ path, json }]);
const type = added[0] as RecordType;
const all = [...types, ...added];

const sheets = [
  [
    'VĂN BẢN PHÂN CHIA DI SẢN THỪA KẾ',
    'Người để lại di sản: Nguyễn Văn An',
    'Nơi cư trú: Thôn 3, xã Ea Kao, tỉnh Đắk Lắk',
    'Chúng tôi gồm những người thừa kế:',
    'Bà: Trần Thị Bình   CCCD số: 066160919625',
    'Quan hệ: Vợ',
    'Nơi cư trú: Thôn 4, xã Ea Kao, tỉnh Đắk Lắk',
    'Ông: Nguyễn Văn Cường   Hộ chiếu số: B7654321',
  ],
  [
    'Ông: Nguyễn Văn Dũng   CCCD số: 066090673370',
    'Quan hệ: háu',
    'Những người thừa kế ký tên',
    'Lời chứng của công chứng viên',
    'Quyển số: 12/2024',
  ],
].map((rows) => linesOf(rows.join('\n')));

const locatedOn = (sheet: number, face: string): readonly Located[] =>
  locate(sheets[sheet] ?? [], type, [face], { x0: 0, width: 2480, height: 3508 }).map(({ field, table, row, raw, label }) => ({
    ...place(field.key, raw, raw),
    table,
    row,
    label,
  }));

describe('an eighth type of blocks and two sheets needs data alone', () => {
  test('it is sound, and both of its sheets are known', () => {
    expect(problems).toEqual([]);
    expect(sheets.map((lines) => classify(lines, all).face)).toEqual(['first', 'next']);
  });

  test('each heir is a row with what his own block has; rows go on on the second sheet', () => {
    const pages = [locatedOn(0, 'first'), locatedOn(1, 'next')].map((located, i) => ({
      name: `thua-ke-p${i + 1}.jpg`,
      group: null,
      reading: pageReading('division-of-estate', [i === 0 ? 'first' : 'next'], located),
    }));
    const [record, ...others] = readRecords(pages, all, context);
    expect(others).toEqual([]);
    const values = Object.fromEntries((record?.values ?? []).flatMap(({ path: at, value }) => (value === null ? [] : [[at, value]])));
    expect(values).toEqual({
      deceasedName: 'Nguyễn Văn An',
      deceasedAddress: 'Thôn 3, xã Ea Kao, tỉnh Đắk Lắk',
      notaryNumber: '12/2024',
      'heirs[0].fullName': 'Trần Thị Bình',
      'heirs[0].idKind': 'CCCD',
      'heirs[0].idNumber': '066160919625',
      'heirs[0].relation': 'Vợ',
      'heirs[0].address': 'Thôn 4, xã Ea Kao, tỉnh Đắk Lắk',
      'heirs[1].fullName': 'Nguyễn Văn Cường',
      'heirs[1].idKind': 'Hộ chiếu',
      'heirs[1].idNumber': 'B7654321',
      'heirs[2].fullName': 'Nguyễn Văn Dũng',
      'heirs[2].idKind': 'CCCD',
      'heirs[2].idNumber': '066090673370',
      'heirs[2].relation': 'háu',
    });
    const unknown = record?.values.find(({ path: at }) => at === 'heirs[2].relation');
    expect(unknown).toMatchObject({ accepted: false, alternatives: expect.arrayContaining(['cháu']) });
  });

  test('blocks that lead nowhere are told with their place', () => {
    const broken = structuredClone(json);
    broken.blocks[0] = { fields: ['deceasedName', 'deceasedAge'], inside: ['Cụ:'] };
    broken.blocks[1] = { table: 'witnesses' };
    const messages = parseRecordTypes([{ path, json: broken }]).problems.map(({ message }) => message);
    expect(messages).toEqual([
      'blocks[0]: no field "deceasedAge"',
      'blocks[0]: "Cụ:" is no label of the first field',
      expect.stringContaining('blocks[1].table: no table "witnesses"'),
      'blocks[1]: nothing begins it',
    ]);
  });
});
