import { describe, expect, test } from 'vitest';
import { expectedOn } from '#reading/page/expected';
import { locate, printedFaces } from '#reading/page/locate';
import { unownedWords } from '#reading/page/owners';
import type { ReadLine } from '#reading/page/recognise';
import { linesOf, typeOf } from '../paper.ts';

const frame = { x0: 0, width: 2480, height: 3508 };

function look(type: string, face: string, lines: readonly ReadLine[]) {
  const found = typeOf(type);
  const regions = locate(lines, found, [face], frame);
  const printed = printedFaces(lines, found, [face], frame);
  const unowned = unownedWords(printed, found, regions);
  return { ...expectedOn(printed, found, lines, regions, unowned), unowned: unowned.map(({ text }) => text) };
}

const certificate = [
  'Họ, chữ đệm, tên: Lê Quốc Bảo',
  'Ngày, tháng, năm sinh: 01/02/2015',
  'Giới tính: Nam   Dân tộc: Kinh   Quốc tịch: Việt Nam',
  'Nơi sinh: Bệnh viện Đắk Lắk',
  'Quê quán: xã Ea Kao, tỉnh Đắk Lắk',
  'Họ, chữ đệm, tên người mẹ: Phạm Thị Mai',
  'Năm sinh: 1984   Dân tộc: Kinh',
  'Nơi cư trú: xã Ea Kao, tỉnh Đắk Lắk',
];

describe('what a form has and a page does not show', () => {
  test('a label that was not found is named by its field', () => {
    const { unlabelled } = look('birth-certificate', 'front', linesOf(certificate.join('\n').replace('Quê quán', 'Bản Quán')));
    expect(unlabelled).toContain('hometown');
    expect(unlabelled).not.toContain('motherName');
  });

  test('a face with less than half of its labels is said, with how many', () => {
    const codes = (rows: readonly string[]) =>
      look('birth-certificate', 'front', linesOf(rows.join('\n'))).findings.map(({ code, params }) => [code, params.found]);
    expect(codes(certificate)).toEqual([]);
    expect(codes(certificate.slice(0, 2))).toEqual([['face.half', 2]]);
  });
});

describe('a table', () => {
  const xs = [200, 320, 760, 1180, 1320, 1760];
  const heads = ['TT', 'Họ, chữ đệm và tên', 'Ngày, tháng, năm sinh', 'Giới tính', 'Số định danh cá nhân', 'Quan hệ với chủ hộ'];
  const row = (texts: readonly string[], at: number, grid = 0): readonly ReadLine[] =>
    texts.flatMap((text, column) =>
      linesOf(text, xs[column]).map((line) => ({
        ...line,
        row: 100 + at,
        top: 500 + at * 60,
        bottom: 548 + at * 60,
        meanline: 510 + at * 60,
        baseline: 538 + at * 60,
        cell: { grid, row: at, column },
      })),
    );
  const member = ['1', 'Mai Thị Mỹ Loan', '17/06/1976', 'Nữ', '064176964583', 'Mẹ'];
  const codes = (lines: readonly ReadLine[]) =>
    look('residence-confirmation-ct07', 'front', lines)
      .findings.filter(({ code }) => code.startsWith('table.'))
      .map(({ code }) => code);

  test('that was read, and one without rows, are nothing to say', () => {
    expect(codes([...row(heads, 0), ...row(member, 1)])).toEqual([]);
    expect(codes(row(heads, 0))).toEqual([]);
  });

  test('whose heads nobody found is not read', () => {
    expect(codes(linesOf('Họ, chữ đệm và tên: HOÀNG ĐỨC VƯỢNG'))).toEqual(['table.notRead']);
  });

  test('whose heads are broken over lines and that has no rows is empty', () => {
    const body = ['Họ, chữ đệm và tên: HOÀNG ĐỨC VƯỢNG', 'Giới tính: Nam   Số định danh cá nhân: 066087757304', 'Quan hệ với chủ hộ: Con'];
    const broken = [
      'TT   Họ, chữ đệm và   Ngày, tháng, năm   Giới   Số định danh cá   Quan hệ với',
      '   tên   sinh   tính   nhân   chủ hộ',
    ];
    const end = `${' '.repeat(50)}Tân Lập, ngày 09 tháng 07 năm 2025`;
    const open = (...rows: readonly string[]) => codes(linesOf([...Array(20).fill(''), ...body, ...broken, ...rows].join('\n')));
    const one = '1   Mai Thị Mỹ Loan   17/06/1976   Nữ   064176964583   Mẹ';
    expect(open(end)).toEqual([]);
    expect(open(one, end)).toEqual(['table.notRead']);
    // The page ends with the table, and what is signed stands on the next one; or a signature stands where rows would.
    expect(open(one)).toEqual(['table.notRead']);
    expect(open('', `${' '.repeat(50)}TRƯỞNG CÔNG AN`, `${' '.repeat(50)}Nguyễn Văn Bình`)).toEqual([]);
  });

  test('with words that no row took is not read wholly', () => {
    expect(codes([...row(heads, 0), ...row(member, 1), ...row(['', 'Lý Văn Lượng'], 2)])).toEqual(['table.rowsUnread']);
    expect(codes([...row(heads, 0), ...row(['', 'Lý Văn Lượng'], 1)])).toEqual(['table.notRead']);
  });

  test('without ruling lines whose row leaves its first column is not read wholly, and what stands below it is no part of it', () => {
    const fields = ['Họ, chữ đệm và tên: HOÀNG ĐỨC VƯỢNG', 'Ngày, tháng, năm sinh: 01/02/1987   Giới tính: Nam'];
    const more = ['Số định danh cá nhân: 066087757304', 'Quan hệ với chủ hộ: Con'];
    const open = (rows: readonly string[]) => codes(linesOf([...Array(20).fill(''), ...fields, ...more, ...rows].join('\n')));
    const line = 'TT   Họ, chữ đệm và tên   Ngày, tháng, năm sinh   Giới tính   Số định danh cá nhân   Quan hệ với chủ hộ';
    const one = '1    Mai Thị Mỹ Loan      17/06/1976              Nữ          064176964583           Mẹ';
    const rest = '                          26/05/1977              Nam';
    expect(open([line, one, `${' '.repeat(50)}Tân Lập, ngày 09 tháng 07 năm 2025`])).toEqual([]);
    expect(open([line, one, rest])).toEqual(['table.rowsUnread']);
  });
});

describe('owners of words', () => {
  const unowned = (rows: readonly string[]) => look('birth-certificate', 'front', linesOf(rows.join('\n'))).unowned;

  test('everything between the labels is a value’s or the form’s; the head and what is signed are nobody’s business', () => {
    expect(unowned(['ỦY BAN NHÂN DÂN', 'xã Ea Kao', ...certificate, 'TM. ỦY BAN NHÂN DÂN', 'Nguyễn Văn Bình'])).toEqual([]);
  });

  test('words that neither a label nor a value explains are nobody’s', () => {
    expect(unowned([...certificate.slice(0, 4), 'Mã hồ sơ trực tuyến H12', ...certificate.slice(4)])).toEqual(['Mã hồ sơ trực tuyến H12']);
  });
});
