/** Longer than most: one list of all that people and the machine can do to a store, and the numbers that follow, worked out a second way. */
import { createHash, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type Database from 'better-sqlite3';
import { afterAll, expect, test } from 'vitest';
import type { Children, FileInput, FilePart } from '#children';
import type { Engines } from '#core/context';
import type { Batch } from '#domain/batch';
import { dayOf } from '#domain/day';
import { isByPerson, isOpen } from '#domain/decision';
import { type Delivery, type Receipt, receiptDigest } from '#domain/delivery';
import { finding } from '#domain/finding';
import { allRows } from '#domain/list';
import { wantsRescan } from '#domain/page';
import { problem } from '#domain/problem';
import type { PageReading } from '#domain/reading';
import type { Workstation } from '#main/open-workstation';
import { checkStore, counterDifferences } from '#store/check';
import { readHandleOf } from '#store/handle';
import { openPageStore } from '#store/page-store';
import { findPageReading } from '#store/reading';
import { openSealed } from '#store/sealed';
import { sql } from '#store/sql';
import { random } from '#tests/bench/holdout/random';
import { unpackSample } from '#tests/bench/scale/sample';
import { enginesWith, openTestCore, sample, temporaryFolder } from './fixtures.ts';

const folder = join(temporaryFolder(), 'data');
const files = join(temporaryFolder(), 'files');
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const operations = 2000;
/** To find the operation after which a counter is wrong: 1. */
const often = 100;
const { whole, chance, pick } = random(20261128);
let now = Date.parse('2026-11-20T15:00:00.000Z');
let core: Workstation;
let store: Database.Database;

mkdirSync(folder);
mkdirSync(files);
unpackSample(folder);
// The store comes without its originals, and what stands on none cannot be handed over.
const originals = await openPageStore(join(folder, 'pages'));
for (const name of readdirSync(sample('.'))) await originals.put([readFileSync(sample(name))]);
afterAll(async () => {
  store.close();
  await core.close();
});

/** What the real reader read of the sample's real pages; here they are given to whatever page comes. */
const readings = sampleReadings();

function sampleReadings(): readonly PageReading[] {
  const database = openSealed(join(folder, 'so-song.sqlite'), { readonly: true });
  const read = readHandleOf(database);
  const found = read.all<{ id: string }>(sql`SELECT id FROM page ORDER BY sequence`).flatMap(({ id }) => findPageReading(read, id) ?? []);
  database.close();
  return found;
}

/** The ends of the machine that are not the store's matter: pictures, the networks that read, the far side of a hand-over. */
function engines(): Engines {
  const children: Children = {
    stream: (async (_task: string, { name, pages, from }: FileInput, take: (part: FilePart) => Promise<void>) => {
      if (name.startsWith('locked')) throw problem('pdf.locked', { name });
      if (name.startsWith('broken')) throw problem('file.truncated', { name });
      const all = whole(1, 3);
      await take({ what: 'file', pages: all });
      const picture = { picture: null, mediaType: 'image/png', width: 10, height: 20, dpi: 300, quality: null } as const;
      const wanted = pages ?? Array.from({ length: all }, (_, index) => index);
      for (const index of wanted.slice(from)) await take({ what: 'page', index, ...picture });
      return null;
    }) as unknown as Children['stream'],
    run: (async (_task: string, { name }: { readonly name: string }) => {
      if (chance(0.15)) throw problem('file.tooSlow', { name, seconds: 25 });
      const reading = pick(readings);
      const findings = chance(0.3) ? [finding('page.blurred', 'warning', null)] : [];
      const read = { ...reading, normalised: { ...reading.normalised, findings } };
      // Now and then paper of a kind that no record type describes.
      const { classified } = reading;
      return chance(0.1)
        ? { ...read, classified: { ...classified, recordType: null, version: null, face: null, faces: [] }, located: [] }
        : read;
    }) as unknown as Children['run'],
    close: async () => {},
  };
  return enginesWith(folder, () => ({
    readers: children,
    openDestination: () => ({
      check: async () => ({ server: 'test', schemaVersion: 1 }),
      prepare: async () => {},
      deliver: async (delivery) => receiptFor(delivery),
      receipt: async () => null,
      close: async () => {},
    }),
  }));
}

function receiptFor({ handoverId, contents: records }: Delivery): Receipt {
  const fate = records.map((record) => ({ record, refused: chance(0.5) }));
  const refused = fate.flatMap((one) => (one.refused ? [{ key: one.record.key, code: 'destination.rule' as const, detail: 'x' }] : []));
  const held = fate.flatMap((one) => (one.refused ? [] : [one.record]));
  const counts = { sent: records.length, accepted: held.length, already: 0, refused };
  const receivedAt = new Date(now).toISOString();
  return { id: randomUUID(), handoverId, destination: 'test', receivedAt, ...counts, digest: receiptDigest(held, sha256) };
}

function nextMinute(): Date {
  now += 61_000;
  return new Date(now);
}

async function open(): Promise<void> {
  // Days go by, so that the counters by day have several.
  core = await openTestCore(folder, { engines: engines(), clock: { now: nextMinute } });
  store = openSealed(join(folder, 'so-song.sqlite'));
}

const rows = <Row>(question: string) => store.prepare(question).all() as Row[];
const anyOf = (question: string) => {
  const found = rows<{ id: string }>(question);
  return found.length === 0 ? 'none' : pick(found).id;
};
const aBatch = () => anyOf('SELECT id FROM batch');
const aRecord = () => anyOf("SELECT id FROM paper_record WHERE state <> 'unknown'");
const anEntry = () => anyOf("SELECT id FROM import_entry WHERE state IN ('copy', 'locked', 'failed', 'dismissed')");
const words = () => ({
  title: `Lô ${whole(1, 99)}`,
  source: 'folder' as const,
  owner: '',
  deadline: null,
  placeCode: pick(['24133', '24169', '24169', null]),
});

let lastFile = '';

function someFile(): string {
  if (lastFile !== '' && chance(0.15)) return lastFile;
  const record = whole(1, 400);
  const name = `${pick(['', '', '', '', '', 'locked-', 'broken-'])}hs-${record}-p${whole(1, 3)}.png`;
  lastFile = join(files, chance(0.5) ? name : `${randomUUID().slice(0, 4)}-${name}`);
  writeFileSync(lastFile, randomUUID());
  return lastFile;
}

async function decideSomething(): Promise<unknown> {
  const record = await core.client.record.open({ id: aRecord() });
  if (record.values.length === 0) return null;
  // Often the whole record, so that some are verified and can be handed over.
  const chosen = chance(0.6) ? record.values.filter(({ state }) => isOpen(state)) : [pick(record.values)];
  for (const { path } of chosen) {
    const value = (await core.client.record.open({ id: record.id })).values.find((one) => one.path === path);
    const decision = value?.value === null ? 'blank' : pick(['confirm', 'confirm', 'unreadable', 'blank', 'correct'] as const);
    const typed = decision === 'correct' ? pick([value?.value ?? '', '01/02/1990', 'Nguyễn Văn Thử', '123']) : null;
    await core.client.value
      .decide({
        recordId: record.id,
        path,
        revision: value?.revision ?? 0,
        decision,
        typed,
        overrules: pick([null, 'asOnPaper', 'compared'] as const),
      })
      .catch(() => null);
  }
  return null;
}

async function changeRows(): Promise<unknown> {
  const id = anyOf("SELECT id FROM paper_record WHERE record_type = 'household-register-book'");
  if (chance(0.5)) return core.client.record.addRow({ id, table: 'members' });
  return core.client.record.removeRow({ id, table: 'members', index: whole(0, 3) });
}

/** Nobody else may have the store open at a start: not we either. */
async function restart(): Promise<unknown> {
  store.close();
  await core.close();
  await open();
  return null;
}

/** What is done, and how often of a hundred times. */
const doings: readonly (readonly [number, () => Promise<unknown>])[] = [
  [12, async () => core.client.intake.start({ batchId: aBatch(), paths: Array.from({ length: whole(1, 3) }, someFile) })],
  [28, decideSomething],
  [8, async () => core.client.value.undo({ recordId: aRecord() })],
  [6, changeRows],
  [8, async () => core.client.page.readAgain({ id: anyOf('SELECT id FROM page') })],
  [5, async () => core.client.batch.stopReading({ id: aBatch() })],
  [5, async () => core.client.batch.goOnReading({ id: aBatch() })],
  [4, async () => core.client.job.pauseReading({ paused: chance(0.4) })],
  [8, async () => core.client.handover.start({ batchId: aBatch() })],
  [2, async () => core.client.batch.create(words())],
  [4, async () => core.client.batch.update({ id: aBatch(), ...words() })],
  [2, async () => core.client.batch.remove({ id: chance(0.5) ? aBatch() : (await core.client.batch.create(words())).id })],
  [3, async () => core.client.intake.dismiss({ entryId: anEntry() })],
  [2, async () => core.client.intake.retry({ entryId: anEntry() })],
  [2, async () => core.client.intake.takeCopy({ entryId: anEntry() })],
  [2, async () => core.client.job.stop({ id: anyOf("SELECT id FROM job WHERE state IN ('queued', 'running')") })],
  [
    1,
    async () =>
      core.client.target.create({
        ...term,
        title: 'T',
        recordType: pick([null, 'birth-certificate']),
        placeCode: pick([null, '24133', '66']),
      }),
  ],
  [1, restart],
];
const term = { total: 100, share: 0.5, from: '2026-11-01', by: '2026-12-31' };

const hat = doings.flatMap(([share], index) => Array.from({ length: share }, () => index));

async function doSomething(): Promise<string> {
  const index = pick(hat);
  // Much of it is refused, as it should be: nothing to undo, a batch that is not empty, a record that is handed over.
  const outcome = await (doings[index]?.[1] ?? restart)().then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  );
  if (chance(0.7)) await core.idle();
  return `${index} ${outcome}`;
}

