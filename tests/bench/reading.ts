import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { NamesData, openLexicons, PlaceWordsData } from '#domain/lexicon';
import { openPlaces, PlacesData } from '#domain/place';
import type { PageReading, RecordReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { recordStem } from '#reading/record/file-name';
import { readRecords } from '#reading/record/read-record';
import { parseRecordTypes } from '#reading/record-types';
import { pictures } from './pictures.ts';
import { type FolderRead, nativeSeconds, type PageDone, readFolder } from './read-folder.ts';
import { layoutFigures } from './reading-layouts.ts';
import { details, figures, type Measured } from './reading-tables.ts';
import { print } from './table.ts';
import { compare, type Row, type TruthRecord, truthOf } from './truth.ts';

/**
 * `node tests/bench/reading.ts FOLDER [--readers 2] [--only REGEX] [--no-native] [--json FILE] [--details FILE] [--save FILE | --load FILE] [--today DATE]`
 * Reads a folder with truth.json and prints how well, how fast and how big, each figure beside its goals. Writes a picture of every
 * wrong value and of every place that is not shown whole to bench-results/. A folder without truth.json (the samples) is only timed.
 * `--save` keeps the page readings, `--load` measures kept ones again; `--details` writes every value compared with its truth.
 */
const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    readers: { type: 'string', default: '2' },
    only: { type: 'string', default: '.' },
    'no-native': { type: 'boolean', default: false },
    json: { type: 'string' },
    details: { type: 'string' },
    save: { type: 'string' },
    load: { type: 'string' },
    today: { type: 'string', default: '' },
  },
});
const folder = positionals[0] ?? process.env.CORPUS ?? 'resources/samples';
const readers = Number(args.readers);
const types = loadTypes();
const { truth, stated } = truthOf(folder, new RegExp(args.only));
const files = truth.flatMap((record) => record.pages.map((page) => page.file));

const read: FolderRead = args.load ? kept(args.load) : await readFolder(folder, files, types, readers);
if (args.save) writeFileSync(args.save, JSON.stringify(Object.fromEntries(read.pages)));
const native = args['no-native'] || args.load ? null : await nativeSeconds(folder, files, readers);
const readings = new Map([...read.pages].flatMap(([file, page]) => (page.reading ? [[file, page.reading] as const] : [])));
const known = files.filter((file) => readings.has(file));
const context = {
  today: args.today || new Date().toISOString().slice(0, 10),
  places: openPlaces(PlacesData.parse(json('resources/places/units.json'))),
  lexicons: openLexicons(
    NamesData.parse(json('resources/lexicons/names.json')),
    PlaceWordsData.parse(json('resources/lexicons/place-words.json')),
  ),
};
const started = performance.now();
const records = readRecords(
  known.map((file) => ({ name: file, group: recordStem(file), reading: readings.get(file) as PageReading })),
  types,
  context,
);
const recordMilliseconds = (performance.now() - started) / Math.max(1, truth.length);

const rows: Row[] = [];
let typesRight = 0;
let facesRight = 0;
let grouped = 0;
const foundOf = new Map<TruthRecord, RecordReading>();
for (const record of truth) {
  for (const page of record.pages) {
    const classified = readings.get(page.file)?.classified;
    if (classified?.recordType === record.recordType) typesRight++;
    else if (stated)
      console.log(`not known: ${page.file} ${record.level}: ${classified?.recordType ?? read.pages.get(page.file)?.error ?? 'unknown'}`);
    if (classified?.face === page.role) facesRight++;
  }
  const found = records.find((r) => r.pages.some((p) => known[p.page] === record.pages[0]?.file));
  if (found && found.pages.length === record.pages.length && found.pages.every((p) => record.pages.some((t) => t.file === known[p.page])))
    grouped++;
  if (found) foundOf.set(record, found);
  rows.push(...compare(record, found ?? null, types, readings, (page) => known[page] ?? null));
}
// Scanners give names that tell nothing: then only the faces, in the order of scanning, say which pages belong together.
const nameless = readRecords(
  known.map((file, index) => ({ name: `scan_${index}`, group: null, reading: readings.get(file) as PageReading })),
  types,
  context,
);
const byFaces = nameless.map((record) =>
  record.pages
    .map(({ page }) => known[page])
    .sort()
    .join(),
);
const paperOf = (page: number) => truth.find((record) => record.pages.some(({ file }) => file === known[page]));
const joined = [...records, ...nameless].filter(
  (record) => new Set(record.pages.map(({ page }) => paperOf(page))).size > 1 && record.values.some((value) => value.accepted),
).length;
const groupedByFaces = truth.filter((record) =>
  byFaces.includes(
    record.pages
      .map((page) => page.file)
      .sort()
      .join(),
  ),
).length;
const measured: Measured = {
  rows,
  pages: files.length,
  records: truth.length,
  typesRight,
  facesRight,
  grouped,
  groupedByFaces,
  readers,
  seconds: read.seconds,
  native,
  peak: read.peak,
};
if (args.details) writeFileSync(args.details, JSON.stringify(measured, null, 1));
if (stated) {
  details(rows);
  const odd = rows.filter((row) => (!row.right && !row.handwritten) || (row.shown !== 'whole' && row.shown !== '?'));
  for (const r of odd)
    console.log(
      `${r.handwritten ? 'not shown ' : r.right ? 'not shown, right ' : r.value?.accepted ? 'WRONG AND ACCEPTED ' : 'wrong '}${r.record} ${r.level} ${r.path}: is "${r.truth}", read "${r.value?.value ?? ''}" (${JSON.stringify(r.value?.raw ?? '')}, ${r.shown}, ${r.value?.findings.map((f) => f.code).join(' ') ?? ''})`,
    );
  await pictures('bench-results/wrong', folder, odd, truth);
}
steps();
print([...figures(measured, stated), ...(stated ? layoutFigures({ truth, rows, readings, found: foundOf, joined }) : [])], {
  json: args.json ?? null,
});

function kept(file: string): FolderRead {
  return { pages: new Map(Object.entries(json(file) as Record<string, PageDone>)), seconds: 0, peak: 0 };
}

function loadTypes(): readonly RecordType[] {
  const base = 'resources/record-types';
  const { types: parsed, problems } = parseRecordTypes(
    readdirSync(base).map((name) => ({
      path: `${base}/${name}/type.json`,
      json: JSON.parse(readFileSync(`${base}/${name}/type.json`, 'utf8')),
    })),
  );
  for (const p of problems) console.error(`${p.path}: ${p.message}`);
  return parsed;
}

function steps(): void {
  const sums = new Map<string, number>();
  for (const page of readings.values())
    for (const [step, ms] of Object.entries(page.milliseconds)) sums.set(step, (sums.get(step) ?? 0) + ms);
  const cpu = [...read.pages.values()].reduce((sum, page) => sum + page.cpu, 0) / Math.max(1, files.length);
  console.log(
    `\nmilliseconds a page by step: ${[...sums].map(([step, ms]) => `${step} ${(ms / files.length).toFixed(0)}`).join(', ')}; a record ${recordMilliseconds.toFixed(1)}; processor ${(cpu / 1000).toFixed(2)} s a page`,
  );
}

function json(path: string) {
  return JSON.parse(readFileSync(path, 'utf8'));
}
