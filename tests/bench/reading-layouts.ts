import type { FindingCode } from '#domain/finding';
import type { PageReading, RecordReading } from '#domain/reading';
import { atLeast, atMost, exactly, type Row as Figure, type Limit } from './table.ts';
import type { Row, TruthRecord } from './truth.ts';

/** What `bench reading` asks of layouts that no type describes: whose a value is, whether it is whole, whether a paper said so. */

/** What a page without a fault must not be told. */
const FALSE_ALARMS: readonly FindingCode[] = ['page.cut', 'page.blank', 'page.turned', 'page.lowResolution'];

export interface Layouts {
  readonly truth: readonly TruthRecord[];
  readonly rows: readonly Row[];
  readonly readings: ReadonlyMap<string, PageReading>;
  /** The record that was read for each of the truth, as its pages are named. */
  readonly found: ReadonlyMap<TruthRecord, RecordReading>;
  /** Records with accepted values whose pages come from several papers. */
  readonly joined: number;
}

/** Empty for the samples and for records that know no truth. */
export function layoutFigures({ truth, rows, readings, found, joined }: Layouts): readonly Figure[] {
  const printed = rows.filter((row) => !row.handwritten);
  const accepted = printed.filter((row) => row.value?.accepted === true);
  const wrong = accepted.filter((row) => !row.right).length;
  const figure = (what: string, value: number, unit: string, least: Limit | null = null, aim: Limit | null = null): Figure => ({
    ...{ program: 'reading', what, value, unit, aim },
    atLeast: least,
  });
  const share = (what: string, part: number, whole: number, least: Limit, aim: Limit) =>
    whole === 0 ? [] : [figure(`${what} (of ${whole})`, (100 * part) / whole, '%', least, aim)];
  const varied = truth.some((record) => record.variant !== undefined);
  const asked = printed.filter((row) => row.truth !== '');
  const lost = truth.flatMap((record) => lostOf(record, found.get(record) ?? null));
  for (const each of lost) console.log(`lost without a finding: ${each}`);
  const good = truth.flatMap((record) => record.pages.filter((page) => !page.turned).map((page) => ({ record, page })));
  const alarmed = good.filter(({ record, page }) =>
    readings
      .get(page.file)
      ?.normalised.findings.some(
        ({ code }) => FALSE_ALARMS.includes(code) && !(code === 'page.lowResolution' && record.condition === 'photocopy'),
      ),
  );
  for (const { page } of alarmed)
    console.log(
      `false alarm: ${page.file} ${readings
        .get(page.file)
        ?.normalised.findings.map(({ code }) => code)
        .join(' ')}`,
    );
  return [
    ...(accepted.length === 0
      ? []
      : [
          figure(
            `accepted and wrong, of 1,000 (${wrong} of ${accepted.length})`,
            (1000 * wrong) / accepted.length,
            '‰',
            atMost(1),
            exactly(0),
          ),
        ]),
    figure('records joined from different papers, with accepted values', joined, 'records', exactly(0), exactly(0)),
    ...(varied
      ? [
          ...share('printed values right, variants', asked.filter((row) => row.right).length, asked.length, atLeast(90), atLeast(96)),
          ...share(
            'printed values accepted, variants',
            asked.filter((row) => row.value?.accepted).length,
            asked.length,
            atLeast(65),
            atLeast(85),
          ),
        ]
      : []),
    figure('values by pen accepted', rows.filter((row) => row.handwritten && row.value?.accepted).length, 'values', exactly(0), exactly(0)),
    figure('lost tables and second owners without a finding', lost.length, 'records', exactly(0), exactly(0)),
    ...share('good pages said to be cut, blank, turned or of low resolution', alarmed.length, good.length, atMost(1), exactly(0)),
  ];
}

/** Tables of which no row, and second owners of whom nothing was read, and nothing says so. */
function lostOf(record: TruthRecord, read: RecordReading | null): readonly string[] {
  // A page of no known kind says so itself.
  if (!read || read.recordType !== record.recordType) return [];
  const has = (start: string) => read.values.some(({ path, value }) => path.startsWith(start) && value !== null);
  const says = (start: string) =>
    [...read.findings, ...read.values.flatMap(({ findings }) => findings)].some(({ path }) => path?.startsWith(start) === true);
  const tables = Object.entries(record.fields).flatMap(([key, value]) => (Array.isArray(value) && value.length > 0 ? [key] : []));
  const expected = [...tables.map((key) => `${key}[`), ...('coOwnerName' in record.fields ? ['coOwnerName'] : [])];
  return expected.filter((start) => !has(start) && !says(start.replace('[', ''))).map((start) => `${record.id} ${start}`);
}