test(`counters are what a full count gives, over ${operations} operations`, { timeout: 900_000 }, async () => {
  await open();
  const outcomes = new Map<string, number>();
  const states = new Set<string>();
  for (let n = 0; n < operations; n += 1) {
    const outcome = await doSomething();
    outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1);
    for (const { state } of rows<{ state: string }>('SELECT DISTINCT state FROM paper_record')) states.add(state);
    if (n % often === often - 1) {
      // Read and counted at one moment, whatever the jobs do meanwhile.
      const differences = store.transaction(() => counterDifferences(readHandleOf(store)))();
      expect({ after: `${n}: ${outcome}`, differences }).toEqual({ after: `${n}: ${outcome}`, differences: [] });
    }
    if (n % 500 === 499) await compareAnswers();
  }
  // What was tried was also done.
  expect([...doings.keys()].filter((index) => !outcomes.has(`${index} done`))).toEqual([]);
  expect([...outcomes.keys()].filter((outcome) => outcome.endsWith('unknown'))).toEqual([]);
  expect(checkStore(readHandleOf(store))).toEqual({ orphans: [], counters: [], brokenAudit: null });
  // Records stood in every state, whatever they stand in at the end.
  expect([...states].sort()).toEqual(['handedOver', 'open', 'returned', 'unknown', 'verified']);
});

