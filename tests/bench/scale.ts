/**
 * `npm run bench -- scale [--records N] [--keep FOLDER | --folder FOLDER] [--json FILE]`: makes a store of 200,000 records and measures
 * what the workstation's screens ask for on it. `--keep`: the store stays there; `--folder`: one that was kept is used (measured on a copy).
 */
import { spawnSync } from 'node:child_process';
import { constants, copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { isStore, makeStore } from './scale/make.ts';
import type { Figures } from './scale/measure.ts';
import { sizes } from './scale/sizes.ts';
import { readSubjects } from './scale/subjects.ts';
import { atMost, jsonFile, type Limit, print, type Row } from './table.ts';

const args = process.argv.slice(2);
const option = (name: string) => (args.includes(name) ? (args[args.indexOf(name) + 1] ?? null) : null);
const records = Number(option('--records') ?? 200_000);
const kept = option('--keep') ?? option('--folder');
const work = mkdtempSync(join(tmpdir(), 'so-song-scale-'));
try {
  const large = kept === null ? join(work, 'large') : resolve(kept);
  if (option('--folder') === null || !isStore(large)) make(large, records);
  const small = join(work, 'small');
  make(small, 1000);
  const size = sizes(large);
  const big = measured(large, 'all');
  const little = measured(small, 'decide');
  print(rows(size, big, little), { json: jsonFile(args) });
} finally {
  rmSync(work, { recursive: true, force: true, maxRetries: 5 });
}

function make(folder: string, count: number): void {
  const begun = performance.now();
  const made = makeStore(folder, count);
  const seconds = ((performance.now() - begun) / 1000).toFixed(0);
  process.stdout.write(
    `${made.records.toLocaleString('en-GB')} records, ${made.values.toLocaleString('en-GB')} values, ${made.batches} batches made in ${seconds} s\n`,
  );
}

/** Measured on a copy: the same store can be measured again. */
function measured(folder: string, how: 'all' | 'decide'): Figures {
  const copy = join(work, `copy-${how}`);
  mkdirSync(copy);
  copyFileSync(join(folder, 'so-song.sqlite'), join(copy, 'so-song.sqlite'), constants.COPYFILE_FICLONE);
  const subjects = join(work, 'subjects.json');
  writeFileSync(subjects, JSON.stringify(readSubjects(copy)));
  const { stdout, status } = spawnSync(
    process.execPath,
    [...process.execArgv, join(import.meta.dirname, 'scale', 'measure.ts'), copy, subjects, how],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  rmSync(copy, { recursive: true, force: true, maxRetries: 5 });
  if (status !== 0) throw new Error(`measuring ended with ${status}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '{}');
}

function rows(size: ReturnType<typeof sizes>, big: Figures, little: Figures): Row[] {
  const earlier = JSON.parse(readFileSync(join(import.meta.dirname, 'scale', 'earlier.json'), 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const row = (what: string, value: number | null | undefined, unit: string, atLeast: Limit | null): Row => ({
    program: 'scale',
    what,
    value: value ?? null,
    unit,
    atLeast,
    aim: null,
    earlier: earlier[what] ?? {},
  });
  const ratio = big['value.decide'] && little['value.decide'] ? big['value.decide'] / little['value.decide'] : null;
  return [
    row('open', big.open, 'ms', atMost(1000)),
    row('batch.list', big['batch.list'], 'ms', atMost(100)),
    row('batch.get', big['batch.get'], 'ms', atMost(10)),
    row('batch.records, 200 rows', big['batch.records'], 'ms', atMost(30)),
    row('record.next', big['record.next'], 'ms', atMost(20)),
    row('record.open', big['record.open'], 'ms', atMost(20)),
    row('value.decide', big['value.decide'], 'ms', atMost(15)),
    row('value.decide, against 1,000 records', ratio, '×', atMost(1.5)),
    row('record.search, two letters', big['search.letters'], 'ms', atMost(100)),
    row('record.search, whole names', big['search.names'], 'ms', atMost(100)),
    row('record.search, numbers', big['search.numbers'], 'ms', atMost(100)),
    row('target.list', big['target.list'], 'ms', atMost(50)),
    row('handover.preview', big['handover.preview'], 'ms', atMost(200)),
    row('workstation.state', big['workstation.state'], 'ms', atMost(100)),
    row('hand-over of 1,000 records, whole', big.handover, 'ms', null),
    row('hand-over of 1,000 records, longest another call waited', big['handover.blocked'], 'ms', atMost(20)),
    row('memory of the core', big.memory ? big.memory / 1e6 : null, 'MB', atMost(300)),
    row('memory of the core after a hand-over', big.memoryAfter ? big.memoryAfter / 1e6 : null, 'MB', null),
    row('a record beside the pictures', size.record / 1000, 'kB', atMost(6)),
    row('a page beside the pictures', size.page / 1000, 'kB', atMost(3)),
  ];
}
