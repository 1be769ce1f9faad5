import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Box } from '#domain/box';
import type { PageReading } from '#domain/reading';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';
import { readRecords } from '#reading/record/read-record';
import { parseRecordTypes } from '#reading/record-types';
import { context, types } from './paper.ts';

/**
 * A folder of data is a record type: the birth page of a civil-status register with two entries written by hand, as a picture
 * (`tests/bench/holdout/register.ts` makes it), read by the whole pipeline beside the six types that ship.
 */
interface Truth {
  readonly page: readonly Value[];
  readonly entries: readonly (readonly Value[])[];
}
interface Value {
  readonly key: string;
  readonly value: string;
  readonly box: Box;
}
const path = 'tests/fixtures/reading/record-types/ks-birth-register/type.json';
const added = parseRecordTypes([{ path, json: JSON.parse(readFileSync(path, 'utf8')) }]);
const all = [...types, ...added.types];
const folder = 'tests/fixtures/reading/ks-birth-register';
const truth = JSON.parse(readFileSync(`${folder}/truth.json`, 'utf8')) as Truth;
const name = 'KS.2016.24157.01.A4.12.jpg';

let ports: PagePorts;
let page: PageReading;
beforeAll(async () => {
  ports = { images: openImages(), ocr: await openOcr(), barcode: await openBarcode() };
  page = await readPage(ports, { bytes: readFileSync(`${folder}/page.jpg`), name, page: 0 }, all);
}, 60_000);
afterAll(async () => ports.ocr.close());

test('its page is known among all types, upright and good', () => {
  expect(added.problems).toEqual([]);
  expect(page.classified).toMatchObject({ recordType: 'ks-birth-register', face: 'entries', findings: [] });
  expect(page.normalised.findings).toEqual([]);
});

test('the place of every value is found in its own entry, and the crop shows all of it', () => {
  const lost = truth.entries.flatMap((values, entry) =>
    [...values, ...truth.page].flatMap(({ key, box }) => {
      const place = page.located.find((one) => one.key === key && one.entry === entry);
      return place && contains(place.box, box) ? [] : [`${entry}.${key} ${JSON.stringify(place?.box ?? null)} ${JSON.stringify(box)}`];
    }),
  );
  expect(lost).toEqual([]);
});

test('two entries are two records; nothing written by hand is accepted', () => {
  const records = readRecords([{ name, group: null, reading: page }], all, context);
  expect(records.map((record) => [record.recordType, record.pages])).toEqual([
    ['ks-birth-register', [{ page: 0, face: 'entries', entry: 0 }]],
    ['ks-birth-register', [{ page: 0, face: 'entries', entry: 1 }]],
  ]);
  const values = records.flatMap((record) => record.values);
  expect(values.length).toBe(2 * (added.types[0]?.fields.length ?? 0));
  expect(values.filter((value) => value.accepted || !value.handwritten)).toEqual([]);
  expect(values.every((value) => value.box !== null && value.page === 0)).toBe(true);
});

/** Crops are cut with a margin; what hangs out by less than it is still seen. */
function contains(crop: Box, ink: Box): boolean {
  const margin = Math.max(6, crop[3] * 0.25);
  return (
    crop[0] - margin <= ink[0] &&
    crop[1] - margin <= ink[1] &&
    crop[0] + crop[2] + margin >= ink[0] + ink[2] &&
    crop[1] + crop[3] + margin >= ink[1] + ink[3]
  );
}