/** The core's answers beside the same worked out from the rows with the domain's own functions, without the store's questions. */
async function compareAnswers(): Promise<void> {
  await core.idle();
  const batches = await allRows((window) => core.client.batch.list(window));
  const records = rows<StoredRow>('SELECT * FROM paper_record ORDER BY batch_id, sequence');
  const values = Map.groupBy(
    rows<ValueRow>('SELECT r.id AS record_id, v.* FROM field_value v JOIN paper_record r ON r.key = v.record_key'),
    ({ record_id }) => record_id,
  );
  for (const batch of batches) {
    expect(batch.counts).toEqual(countsOf(batch, records, values));
    const shown = await allRows((window) => core.client.batch.records({ id: batch.id, ...window }));
    expect(shown.map(({ id, values: all, open, worst }) => ({ id, all, open, worst }))).toEqual(
      records
        .filter(({ batch_id }) => batch_id === batch.id)
        .map(({ id }) => {
          const own = values.get(id) ?? [];
          const open = own.filter(({ state }) => isOpen(state));
          const severities = new Set(
            open.flatMap(({ findings }) => (JSON.parse(findings) as { severity: string }[]).map(({ severity }) => severity)),
          );
          const worst = (['error', 'warning', 'info'] as const).find((severity) => severities.has(severity)) ?? null;
          return { id, all: own.length, open: open.length, worst };
        }),
    );
  }
  const { today } = await core.client.workstation.state();
  const inState = (state: string) => records.filter((record) => record.state === state).length;
  expect({ open: today.open, returned: today.returned }).toEqual({
    open: inState('open') + inState('returned'),
    returned: inState('returned'),
  });
  for (const { batchId, ready, held } of await core.client.handover.preview()) {
    const sums = await Promise.all(
      held.map(async ({ reason, records: told }) => [told, (await core.client.handover.held({ batchId, reason })).total]),
    );
    expect(sums.map(([told]) => told)).toEqual(sums.map(([, listed]) => listed));
    expect(ready.records + held.reduce((sum, one) => sum + one.records, 0)).toBe(
      records.filter(({ batch_id }) => batch_id === batchId).length,
    );
  }
  const placeOf = new Map(batches.map(({ id, placeCode }) => [id, placeCode]));
  for (const target of await core.client.target.list()) {
    const counted = records.filter(
      ({ record_type, batch_id }) =>
        record_type !== null &&
        (target.recordType === null || record_type === target.recordType) &&
        // '66' is the province of both communes.
        (target.placeCode === null ||
          target.placeCode === placeOf.get(batch_id) ||
          (target.placeCode === '66' && placeOf.get(batch_id) !== null)),
    );
    const days = (column: 'created_at' | 'verified_at' | 'accepted_at') =>
      counted.flatMap((row) => (row[column] === null ? [] : [dayOf(row[column])]));
    const upTo = (day: string, all: readonly string[]) => all.filter((one) => one <= day).length;
    const [scanned, verified, accepted] = [days('created_at'), days('verified_at'), days('accepted_at')];
    expect(target.counters).toEqual({ scanned: scanned.length, verified: verified.length, accepted: accepted.length });
    expect(target.days).toEqual(
      [...new Set([...scanned, ...verified, ...accepted])]
        .sort()
        .map((day) => ({ day, scanned: upTo(day, scanned), verified: upTo(day, verified), accepted: upTo(day, accepted) })),
    );
  }
}

