import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { classify } from '#reading/page/classify';
import { locate } from '#reading/page/locate';
import { readRecords } from '#reading/record/read-record';
import { parseRecordTypes } from '#reading/record-types';
import { context, linesOf, pageReading, types, unremarkable } from './paper.ts';

/** A new kind of paper is a folder of data: the birth page of a civil-status register, two handwritten entries to a page. */
const path = 'tests/fixtures/reading/record-types/birth-register/type.json';
const { types: added, problems } = parseRecordTypes([{ path, json: JSON.parse(readFileSync(path, 'utf8')) }]);
const all = [...types, ...added];

const entry = (number: string, name: string) => [
  'Phần ghi về người được đăng ký khai sinh',
  `Số đăng ký: ${number}`,
  `Họ và tên: ${name}   Giới tính: Nam`,
  'Ngày, tháng, năm sinh: 05/03/1999',
  'Ngày, tháng, năm sinh ghi bằng chữ: ngày năm tháng ba',
  'Nơi sinh: xã Ea Kao',
  'Họ và tên người đi khai sinh: LÊ THỊ HOA',
  'Loại đăng ký khai sinh',
];
const page = linesOf([...entry('12/1999', 'NGUYỄN VĂN AN'), ...entry('13/1999', 'TRẦN VĂN BÌNH')].join('\n'));

describe('a seventh type needs data alone', () => {
  test('it is sound and its page is known', () => {
    expect(problems).toEqual([]);
    expect(classify(page, all)).toMatchObject({ recordType: 'birth-register', face: 'entries', findings: [] });
  });

  test('two entries on a page are two records, nothing of them is accepted', () => {
    const regions = locate(page, added[0] as (typeof added)[number], ['entries'], { x0: 0, width: 2480, height: 3508 });
    const located = regions.map((p) => ({
      key: p.field.key,
      table: null,
      row: 0,
      entry: p.entry,
      box: [0, 0, 1, 1] as [number, number, number, number],
      label: p.label,
      raw: p.raw,
      confidence: 90,
      alternatives: [],
      passes: [{ text: p.raw, confidence: 90, how: 'first' }],
      ...unremarkable,
    }));
    const records = readRecords(
      [{ name: 'KS.1999.24157.01.A3.12.jpg', group: null, reading: pageReading('birth-register', ['entries'], located) }],
      all,
      context,
    );
    const value = (record: number, path: string) => records[record]?.values.find((v) => v.path === path)?.value;
    expect(records.length).toBe(2);
    expect([value(0, 'so'), value(1, 'so')]).toEqual(['12/1999', '13/1999']);
    expect([value(0, 'nksHoTen'), value(1, 'nksHoTen')]).toEqual(['NGUYỄN VĂN AN', 'TRẦN VĂN BÌNH']);
    expect([value(0, 'nycHoTen'), value(1, 'nksNgaySinh')]).toEqual(['LÊ THỊ HOA', '1999-03-05']);
    expect(records.flatMap((r) => r.values).some((v) => v.accepted)).toBe(false);
  });

  test('what stands above the entries belongs to each; the title is none; a label may lose its last letter', () => {
    const file = 'tests/fixtures/reading/record-types/ks-birth-register/type.json';
    const { types: register } = parseRecordTypes([{ path: file, json: JSON.parse(readFileSync(file, 'utf8')) }]);
    const part = (number: string, father: string) => [
      `Số đăng ký khai sinh: ${number}   Quyển số: 01/2016`,
      'Họ, chữ đệm, tên: Y THIÊN   Giới tính: Nam',
      'Họ, chữ đệm, tên người mẹ: H LINH   Năm sinh: 1993',
      `Họ, chữ đệm, tên người ch${father}   Năm sinh: 1990`,
    ];
    const lines = linesOf(
      ['SỔ ĐĂNG KÝ KHAI SINH      Trang số: 25', ...part('12/2016', 'a: Y BHĂM'), ...part('13/2016', ': PHẠM QUÝ')].join('\n'),
    );
    const regions = locate(lines, register[0] as (typeof register)[number], ['entries'], { x0: 0, width: 1300, height: 2339 });
    const raw = (entry: number, key: string) => regions.find((p) => p.entry === entry && p.field.key === key)?.raw;
    expect([raw(0, 'so'), raw(1, 'so')]).toEqual(['12/2016', '13/2016']);
    expect([raw(0, 'chaHoTen'), raw(1, 'chaHoTen'), raw(1, 'chaNgaySinh')]).toEqual(['Y BHĂM', 'PHẠM QUÝ', '1990']);
    expect(regions.filter((p) => p.field.key === 'so').length).toBe(2);
    expect([raw(0, 'trangSo'), raw(1, 'trangSo')]).toEqual(['25', '25']);
  });
});
