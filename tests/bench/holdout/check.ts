import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { parseDateWords } from '#domain/vietnamese/date-words';
import { parseNumberWords } from '#domain/vietnamese/number-words';

/** `node tests/bench/holdout/check.ts FOLDER`: is the truth of a made folder consistent in itself, and are its pages there? */
type Row = Readonly<Record<string, string>>;
interface Truth {
  readonly id: string;
  readonly recordType: string;
  readonly level: string;
  readonly pages: readonly { readonly file: string; readonly role: string; readonly dpi: number }[];
  readonly fields: Readonly<Record<string, string | number | readonly Row[]>>;
  readonly qr?: string;
}

const folder = parseArgs({ allowPositionals: true }).positionals[0] ?? '.';
const truth = JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as readonly Truth[];
let faults = 0;
const say = (record: Truth, what: string) => {
  faults++;
  console.log(`${record.id}: ${what}`);
};

for (const record of truth) {
  const f = record.fields;
  const text = (key: string) => String(f[key] ?? '');
  const wrong = (bad: boolean, what: string) => {
    if (bad) say(record, what);
  };
  for (const [key, value] of Object.entries(f)) {
    wrong(value === '' || value === undefined, `${key} is empty`);
    if (typeof value === 'string')
      wrong(
        value !== value.normalize('NFC').replace(/\s+/g, ' ').trim() || /undefined|null|NaN/.test(value),
        `${key} is not canonical: ${value}`,
      );
    if (/Date|dateOf/.test(key) && typeof value === 'string' && !key.endsWith('InWords'))
      wrong(new Date(value).toISOString().slice(0, 10) !== value, `${key} is no date: ${value}`);
  }
  const id = (number: string, sex: string | null, birth: string) => {
    if (number.length === 9) return;
    wrong(!/^\d{12}$/.test(number), `number ${number}`);
    const figure = Number(number[3]);
    wrong(sex !== null && (figure % 2 === 0 ? 'Nam' : 'Nữ') !== sex, `sex of ${number} is not ${sex}`);
    wrong(birth !== '' && `${19 + Math.floor(figure / 2)}${number.slice(4, 6)}` !== birth.slice(0, 4), `year of ${number} is not ${birth}`);
  };
  if (f.personalId) id(text('personalId'), text('sex'), text('dateOfBirth'));
  if (f.representativeIdNumber) id(text('representativeIdNumber'), text('representativeSex'), text('representativeDateOfBirth'));
  for (const who of ['owner', 'coOwner']) if (f[`${who}IdNumber`]) id(text(`${who}IdNumber`), null, text(`${who}BirthYear`));
  for (const row of Array.isArray(f.members) ? (f.members as readonly Row[]) : [])
    if (row.personalId) id(row.personalId, row.sex ?? null, row.dateOfBirth ?? '');
  if (f.areaInWords)
    wrong(
      Math.abs((parseNumberWords(text('areaInWords').replace(/ mét vuông$/, '')) ?? -1) - Number(f.areaM2)) > 1e-9,
      `area ${f.areaM2} is not ${f.areaInWords}`,
    );
  if (f.dateOfBirthInWords) wrong(parseDateWords(text('dateOfBirthInWords')) !== f.dateOfBirth, `words of birth ${f.dateOfBirthInWords}`);
  for (const parent of ['motherBirthYear', 'fatherBirthYear'])
    if (f[parent]) wrong(Number(text('dateOfBirth').slice(0, 4)) - Number(f[parent]) < 15, `${parent} ${f[parent]}`);
  if (f.registrationNumber)
    wrong(
      text('registrationNumber').slice(-4) !== text('registrationDate').slice(0, 4) || text('registrationDate') < text('dateOfBirth'),
      'registration',
    );
  if (f.taxCode)
    wrong(
      10 - ([31, 29, 23, 19, 17, 13, 7, 5, 3].reduce((sum, weight, at) => sum + weight * Number(text('taxCode')[at]), 0) % 11) !==
        Number(text('taxCode')[9]),
      `tax code ${f.taxCode}`,
    );
  const period = {
    'land-certificate-2009': ['2009-12-10', '2024-12-31'],
    'land-certificate-2024': ['2025-01-01', '2026-12-31'],
    'residence-confirmation-ct07': ['2021-07-01', '2026-12-31'],
    'household-register-book': ['1990-01-01', '2022-12-31'],
  }[record.recordType];
  if (period) wrong(text('issueDate') < (period[0] ?? '') || text('issueDate') > (period[1] ?? ''), `issued ${f.issueDate}`);
  if (record.qr)
    wrong(record.qr !== `${text('serialNumber').replace(' ', '')}|${f.parcelNumber}|${f.mapSheetNumber}|${f.areaM2}`, `code ${record.qr}`);
  for (const page of record.pages) {
    if (!existsSync(join(folder, page.file))) {
      say(record, `${page.file} is not there`);
      continue;
    }
    const { density } = await sharp(join(folder, page.file)).metadata();
    wrong(Math.abs((density ?? 0) - page.dpi) > 1, `${page.file} says ${density} dpi, truth ${page.dpi}`);
  }
}
console.log(`${truth.length} records, ${truth.reduce((sum, record) => sum + record.pages.length, 0)} pages, ${faults} faults`);
process.exitCode = faults > 0 ? 1 : 0;