interface StoredRow {
  readonly id: string;
  readonly batch_id: string;
  readonly state: string;
  readonly record_type: string | null;
  readonly created_at: string;
  readonly verified_at: string | null;
  readonly accepted_at: string | null;
}
interface ValueRow {
  readonly record_id: string;
  readonly state: 'read';
  readonly findings: string;
}

const byMachine = (values: readonly ValueRow[] = []) =>
  values.length > 0 && values.every(({ state }) => !isOpen(state) && !isByPerson(state));

function countsOf({ id }: Batch, records: readonly StoredRow[], values: ReadonlyMap<string, readonly ValueRow[]>): Batch['counts'] {
  const inBatch = <Row extends { readonly batch_id: string }>(found: readonly Row[]) => found.filter(({ batch_id }) => batch_id === id);
  const pages = inBatch(rows<{ id: string; batch_id: string; state: string; findings: string }>('SELECT * FROM page'));
  const read = new Set(
    rows<{ subject: string }>("SELECT subject FROM job WHERE kind = 'read' AND state IN ('queued', 'running')").map(
      ({ subject }) => subject,
    ),
  );
  const entries = inBatch(rows<{ batch_id: string; state: string }>('SELECT * FROM import_entry'));
  const own = inBatch(records);
  const states = own.flatMap((record) => (values.get(record.id) ?? []).map(({ state }) => state));
  const inState = (state: string) => own.filter((record) => record.state === state).length;
  const waiting = pages.filter(({ state }) => state === 'waiting');
  return {
    pages: pages.length,
    pagesWaiting: waiting.filter((page) => read.has(page.id)).length,
    pagesStopped: waiting.filter((page) => !read.has(page.id)).length,
    pagesFailed: pages.filter(({ state }) => state === 'failed').length,
    pagesToRescan: pages.filter(({ findings }) => wantsRescan({ findings: JSON.parse(findings) })).length,
    entriesOpen: entries.filter(({ state }) => ['copy', 'locked', 'failed'].includes(state)).length,
    records: own.length,
    recordsOpen: inState('open'),
    recordsVerified: inState('verified'),
    recordsByMachine: own.filter(({ id: record, state }) => state === 'verified' && byMachine(values.get(record))).length,
    recordsHandedOver: inState('handedOver'),
    recordsReturned: inState('returned'),
    recordsUnknown: inState('unknown'),
    values: states.length,
    valuesOpen: states.filter(isOpen).length,
    valuesAccepted: states.filter((state) => !isOpen(state) && !isByPerson(state)).length,
    valuesDecided: states.filter(isByPerson).length,
  };
}
