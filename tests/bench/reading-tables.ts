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

/** Accuracy by type, wear and field; how often values of each confidence were right. */
export function details(rows: readonly Row[]): void {
  const printed = rows.filter((row) => !row.handwritten);
  by('printed, by type', printed, (row) => row.type);
  by('printed, by wear', printed, (row) => row.level);
  by('printed, by field', printed, (row) => `${row.type.slice(0, 22)} ${row.path.replace(/\[\d+\]/, '[]')}`);
  const written = rows.filter((row) => row.handwritten);
  if (written.length > 0) by('handwritten, by field', written, (row) => row.path.replace(/\[\d+\]/, '[]'));
  console.log('\nsaid            values   right');
  const steps = [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995, 0.999, 1.01];
  steps.slice(1).forEach((high, i) => {
    const low = steps[i] as number;
    const part = printed.filter((row) => row.value?.confidence != null && row.value.confidence >= low && row.value.confidence < high);
    if (part.length > 0)
      console.log(`  ${low.toFixed(3)}–${Math.min(1, high).toFixed(3)}  ${String(part.length).padStart(5)}  ${share(part, right)}`);
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

/** Every figure beside its goals; the last lines say where the others are measured. */
export function table(m: Measured, stated: boolean): void {
  const printed = m.rows.filter((row) => !row.handwritten);
  const written = m.rows.filter((row) => row.handwritten);
  const heavy = printed.filter((row) => row.level === 'heavy');
  const passed = printed.filter(accepted);
  const lines: [string, string, string, string][] = [];
  const rate = (rows: readonly Row[], has: (row: Row) => boolean) =>
    rows.length === 0 ? 'not known here' : `${share(rows, has).trim()}  (${rows.filter(has).length} of ${rows.length})`;
  if (stated) {
    lines.push(
      ['record type recognised', '100 %', '', `${m.typesRight} of ${m.pages} pages`],
      ['faces recognised', '100 %', '', `${m.facesRight} of ${m.pages} pages`],
      ['pages grouped', '100 %', '', `${m.grouped} of ${m.records} records`],
      ['… by their faces alone', '', '', `${m.groupedByFaces} of ${m.records} records`],
      ['printed values right', '98.5 %', '99.5 %', rate(printed, right)],
      ['… on heavily worn pages', '95 %', '98 %', rate(heavy, right)],
      ['accepted without a person', '75 %', '90 %', rate(printed, accepted)],
      ['… of these right', '99.8 %', '99.95 %', rate(passed, right)],
      ['handwritten accepted without a person', '0', '0', String(written.filter(accepted).length)],
      ['handwritten: place found, shown whole', '98 %', '99.5 %', rate(written.filter(placed), whole)],
      ['printed: place found, shown whole', '', '', rate(printed.filter(placed), whole)],
    );
  }
  if (m.seconds > 0) {
    const a = (seconds: number) => `${(seconds / m.pages).toFixed(3)} s a page`;
    lines.push(
      [
        'time against `tesseract -l vie`, whole pages',
        '1.0 ×',
        '0.5 ×',
        m.native === null
          ? `not run (ours ${a(m.seconds)})`
          : `${(m.seconds / m.native).toFixed(2)} ×  (${a(m.seconds)} against ${a(m.native)}, ${m.readers} processes each)`,
      ],
      ['peak memory of all readers', '1.2 GB', '700 MB', `${(m.peak / 1e6).toFixed(0)} MB  (${m.readers} readers)`],
    );
  }
  lines.push(
    ['characters wrong, whole text of real scans', '0.9 ×', '0.6 ×', 'npm run bench -- text'],
    ['1,000 pages: growth, same in any order', '50 MB', '', 'npm run bench -- thousand'],
  );
  const widest = Math.max(...lines.map(([what]) => what.length));
  console.log(`\n${'what'.padEnd(widest)}  ${'at least'.padEnd(8)}  ${'aim'.padEnd(7)}  here`);
  for (const [what, least, aim, here] of lines) console.log(`${what.padEnd(widest)}  ${least.padEnd(8)}  ${aim.padEnd(7)}  ${here}`);
}
