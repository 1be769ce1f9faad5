import { execFile, fork } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { fieldKinds } from '#domain/fields/field-kinds';
import { NamesData, openLexicons, PlaceWordsData } from '#domain/lexicon';
import { openPlaces, PlacesData } from '#domain/place';
import type { PageReading, ReadValue, RecordReading } from '#domain/reading';
import { fieldAt, type RecordType } from '#domain/record-type';
import { openImages } from '#engines/images-sharp/images-sharp';
import { readRecords } from '#reading/read-record';
import { parseRecordTypes } from '#reading/record-types';

/**
 * `node tests/bench/reading.ts FOLDER [--readers 2] [--only REGEX] [--no-native] [--json FILE]`
 * Reads a folder with truth.json and prints how well, how fast and how big. Writes a picture of every wrong value to bench-results/.
 * A folder without truth.json (the samples) is only timed.
 */

interface TruthRecord {
  readonly id: string;
  readonly recordType: string;
  readonly level: string;
  readonly handwritten: boolean;
  readonly pages: readonly { readonly file: string; readonly role: string }[];
  readonly fields: Readonly<Record<string, unknown>>;
}
interface PageDone {
  readonly reading: PageReading | null;
  readonly error: string | null;
  readonly cpu: number;
}
interface Row {
  readonly record: string;
  readonly type: string;
  readonly level: string;
  readonly path: string;
  readonly truth: string;
  readonly value: ReadValue | null;
  readonly right: boolean;
  readonly handwritten: boolean;
}

const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    readers: { type: 'string', default: '2' },
    only: { type: 'string', default: '.' },
    'no-native': { type: 'boolean', default: false },
    json: { type: 'string' },
    save: { type: 'string' },
    load: { type: 'string' },
    today: { type: 'string', default: '' },
  },
});
const folder = positionals[0] ?? process.env.CORPUS ?? 'resources/samples';
const readers = Number(args.readers);
const types = loadTypes();
const hasTruth = existsSync(join(folder, 'truth.json'));
const truth = (hasTruth ? (JSON.parse(readFileSync(join(folder, 'truth.json'), 'utf8')) as TruthRecord[]) : withoutTruth()).filter((r) =>
  new RegExp(args.only).test(r.id),
);
const files = truth.flatMap((r) => r.pages.map((p) => p.file));

const { pages, seconds, peak } = args.load
  ? { pages: new Map(Object.entries(JSON.parse(readFileSync(args.load, 'utf8')) as Record<string, PageDone>)), seconds: 0, peak: 0 }
  : await readAll(files);
if (args.save) writeFileSync(args.save, JSON.stringify(Object.fromEntries(pages)));
const rows: Row[] = [];
let typesRight = 0;
let facesRight = 0;
let grouped = 0;
const started = performance.now();
const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const context = {
  today: args.today || new Date().toISOString().slice(0, 10),
  places: openPlaces(PlacesData.parse(json('resources/places/units.json'))),
  lexicons: openLexicons(
    NamesData.parse(json('resources/lexicons/names.json')),
    PlaceWordsData.parse(json('resources/lexicons/place-words.json')),
  ),
};
const known = files.filter((file) => pages.get(file)?.reading);
const records = readRecords(
  known.map((file) => ({ name: file, group: null, reading: (pages.get(file) as { reading: PageReading }).reading })),
  types,
  context,
);
const recordSeconds = (performance.now() - started) / 1000;
for (const record of truth) {
  for (const page of record.pages) {
    const reading = pages.get(page.file)?.reading;
    if (reading?.classified.recordType === record.recordType) typesRight++;
    if (reading?.classified.face === page.role) facesRight++;
  }
  const found = records.find((r) => r.pages.some((p) => known[p.page] === record.pages[0]?.file));
  if (found && found.pages.length === record.pages.length && found.pages.every((p) => record.pages.some((t) => t.file === known[p.page])))
    grouped++;
  rows.push(...compare(record, found ?? null));
}
if (args.json) writeFileSync(args.json, JSON.stringify(rows));
await report();

