/**
 * Opens a core on a large store and measures what its screens ask for: `measure.ts FOLDER SUBJECTS [decide|all]`, in a process of its own, so that
 * its memory is the core's. Writes to the folder (decisions, a hand-over). The last line of the output is JSON.
 */

import { readFileSync } from 'node:fs';
import { allRows } from '#domain/list';
import { openWorkstation, type Workstation } from '#main/open-workstation';
import { openPageStore, pagesFolder } from '#store/page-store';
import type { Subjects } from './subjects.ts';

/** Milliseconds but for `memory` and `memoryAfter` (bytes). Null: could not be measured on this store. */
export type Figures = Readonly<Record<string, number | null>>;

const [folder, subjectsFile, how = 'all'] = process.argv.slice(2);
if (folder === undefined || subjectsFile === undefined) throw new Error('measure.ts FOLDER SUBJECTS [decide | all]');
const figures: Record<string, number | null> = {};
const subjects = JSON.parse(readFileSync(subjectsFile, 'utf8')) as Subjects;

let core = await open();
try {
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await core.close();
    const begun = performance.now();
    core = await open();
    times.push(performance.now() - begun);
  }
  figures.open = middle(times);
  await measure(core, how === 'all');
} finally {
  await core.close();
}
process.stdout.write(`${JSON.stringify(figures)}\n`);

function open(): Promise<Workstation> {
  return openWorkstation(String(folder), { log: 'silent' });
}

async function measure(on: Workstation, everything: boolean): Promise<void> {
  const { client } = on;
  const { batches, larger, records, openValues, names, numbers } = subjects;
  const decide = async (turn: number) => {
    const { recordId, path, revision } = at(openValues, turn);
    await client.value.decide({ recordId, path, revision, decision: 'confirm', typed: null });
  };
  // The first calls prepare statements and read what all others need.
  for (let turn = 0; turn < 5; turn += 1) await decide(openValues.length - 1 - turn);
  figures['value.decide'] = await median(Math.min(200, openValues.length - 5), decide);
  if (!everything) return;
  figures['batch.list'] = await median(20, (turn) => client.batch.list({ offset: (turn * 200) % 1000 }));
  figures['batch.get'] = await median(30, (turn) => client.batch.get({ id: at(batches, turn) }));
  // The first rows of a batch, the middle ones, the last.
  figures['batch.records'] = await median(30, (turn) => {
    const { id, n } = at(larger, turn);
    return client.batch.records({ id, offset: Math.floor(((turn % 3) / 2) * (n - 200)), limit: 200 });
  });
  figures['record.next'] = await median(30, (turn) => client.record.next({ batchId: turn % 3 ? at(batches, turn) : null }));
  figures['record.open'] = await median(200, (turn) => client.record.open({ id: at(records, turn) }));
  const letters = ['ng', 'bi', 'th', 'êb', 'đắ', "h'", 'ya', 'kr', '66', '19'];
  figures['search.letters'] = await median(20, (turn) => client.record.search({ text: at(letters, turn) }));
  figures['search.names'] = await median(30, (turn) => client.record.search({ text: at(names, turn) }));
  figures['search.numbers'] = await median(30, (turn) => client.record.search({ text: at(numbers, turn).slice(turn % 2 ? -6 : 0) }));
  figures['target.list'] = await median(5, () => client.target.list());
  figures['workstation.state'] = await median(20, () => client.workstation.state());
  figures['handover.preview'] = await median(3, () => client.handover.preview());
  figures.memory = process.memoryUsage.rss();
  await handOver(on);
  figures.memoryAfter = process.memoryUsage.rss();
}

/** Hands a thousand records over to the embedded database and asks for something small all the while. */
async function handOver({ client, idle }: Workstation): Promise<void> {
  const batchId = subjects.ready;
  if (batchId === null) return;
  const before = (await client.batch.get({ id: batchId })).counts;
  // A hand-over compares originals with their hashes (`make.ts` has them of the files' names).
  const originals = await openPageStore(pagesFolder(String(folder)));
  for (const { fileName } of await allRows((window) => client.batch.pages({ id: batchId, ...window })))
    await originals.put([Buffer.from(fileName)]);
  let over = false;
  let longest = 0;
  const asking = (async () => {
    while (!over) {
      const begun = performance.now();
      await client.job.reading();
      await new Promise((resolve) => setTimeout(resolve, 1));
      longest = Math.max(longest, performance.now() - begun - 1);
    }
  })();
  const begun = performance.now();
  const { handoverId } = await client.handover.start({ batchId });
  await idle();
  figures.handover = performance.now() - begun;
  over = true;
  await asking;
  const done = await client.handover.get({ id: handoverId });
  if (done.state !== 'done') throw new Error(`the hand-over ended as ${done.state}: ${done.problem?.code}`);
  process.stderr.write(`handed over ${done.receipt?.accepted} of ${before.recordsVerified}\n`);
  figures['handover.blocked'] = longest;
}

/** The median time of calls on different subjects; no more of them than a quarter of a minute has. */
async function median(times: number, work: (turn: number) => Promise<unknown>): Promise<number> {
  const taken: number[] = [];
  const started = performance.now();
  for (let turn = 0; turn < times && performance.now() - started < 15_000; turn += 1) {
    const begun = performance.now();
    await work(turn);
    taken.push(performance.now() - begun);
  }
  return middle(taken);
}

function middle(taken: readonly number[]): number {
  return [...taken].sort((a, b) => a - b)[Math.floor(taken.length / 2)] ?? 0;
}

function at<T>(list: readonly T[], turn: number): T {
  const one = list[turn % list.length];
  if (one === undefined) throw new Error('the store has nothing to ask for');
  return one;
}
