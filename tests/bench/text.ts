import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { readPaths } from '#main/cli/read';
import { atMost, print } from './table.ts';
import { type Errors, errorsOf } from './text/errors.ts';
import { makePapers, type TextTruth } from './text/make.ts';

/**
 * `npm run bench -- text [FOLDER] [--seed 100] [--documents 18] [--only REGEX] [--readers 2] [--no-native] [--keep FILE] [--chromium FILE] [--json FILE]`
 * Characters wrong in the text of `read --text` beside those of `tesseract -l vie` on the same pages. FOLDER holds scans with their text
 * in a file of the same name (`a.jpg`, `a.txt`), or papers of `make.ts` (truth.json); without it, papers are made. `--keep` writes
 * both texts.
 */
const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seed: { type: 'string', default: '100' },
    documents: { type: 'string', default: '18' },
    only: { type: 'string', default: '.' },
    readers: { type: 'string', default: '2' },
    'no-native': { type: 'boolean', default: false },
    keep: { type: 'string' },
    json: { type: 'string' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
/** The promise, and what would be better still, as parts of the command's errors. */
const goal = { atLeast: atMost(0.9), aim: atMost(0.6) };

interface Row {
  readonly truth: TextTruth;
  readonly ours: Errors;
  readonly theirs: Errors | null;
}

const temporary = positionals[0] === undefined ? mkdtempSync(join(tmpdir(), 'so-song-text-')) : null;
const folder = positionals[0] ?? (temporary as string);
try {
  if (temporary) await makePapers(temporary, Number(args.seed), Number(args.documents), args.chromium);
  await measure(truthOf(folder).filter((t) => new RegExp(args.only).test(t.file)));
} finally {
  if (temporary) rmSync(temporary, { recursive: true, force: true });
}

function truthOf(from: string): readonly TextTruth[] {
  if (existsSync(join(from, 'truth.json'))) return JSON.parse(readFileSync(join(from, 'truth.json'), 'utf8')) as TextTruth[];
  const files = readdirSync(from).filter((file) => /\.(?:jpe?g|png|tiff?)$/i.test(file));
  return files.flatMap((file) => {
    const text = join(from, file.replace(/\.\w+$/, '.txt'));
    const regions = existsSync(text) ? [{ readings: [readFileSync(text, 'utf8')] }] : [];
    return regions.length > 0 ? [{ file, kind: 'scan', level: 'light', mode: 'color', copied: false, regions }] : [];
  });
}

async function measure(truth: readonly TextTruth[]): Promise<void> {
  const ours = await readAll(truth);
  const theirs = args['no-native'] ? null : await nativeAll(truth);
  const rows = truth.map(
    (one): Row => ({
      truth: one,
      ours: errorsOf(one.regions, ours.texts.get(one.file) ?? ''),
      theirs: theirs && errorsOf(one.regions, theirs.texts.get(one.file) ?? ''),
    }),
  );
  if (args.keep)
    writeFileSync(
      args.keep,
      JSON.stringify(
        Object.fromEntries(truth.map(({ file }) => [file, { ours: ours.texts.get(file), theirs: theirs?.texts.get(file) }])),
        null,
        1,
      ),
    );
  console.log('characters wrong in the order of the document, in % (in brackets: columns and rows in the order that fits best)');
  for (const row of rows)
    console.log(
      `${row.truth.file.padEnd(24)} ${row.truth.level.padEnd(7)} ${row.truth.mode.padEnd(8)} ${row.truth.copied ? 'copied' : '      '} ${figures([row])}`,
    );
  console.log();
  const by = (name: (row: Row) => string) => Map.groupBy(rows, name);
  for (const groups of [
    by((row) => row.truth.kind),
    by((row) => row.truth.level),
    by((row) => row.truth.mode),
    by((row) => (row.truth.copied ? 'copied' : 'direct')),
  ])
    for (const [name, members] of [...groups].sort(([a], [b]) => a.localeCompare(b))) console.log(`${name.padEnd(24)} ${figures(members)}`);
  console.log(`\n${'all'.padEnd(24)} ${figures(rows)}`);
  const told = (what: string, value: number | null, unit: string) => ({ program: 'text', what, value, unit, atLeast: null, aim: null });
  const share = (of: (row: Row) => Errors | null) =>
    (100 * sum(rows, (row) => of(row)?.ordered ?? 0)) /
    Math.max(
      1,
      sum(rows, (row) => row.ours.length),
    );
  const ratios = rows.map((row) => row.ours.ordered / Math.max(1, row.theirs?.ordered ?? 1)).sort((one, other) => one - other);
  print(
    [
      told(
        'characters wrong',
        share((row) => row.ours),
        '%',
      ),
      told('characters wrong, `tesseract -l vie`', theirs && share((row) => row.theirs), '%'),
      {
        program: 'text',
        what: "characters wrong against the command's",
        value:
          theirs &&
          sum(rows, (row) => row.ours.ordered) /
            Math.max(
              1,
              sum(rows, (row) => row.theirs?.ordered ?? 0),
            ),
        unit: '×',
        // Without the command there is nothing to compare with, and nothing is promised.
        ...(theirs ? goal : { atLeast: null, aim: null }),
      },
      told("median of the pages' ratios", theirs && (ratios[ratios.length >> 1] ?? 0), '×'),
      told('seconds a page', ours.seconds, 's'),
      told('seconds a page against the command', theirs && ours.seconds / theirs.seconds, '×'),
    ],
    { json: args.json ?? null },
  );
}

function sum(rows: readonly Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

function figures(rows: readonly Row[]): string {
  const length = sum(rows, (row) => row.ours.length);
  const words = sum(rows, (row) => row.ours.wordCount) * 2;
  const percent = (part: number, whole: number) => ((100 * part) / Math.max(1, whole)).toFixed(1).padStart(5);
  const side = (of: (row: Row) => Errors | null) =>
    `${percent(
      sum(rows, (row) => of(row)?.ordered ?? 0),
      length,
    )} (${percent(
      sum(rows, (row) => of(row)?.free ?? 0),
      length,
    )}) words ${percent(
      sum(rows, (row) => of(row)?.words ?? 0),
      words,
    )}`;
  if (rows.some((row) => row.theirs === null)) return `ours ${side((row) => row.ours)}`;
  const ratio = (kind: 'ordered' | 'free') =>
    (
      sum(rows, (row) => row.ours[kind]) /
      Math.max(
        1,
        sum(rows, (row) => row.theirs?.[kind] ?? 0),
      )
    ).toFixed(2);
  return `ours ${side((row) => row.ours)}   tesseract ${side((row) => row.theirs)}   ${ratio('ordered')} × (${ratio('free')} ×)`;
}

interface Read {
  readonly texts: ReadonlyMap<string, string>;
  readonly seconds: number;
}

async function readAll(truth: readonly TextTruth[]): Promise<Read> {
  const texts = new Map<string, string>();
  const started = performance.now();
  const found = await readPaths({ paths: truth.map((one) => join(folder, one.file)), workers: Number(args.readers), text: true });
  for (const page of found.records.flatMap((record) => record.pages)) {
    const one = truth.find((t) => page.file.endsWith(t.file));
    if (one && 'text' in page) texts.set(one.file, page.text ?? '');
  }
  for (const failure of found.failures) console.log(`${failure.file}: ${failure.code}`);
  return { texts, seconds: (performance.now() - started) / 1000 / truth.length };
}

async function nativeAll(truth: readonly TextTruth[]): Promise<Read> {
  const texts = new Map<string, string>();
  const started = performance.now();
  const waiting = [...truth];
  const lane = async () => {
    for (let one = waiting.shift(); one; one = waiting.shift()) {
      const { stdout } = await promisify(execFile)('tesseract', [join(folder, one.file), 'stdout', '-l', 'vie'], {
        env: { ...process.env, OMP_THREAD_LIMIT: '1' },
      });
      texts.set(one.file, stdout);
    }
  };
  await Promise.all(Array.from({ length: Number(args.readers) }, lane));
  return { texts, seconds: (performance.now() - started) / 1000 / truth.length };
}
