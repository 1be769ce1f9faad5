import { describe, expect, test } from 'vitest';
import type { Located } from '#domain/reading';
import { readRecords } from '#reading/record/read-record';
import { context, pageReading, place, types } from '../paper.ts';

const read = (type: string, face: string, places: readonly Located[]) => {
  const [record] = readRecords([{ name: 'a.jpg', group: null, reading: pageReading(type, [face], places) }], types, context);
  return { record, value: (path: string) => record?.values.find((v) => v.path === path) };
};

describe('what real papers have besides', () => {
  test('parts of a certificate with several land uses are rows, and pass where the whole did', () => {
    const purposes = 'Đất ở tại nông thôn: 100 m²; Đất trồng cây lâu năm: 200 m²';
    const rows = (purpose: Located, area: string) => {
      const { record } = read('land-certificate-2009', 'inside', [
        purpose,
        place('areaM2', area, area),
        place('useTerm', 'Đất ở: Lâu dài; Đất nông nghiệp: Đến ngày 18/03/2053', 'Đất ở: Lâu dài; Đất nông nghiệp: Đến ngày 18/03/2053'),
      ]);
      return record?.values.filter(({ path }) => path.startsWith('purposes')).map(({ path, value, accepted }) => [path, value, accepted]);
    };
    expect(rows(place('usePurpose', purposes, purposes), '300')).toEqual([
      ['purposes[0].purpose', 'Đất ở tại nông thôn', true],
      ['purposes[0].areaM2', '100', true],
      ['purposes[0].term', 'Lâu dài', true],
      ['purposes[0].origin', null, false],
      ['purposes[1].purpose', 'Đất trồng cây lâu năm', true],
      ['purposes[1].areaM2', '200', true],
      ['purposes[1].term', 'Đến ngày 18/03/2053', true],
      ['purposes[1].origin', null, false],
    ]);
    // The whole says another area than the paper: nothing of it passes.
    expect(
      rows(place('usePurpose', purposes, purposes), '400')?.filter(([path, , accepted]) => accepted && !String(path).endsWith('term')),
    ).toEqual([]);
    expect(rows(place('usePurpose', 'Đất ở tại nông thôn', 'Đất ở tại nông thôn'), '300')).toEqual([]);
  });

  test('a dash for nobody, read as a letter, is no name', () => {
    expect(read('birth-certificate', 'front', [place('fatherName', 'r', '-')]).value('fatherName')).toMatchObject({
      value: null,
      accepted: false,
    });
  });

  test('an organisation has no year of birth, and nobody misses it', () => {
    const missed = (label: string) => {
      const owner = { ...place('ownerName', 'CÔNG TY CỔ PHẦN CAO SU ĐẠI LỘC'), label };
      return read('land-certificate-2009', 'front', [owner])
        .value('ownerBirthYear')
        ?.findings.map(({ code }) => code);
    };
    expect(missed('Tổ chức:')).toEqual([]);
    expect(missed('Ông:')).toEqual(['value.missing']);
  });

  test('pen on a form that is otherwise printed never passes', () => {
    const { value } = read('birth-certificate', 'front', [{ ...place('fullName', 'MAI THỊ HOA', 'MAI THỊ HOA'), handwritten: true }]);
    expect(value('fullName')).toMatchObject({ accepted: false, handwritten: true });
  });

  test('the number of a paper and its kind hold each other', () => {
    const codes = (kind: string, number: string) =>
      read('land-certificate-2009', 'front', [place('ownerIdKind', kind), place('ownerIdNumber', number, number)])
        .value('ownerIdNumber')
        ?.findings.map(({ code }) => code);
    expect(codes('Hộ chiếu số', 'B7654321')).toEqual([]);
    expect(codes('CMND số', '112345678')).toEqual([]);
    expect(codes('Giấy chứng nhận đăng ký doanh nghiệp số', '6007796222')).toEqual([]);
    expect(codes('CMND số', 'B7654321')).toEqual(['id.kind']);
    expect(codes('Hộ chiếu số', '064310309444')).toEqual(['id.kind']);
  });
});