/** Every picture of the folder, of which nothing is known. */
function withoutTruth(): TruthRecord[] {
  const pictures = readdirSync(folder).filter((file) => /\.(?:jpe?g|png|tiff?)$/iu.test(file));
  return pictures
    .sort()
    .map((file) => ({ id: file, recordType: '', level: '', handwritten: false, pages: [{ file, role: '' }], fields: {} }));
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

async function readAll(list: readonly string[]): Promise<{ pages: ReadonlyMap<string, PageDone>; seconds: number; peak: number }> {
  const out = new Map<string, PageDone>();
  const most = new Map<number, number>();
  let next = 0;
  let begun = 0;
  const readyAt: Promise<void>[] = [];
  const all = Array.from({ length: readers }, () => {
    const child = fork(join(import.meta.dirname, 'reading-child.ts'), {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    let ready: () => void = () => {};
    readyAt.push(
      new Promise((resolve) => {
        ready = resolve;
      }),
    );
    const done = new Promise<void>((resolve, reject) => {
      const give = () => {
        const id = next++;
        if (id >= list.length) {
          child.disconnect();
          resolve();
          return;
        }
        child.send({ id, path: join(folder, list[id] as string), name: list[id], page: 0, types });
      };
      child.on('message', (message: { ready?: true; id?: number; reading?: PageReading; error?: string; cpu?: number; rss?: number }) => {
        if (message.ready) {
          ready();
          return;
        }
        most.set(child.pid ?? 0, Math.max(most.get(child.pid ?? 0) ?? 0, message.rss ?? 0));
        out.set(list[message.id as number] as string, {
          reading: message.reading ?? null,
          error: message.error ?? null,
          cpu: message.cpu ?? 0,
        });
        give();
      });
      child.on('error', reject);
      void Promise.all(readyAt).then(() => {
        begun ||= performance.now();
        give();
      });
    });
    return done;
  });
  await Promise.all(all);
  return { pages: out, seconds: (performance.now() - begun) / 1000, peak: [...most.values()].reduce((a, b) => a + b, 0) };
}

/** Every value of the truth against the record read, and every value read that the truth does not have. */
function compare(record: TruthRecord, found: RecordReading | null): Row[] {
  const type = types.find((t) => t.id === record.recordType);
  const out: Row[] = [];
  const add = (path: string, expected: unknown) => {
    const value = found?.values.find((v) => v.path === path) ?? null;
    const field = type ? fieldAt(type, path) : null;
    const right =
      expected === null
        ? (value?.value ?? null) === null
        : value?.value !== null &&
          value !== null &&
          field !== null &&
          canonical(fieldKinds[field.kind].toJson(value.value)) === canonical(expected);
    if (expected === null && right) return;
    out.push({
      record: record.id,
      type: record.recordType,
      level: record.level,
      path,
      truth: expected === null ? '' : String(expected),
      value,
      right,
      handwritten: field?.handwritten ?? false,
    });
  };
  for (const [key, expected] of Object.entries(record.fields)) {
    if (Array.isArray(expected))
      expected.forEach((row: Record<string, unknown>, i) => {
        for (const [column, cell] of Object.entries(row)) add(`${key}[${i}].${column}`, cell);
      });
    else add(key, expected);
  }
  const stated = new Set(out.map((r) => r.path));
  for (const value of found?.values ?? []) if (!stated.has(value.path) && value.value !== null) add(value.path, null);
  return out;
}

/** Numbers as numbers, texts with one kind of apostrophe. */
function canonical(value: unknown): string {
  if (typeof value === 'number') return String(value);
  const text = String(value).normalize('NFC').replace(/[’ʼ]/g, "'").replace(/\s+/g, ' ').trim();
  return /^\d+(?:\.\d+)?$/.test(text) && !/^0\d/.test(text) ? String(Number(text)) : text;
}

async function report(): Promise<void> {
  if (hasTruth) await accuracy();
  await speed();
}

async function accuracy(): Promise<void> {
  const printed = rows.filter((r) => !r.handwritten);
  const written = rows.filter((r) => r.handwritten);
  const accepted = printed.filter((r) => r.value?.accepted);
  const share = (list: readonly Row[]) =>
    list.length === 0 ? '   –  ' : `${((list.filter((r) => r.right).length / list.length) * 100).toFixed(2).padStart(6)} %`;
  const count = files.length;
  const table = (title: string, key: (row: Row) => string, list: readonly Row[]) => {
    console.log(`\n${title.padEnd(46)}  values   right    accepted   of these right`);
    for (const name of [...new Set(list.map(key))].sort()) {
      const part = list.filter((r) => key(r) === name);
      const yes = part.filter((r) => r.value?.accepted);
      console.log(
        `  ${name.padEnd(44)}  ${String(part.length).padStart(5)}  ${share(part)}  ${((yes.length / part.length) * 100).toFixed(1).padStart(6)} %  ${share(yes)}`,
      );
    }
  };
  table('printed, by type', (r) => r.type, printed);
  table('printed, by wear', (r) => r.level, printed);
  table('printed, by field', (r) => `${r.type.slice(0, 22)} ${r.path.replace(/\[\d+\]/, '[]')}`, printed);
  if (written.length > 0) {
    const shown = written.filter((r) => r.value?.box != null);
    console.log(
      `\nhandwritten: ${written.length} values, place found ${((shown.length / written.length) * 100).toFixed(1)} %, accepted ${written.filter((r) => r.value?.accepted).length}, suggestion right ${share(written)}`,
    );
  }
  console.log('\nsaid            values  right');
  for (const [low, high] of [
    [0, 0.5],
    [0.5, 0.8],
    [0.8, 0.9],
    [0.9, 0.95],
    [0.95, 0.98],
    [0.98, 0.99],
    [0.99, 0.995],
    [0.995, 0.999],
    [0.999, 1.01],
  ] as const) {
    const part = printed.filter((r) => r.value?.confidence != null && r.value.confidence >= low && r.value.confidence < high);
    if (part.length > 0)
      console.log(`  ${low.toFixed(3)}–${Math.min(1, high).toFixed(3)}  ${String(part.length).padStart(5)}  ${share(part)}`);
  }
  const wrong = rows.filter((r) => !r.right && !r.handwritten);
  console.log(`\nrecord type ${typesRight}/${count}, face ${facesRight}/${count}, grouped ${grouped}/${truth.length}`);
  console.log(`printed values right       ${share(printed)}   (${printed.length})`);
  console.log(`… on heavily worn pages    ${share(printed.filter((r) => r.level === 'heavy'))}`);
  console.log(`accepted without a person  ${((accepted.length / Math.max(1, printed.length)) * 100).toFixed(1)} %`);
  console.log(`… of these right           ${share(accepted)}   (${accepted.filter((r) => !r.right).length} wrong)`);
  for (const r of wrong)
    console.log(
      `${r.value?.accepted ? 'WRONG AND ACCEPTED ' : 'wrong '}${r.record} ${r.level} ${r.path}: is "${r.truth}", read "${r.value?.value ?? ''}" (${JSON.stringify(r.value?.raw ?? '')}, ${r.value?.findings.map((f) => f.code).join(' ')})`,
    );
  await pictures(wrong);
  if (args.json) writeFileSync(args.json, JSON.stringify({ rows, seconds, peak }, null, 1));
}

/** What `npm run bench` shows beside the goals. */
async function speed(): Promise<void> {
  const count = files.length;
  const steps = new Map<string, number>();
  for (const page of pages.values())
    for (const [step, ms] of Object.entries(page.reading?.milliseconds ?? {})) steps.set(step, (steps.get(step) ?? 0) + ms);
  console.log(
    `\nmilliseconds a page by step: ${[...steps].map(([s, ms]) => `${s} ${(ms / count).toFixed(0)}`).join(', ')}; records ${((recordSeconds / truth.length) * 1000).toFixed(1)} each`,
  );
  console.log(`processor ${([...pages.values()].reduce((s, p) => s + p.cpu, 0) / count / 1000).toFixed(2)} s a page`);
  const perPage = seconds / count;
  let ratio = '';
  if (!args['no-native']) {
    const native = await nativeSeconds();
    ratio =
      native === null
        ? ' (no tesseract command here)'
        : `; tesseract -l vie ${(native / count).toFixed(3)} s; ratio ${(seconds / native).toFixed(2)}`;
  }
  console.log(`seconds a page             ${perPage.toFixed(3)} with ${readers} readers${ratio}`);
  console.log(`pages per minute           ${(60 / perPage).toFixed(1)}`);
  console.log(`peak memory                ${(peak / 1e6).toFixed(0)} MB together`);
}

/** The same files through the system's command, the same number at a time. */
async function nativeSeconds(): Promise<number | null> {
  const run = promisify(execFile);
  try {
    await run('tesseract', ['--version']);
  } catch {
    return null;
  }
  const begun = performance.now();
  let next = 0;
  await Promise.all(
    Array.from({ length: readers }, async () => {
      while (next < files.length)
        await run('tesseract', [join(folder, files[next++] as string), 'stdout', '-l', 'vie'], {
          env: { ...process.env, OMP_THREAD_LIMIT: '1' },
          maxBuffer: 1e8,
        });
    }),
  );
  return (performance.now() - begun) / 1000;
}

/** bench-results/: the crop, the truth and the reading of every wrong value. */
async function pictures(wrong: readonly Row[]): Promise<void> {
  const out = 'bench-results/wrong';
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const images = openImages();
  for (const row of wrong) {
    const record = truth.find((r) => r.id === row.record);
    const found = records.find((r) => r.pages.some((p) => known[p.page] === record?.pages[0]?.file));
    const at = row.value?.page === null || row.value?.page === undefined ? undefined : found?.pages[row.value.page];
    const file = at ? known[at.page] : undefined;
    const name = `${row.record}-${row.path.replace(/\W+/g, '-')}`;
    writeFileSync(
      join(out, `${name}.txt`),
      `is    ${row.truth}\nread  ${row.value?.value ?? ''}\nraw   ${row.value?.raw ?? ''}\n${JSON.stringify(row.value?.findings ?? [])}\n`,
    );
    if (!file || !row.value?.box) continue;
    const [x, y, w, h] = row.value.box;
    const { raster } = await images.decode(readFileSync(join(folder, file)), file, { page: 0 });
    const left = Math.max(0, x - 20);
    const top = Math.max(0, y - 20);
    const width = Math.min(raster.width - left, w + 40);
    const height = Math.min(raster.height - top, h + 40);
    const data = new Uint8Array(width * height * raster.channels);
    for (let r = 0; r < height; r++) {
      const from = ((top + r) * raster.width + left) * raster.channels;
      data.set(raster.data.subarray(from, from + width * raster.channels), r * width * raster.channels);
    }
    writeFileSync(join(out, `${name}.png`), await images.encode({ width, height, channels: raster.channels, data }, 'png'));
  }
}
