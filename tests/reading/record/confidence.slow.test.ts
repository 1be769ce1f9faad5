import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import type { PageReading } from '#domain/reading';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { readPage } from '#reading/page/read-page';
import { ACCEPTED_FROM, confidence } from '#reading/record/confidence';
import { readRecords } from '#reading/record/read-record';
import { byConfidence } from '#tests/bench/reading-tables';
import { compare, type Row, type TruthRecord } from '#tests/bench/truth';
import { context, types } from '../paper.ts';

/**
 * The table of confidence keeps its promises on the samples and on the repository's own scans, whose values are known. That is a check, not the
 * measurement: it has a few hundred values, `npm run bench -- reading FOLDER` as many as a folder has.
 */
const truth = JSON.parse(readFileSync('tests/fixtures/reading/samples.json', 'utf8')) as readonly TruthRecord[];
const pathOf = (file: string) => [`resources/samples/${file}`, `tests/fixtures/reading/${file}`].find(existsSync) ?? file;

let rows: readonly Row[] = [];
beforeAll(async () => {
  const ports = { images: openImages(), ocr: await openOcr(), barcode: await openBarcode() };
  const files = truth.flatMap(({ pages }) => pages.map(({ file }) => file));
  const readings = new Map<string, PageReading>();
  for (const file of files) readings.set(file, await readPage(ports, { bytes: readFileSync(pathOf(file)), name: file, page: 0 }, types));
  await ports.ocr.close();
  const records = readRecords(
    [...readings].map(([name, reading]) => ({ name, group: null, reading })),
    types,
    context,
  );
  rows = truth.flatMap((record) => {
    const found = records.find(({ pages }) => pages.some(({ page }) => files[page] === record.pages[0]?.file)) ?? null;
    return compare(record, found, types, readings, (page) => files[page] ?? null);
  });
}, 180_000);

const told = ({ record, path, truth, value }: Row) => `${record} ${path}: ${truth} / ${value?.value}`;

describe('values of known scans', () => {
  test('are enough to say something', () => {
    expect(rows.filter(({ value }) => value?.confidence != null && value.confidence >= ACCEPTED_FROM).length).toBeGreaterThan(100);
  });

  test('none is wrong in a row that passes without a person', () => {
    const wrong = byConfidence(rows)
      .filter(({ row }) => confidence[row] >= ACCEPTED_FROM)
      .flatMap(({ row, values }) => values.filter(({ right }) => !right).map((value) => `${row}: ${told(value)}`));
    expect(wrong).toEqual([]);
  });

  test('no printed row promises more than was right', () => {
    for (const { row, values, right } of byConfidence(rows.filter(({ handwritten }) => !handwritten)))
      if (values.length > 0)
        expect(
          right / values.length,
          `${row}\n${values
            .filter((one) => !one.right)
            .map(told)
            .join('\n')}`,
        ).toBeGreaterThanOrEqual(confidence[row]);
  });

  test('nothing handwritten passes', () => {
    expect(rows.filter(({ handwritten, value }) => handwritten && value?.accepted).map(told)).toEqual([]);
  });
});
