import { ACCEPTED_FROM, type ConfidenceRow, confidence, confidenceRows } from '#reading/record/confidence';
import { atLeast, atMost, exactly, type Row as Figure, type Limit } from './table.ts';
import type { Row } from './truth.ts';

/** What `bench reading` prints. */

export interface Measured {
  readonly rows: readonly Row[];
  readonly pages: number;
  readonly records: number;
  readonly typesRight: number;
  readonly facesRight: number;
  readonly grouped: number;
  readonly groupedByFaces: number;
  readonly readers: number;
  readonly seconds: number;
  /** Seconds of the `tesseract` command over the same pages; null where it was not run. */
  readonly native: number | null;
  /** Bytes. */
  readonly peak: number;
}

/** Accuracy by type, wear and field. */
export function details(rows: readonly Row[]): void {
  const printed = rows.filter((row) => !row.handwritten);
  by('printed, by type', printed, (row) => row.type);
  by('printed, by wear', printed, (row) => row.level);
  by('printed, by field', printed, (row) => `${row.type.slice(0, 22)} ${row.path.replace(/\[\d+\]/, '[]')}`);
  const written = rows.filter((row) => row.handwritten);
  if (written.length > 0) by('handwritten, by field', written, (row) => row.path.replace(/\[\d+\]/, '[]'));
}

/** Values that stood in each row of the table of confidence (`reading/record/confidence.ts`), and how many of them were right. */
export function byConfidence(
  rows: readonly Row[],
): readonly { readonly row: ConfidenceRow; readonly values: readonly Row[]; readonly right: number }[] {
  return confidenceRows.map((row) => {
    const values = rows.filter(({ value }) => value?.confidence === confidence[row]);
    return { row, values, right: values.filter(right).length };
  });
}

function by(title: string, rows: readonly Row[], key: (row: Row) => string): void {
  console.log(`\n${title.padEnd(46)}  values     right  accepted  of these right  shown whole`);
  for (const name of [...new Set(rows.map(key))].sort()) {
    const part = rows.filter((row) => key(row) === name);
    const passed = part.filter(accepted);
    console.log(
      `  ${name.padEnd(44)}  ${String(part.length).padStart(6)}  ${share(part, right)}  ${share(part, accepted)}        ${share(passed, right)}     ${share(part.filter(placed), whole)}`,
    );
  }
}

const right = (row: Row) => row.right;
const accepted = (row: Row) => row.value?.accepted === true;
const placed = (row: Row) => row.shown !== '?';
const whole = (row: Row) => row.shown === 'whole';

function share(rows: readonly Row[], has: (row: Row) => boolean): string {
  return rows.length === 0 ? '       –' : `${((rows.filter(has).length / rows.length) * 100).toFixed(2).padStart(6)} %`;
}

/** Every figure beside its goals; `stated`: the folder says what is right. A figure that this folder cannot give is left out. */
export function figures(m: Measured, stated: boolean): readonly Figure[] {
  const printed = m.rows.filter((row) => !row.handwritten);
  const written = m.rows.filter((row) => row.handwritten);
  const passed = printed.filter(accepted);
  const heavy = printed.filter((row) => row.level === 'heavy');
  const figure = (what: string, value: number, unit: string, least: Limit | null = null, aim: Limit | null = null): Figure => ({
    program: 'reading',
    what,
    value,
    unit,
    atLeast: least,
    aim,
  });
  const of = (what: string, part: number, whole: number, least: number | null = null, aim: number | null = null): Figure[] =>
    whole === 0
      ? []
      : [
          figure(
            `${what} (of ${whole})`,
            (100 * part) / whole,
            '%',
            least === null ? null : atLeast(least),
            aim === null ? null : atLeast(aim),
          ),
        ];
  const rate = (what: string, rows: readonly Row[], has: (row: Row) => boolean, least: number | null = null, aim: number | null = null) =>
    of(what, rows.filter(has).length, rows.length, least, aim);
  // What passes without a person is promised; the other rows have few values, and are wished for.
  const confident = byConfidence(m.rows).flatMap(({ row, values, right }) => {
    const promise = 100 * confidence[row];
    const isPromised = confidence[row] >= ACCEPTED_FROM;
    return of(`confidence ${row}: right`, right, values.length, isPromised ? promise : null, promise);
  });
  const truth = stated
    ? [
        ...of('record type recognised, pages', m.typesRight, m.pages, 100),
        ...of('faces recognised, pages', m.facesRight, m.pages, 100),
        ...of('pages grouped, records', m.grouped, m.records, 100),
        ...of('… by their faces alone', m.groupedByFaces, m.records),
        ...rate('printed values right', printed, right, 98.5, 99.5),
        ...rate('… on heavily worn pages', heavy, right, 95, 98),
        ...rate('accepted without a person', printed, accepted, 75, 90),
        ...rate('… of these right', passed, right, 99.8, 99.95),
        figure('handwritten values accepted without a person', written.filter(accepted).length, 'values', exactly(0), exactly(0)),
        ...rate('handwritten: place found, shown whole', written.filter(placed), whole, 98, 99.5),
        ...rate('printed: place found, shown whole', printed.filter(placed), whole),
        ...confident,
      ]
    : [];
  if (m.seconds === 0) return truth;
  return [
    ...truth,
    figure(`seconds a page, ${m.readers} readers`, m.seconds / m.pages, 's'),
    ...(m.native === null
      ? []
      : [
          figure('… of `tesseract -l vie`, whole pages, as many processes', m.native / m.pages, 's'),
          figure('time against the command', m.seconds / m.native, '×', atMost(1), atMost(0.5)),
        ]),
    figure(`peak memory of ${m.readers} readers`, m.peak / 1e6, 'MB', atMost(1200), atMost(700)),
  ];
}
