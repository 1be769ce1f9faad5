import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PageReading } from '#domain/reading';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';
import { recordStem } from '#reading/record/file-name';
import { readRecords } from '#reading/record/read-record';
import { context, types } from './paper.ts';

/** Real reading of scanned pages, heavily worn ones among them. */
let ports: PagePorts;
beforeAll(async () => {
  ports = { images: openImages(), ocr: await openOcr(), barcode: await openBarcode() };
});
afterAll(async () => ports.ocr.close());

const folder = (name: string) => (name.startsWith('birth-certificate-04') ? 'tests/fixtures/reading' : 'resources/samples');
const read = (name: string): Promise<PageReading> =>
  readPage(ports, { bytes: readFileSync(`${folder(name)}/${name}`), name, page: 0 }, types);
const record = async (...names: string[]) => {
  const pages = [];
  for (const name of names) pages.push({ name, group: recordStem(name), reading: await read(name) });
  const [first] = readRecords(pages, types, context);
  if (!first) throw new Error('no record');
  return { ...first, byPath: Object.fromEntries(first.values.map((v) => [v.path, v])), readings: pages.map((p) => p.reading) };
};

describe('golden pages', () => {
  test('a worn birth certificate on a blue pattern, tilted', async () => {
    const found = await record('birth-certificate-04-p1.jpg');
    expect(found.recordType).toBe('birth-certificate');
    expect(Object.fromEntries(found.values.map((v) => [v.path, v.value]))).toMatchObject({
      fullName: 'HUỲNH NGỌC HƯƠNG',
      dateOfBirth: '2014-07-27',
      dateOfBirthInWords: 'Ngày hai mươi bảy tháng bảy năm hai nghìn không trăm mười bốn',
      sex: 'Nữ',
      ethnicity: 'Tày',
      nationality: 'Việt Nam',
      placeOfBirth: 'Trạm y tế xã Buôn Đôn',
      hometown: 'Khối 8, xã Buôn Đôn, huyện Lắk, tỉnh Đắk Lắk',
      personalId: '064314009061',
      motherName: 'QUÁCH NGỌC ÁNH',
      motherBirthYear: '1987',
      motherEthnicity: 'Kinh',
      fatherName: 'ĐINH ĐỨC GIÁP',
      fatherBirthYear: '1970',
      registrationPlace: 'Ủy ban nhân dân xã Buôn Đôn',
      registrationDate: '2014-08-27',
      registrationNumber: '269/2014',
    });
    expect(found.readings[0]?.normalised.skew).toBeCloseTo(0.89, 0);
    // The box lies on the original: the name stands in the upper third, right of its label.
    const [x, y, w, h] = found.byPath.fullName?.box ?? [0, 0, 0, 0];
    expect(x).toBeGreaterThan(400);
    expect(x + w).toBeLessThan(950);
    expect(y).toBeGreaterThan(440);
    expect(y + h).toBeLessThan(540);
  }, 60_000);

  test('two faces, typewriter filling with dotted zeros, red serial number, a QR code that bears it out', async () => {
    const found = await record('land-certificate-2024-04-p2.tif', 'land-certificate-2024-04-p1.tif');
    expect(found.pages).toEqual([
      { page: 1, face: 'front', entry: 0 },
      { page: 0, face: 'back', entry: 0 },
    ]);
    expect(Object.fromEntries(found.values.filter((v) => v.value !== null).map((v) => [v.path, v.value]))).toEqual({
      serialNumber: 'AA 15873493',
      ownerName: 'Tạ Thị Diễm',
      ownerIdKind: 'CCCD',
      ownerIdNumber: '064158197755',
      parcelNumber: '866',
      mapSheetNumber: '88',
      areaM2: '8758.2',
      usePurpose: 'Đất ở tại đô thị',
      useTerm: 'Lâu dài',
      useForm: 'riêng',
      parcelAddress: 'Thôn Phước Lộc, xã Phú Mỡ, tỉnh Đắk Lắk',
      issueDate: '2026-07-04',
      registryNumber: 'VP 17917',
    });
    expect(found.readings[1]?.recognised.codes.map((c) => c.text)).toEqual(['AA15873493|866|88|8758.2']);
    expect(found.byPath.serialNumber?.accepted).toBe(true);
    expect(found.byPath.coOwnerName?.findings).toEqual([]);
  }, 60_000);

  test('handwriting: every place is found and nothing is accepted', async () => {
    const found = await record('household-register-book-03-p2.jpg');
    expect(found.recordType).toBe('household-register-book');
    // Whether somebody is struck out has no place on the paper: a person says it.
    const values = found.values.filter((v) => v.path.startsWith('members[0].') && !v.path.endsWith('.struckOut'));
    expect(values.length).toBe(9);
    for (const value of values) {
      expect(value.box, value.path).not.toBeNull();
      expect(value.accepted, value.path).toBe(false);
      expect(value.handwritten).toBe(true);
    }
    const name = found.byPath['members[0].fullName'];
    expect(name?.box?.[2]).toBeGreaterThan(600);
  }, 60_000);

  test('a page is read the same whatever was read before', async () => {
    const [first, , again] = [
      await read('land-certificate-2024-04-p2.tif'),
      await read('birth-certificate-04-p1.jpg'),
      await read('land-certificate-2024-04-p2.tif'),
    ];
    expect({ ...again, milliseconds: null }).toEqual({ ...first, milliseconds: null });
  }, 60_000);
});
