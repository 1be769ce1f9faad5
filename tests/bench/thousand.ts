/**
 * A thousand pages through one workstation, as an office would leave it over lunch: the samples again and again, in one order and then in
 * another, each copy with other bytes so that it is no copy. Prints how memory grew, of the core and of its readers, from the first
 * hundred pages to the last, and whether every copy of a page was read the same. Arguments: the number of pages (1,000), `--json FILE`.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PageReading } from '#domain/reading';
import { openWorkstation, resourcesFolder } from '#main/open-workstation';
import { unpack } from '#store/packing';
import { openSealed } from '#store/sealed';
import { atMost, exactly, jsonFile, print, type Row } from './table.ts';

const wanted = Number(process.argv.slice(2).find((word) => /^\d+$/.test(word)) ?? 1_000);
const readers = 2;
const goalMegabytes = 50;
const folder = mkdtempSync(join(tmpdir(), 'so-song-thousand-'));
const samples = readdirSync(join(resourcesFolder, 'samples')).filter((name) => name.endsWith('.jpg'));

interface Sample {
  readonly done: number;
  readonly core: number;
  readonly readers: number;
  readonly at: number;
}

try {
  await run();
} finally {
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
}

async function run(): Promise<void> {
  const core = await openWorkstation(join(folder, 'data'), { readers, log: 'silent' });
  const seen: Sample[] = [];
  let before = 0;
  let worst = 0;
  const timer = setInterval(() => {
    const asked = performance.now();
    core.client.job.reading().then(
      ({ done }) => {
        worst = Math.max(worst, performance.now() - asked);
        seen.push({ done: before + done, core: megabytes(process.memoryUsage.rss()), readers: readersNow(), at: performance.now() });
      },
      () => {},
    );
  }, 1_000);
  const started = performance.now();
  for (const order of ['forward', 'backward'] as const) {
    const batch = await core.client.batch.create({ title: order, source: 'folder', placeCode: null, owner: '', deadline: null });
    await core.client.intake.start({ batchId: batch.id, paths: [makePages(order, Math.ceil(wanted / 2))] });
    await core.idle();
    before += (await core.client.batch.get({ id: batch.id })).counts.pages;
    process.stdout.write(`${before} pages after ${((performance.now() - started) / 60_000).toFixed(1)} min\n`);
  }
  clearInterval(timer);
  const minutes = (performance.now() - started) / 60_000;
  await core.close();
  report(seen, before, minutes, worst);
}

/** So many pages in a folder of their own; names sort in the order wanted. */
function makePages(order: 'forward' | 'backward', count: number): string {
  const pages = join(folder, order);
  mkdirSync(pages);
  for (let index = 0; index < count; index += 1) {
    const at = order === 'forward' ? index : count - 1 - index;
    const name = samples[at % samples.length] ?? '';
    // Bytes after the end of a JPEG change its hash and nothing else.
    const bytes = Buffer.concat([readFileSync(join(resourcesFolder, 'samples', name)), Buffer.from(`${order} ${index}`)]);
    writeFileSync(join(pages, `${String(index).padStart(4, '0')}~${name}`), bytes);
  }
  return pages;
}

function report(seen: readonly Sample[], pages: number, minutes: number, worst: number): void {
  const first = seen.filter(({ done }) => done > 0 && done <= 100);
  const last = seen.filter(({ done }) => done > pages - 100 && done <= pages);
  const median = (some: readonly number[]) => [...some].sort((one, other) => one - other)[Math.floor(some.length / 2)] ?? 0;
  const told = (what: string, value: number, unit: string): Row => ({ program: 'thousand', what, value, unit, atLeast: null, aim: null });
  const memory = (part: 'core' | 'readers'): Row[] => [
    told(`${part}: most memory`, Math.max(...seen.map((one) => one[part])), 'MB'),
    {
      ...told(`${part}: growth from the first hundred pages to the last`, growth(part), 'MB'),
      atLeast: atMost(goalMegabytes),
    },
  ];
  const growth = (part: 'core' | 'readers') => median(last.map((one) => one[part])) - median(first.map((one) => one[part]));
  const { different, failed, readings } = compare();
  print(
    [
      { ...told('pages read', readings, 'pages'), atLeast: exactly(pages) },
      told('a page, with its import', (minutes * 60_000) / pages, 'ms'),
      told('slowest answer of the core meanwhile', worst, 'ms'),
      ...memory('core'),
      ...memory('readers'),
      { ...told('pages failed', failed, 'pages'), atLeast: exactly(0) },
      { ...told('pages whose copies were not all read the same', different.length, 'pages'), atLeast: exactly(0) },
    ],
    { json: jsonFile(process.argv) },
  );
  for (const name of different) process.stdout.write(`not always the same: ${name}\n`);
}

/** Whether every copy of a sample was read the same: every step's stored result, without its time. */
function compare() {
  const store = openSealed(join(folder, 'data', 'so-song.sqlite'), { readonly: true });
  const rows = store.prepare(
    'SELECT p.id, p.file_name AS name, r.reading FROM page p JOIN page_reading r ON r.page_key = p.key ORDER BY p.id, r.id',
  );
  const hashes = new Map<string, { readonly name: string; readonly hash: ReturnType<typeof createHash> }>();
  for (const row of rows.iterate() as IterableIterator<{ id: string; name: string; reading: Uint8Array }>) {
    const page = hashes.get(row.id) ?? { name: row.name.split('~')[1] ?? '', hash: createHash('sha256') };
    hashes.set(row.id, page);
    const { milliseconds: _, ...steps } = unpack(row.reading) as PageReading;
    page.hash.update(`${JSON.stringify(steps)}\n`);
  }
  const failed = (store.prepare(`SELECT COUNT(*) AS n FROM page WHERE state <> 'read'`).get() as { n: number }).n;
  store.close();
  const byName = Map.groupBy(
    [...hashes.values()].map(({ name, hash }) => ({ name, digest: hash.digest('hex') })),
    ({ name }) => name,
  );
  const different = [...byName].filter(([, all]) => new Set(all.map(({ digest }) => digest)).size > 1).map(([name]) => name);
  return { different, failed, readings: hashes.size };
}

/** Resident memory of our child processes together; 0 where the system does not tell it in files. */
function readersNow(): number {
  try {
    const pids = readdirSync('/proc/self/task').flatMap((task) =>
      readFileSync(`/proc/self/task/${task}/children`, 'utf8').trim().split(' '),
    );
    return pids.reduce((sum, pid) => sum + rssOf(pid), 0);
  } catch {
    return 0;
  }
}

function rssOf(pid: string): number {
  try {
    return Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024);
  } catch {
    return 0;
  }
}

function megabytes(bytes: number): number {
  return Math.round(bytes / 1_048_576);
}
