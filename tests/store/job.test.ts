import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { resourcesFolder } from '#main/open-workstation';
import {
  claimJob,
  countReads,
  endLeases,
  findJob,
  finishJob,
  insertJob,
  leasedReads,
  leaseReads,
  listJobs,
  requeueRunningJobs,
} from '#store/job';
import { openStore, type Store } from '#store/open-store';

const migrations = join(resourcesFolder, 'migrations');
let folder = '';
let store: Store;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'so-song-job-'));
  store = openStore(folder, migrations);
});
afterEach(() => {
  store.close();
  rmSync(folder, { recursive: true, force: true });
});

const at = '2026-11-02T03:00:00.000Z';
const queue = (id: string, subject = id, kind: 'read' | 'import' = 'read', when = at) =>
  store.write((write) =>
    insertJob(write, { id, kind, batchId: null, subject, payload: { subject }, startedBy: 'machine:importer', at: when }),
  );
const claim = (kind: 'read' | 'import' = 'read') => store.write((write) => claimJob(write, kind));
const finish = (id: string, state: 'done' | 'failed' | 'stopped' | 'queued') =>
  store.write((write) => finishJob(write, id, state, null, at));
const stateOf = (id: string) => findJob(store.read, id)?.state;

describe('jobs', () => {
  test('are taken the oldest first, and those of one moment as they came', () => {
    queue('b', 'b', 'read', '2026-11-02T03:00:01.000Z');
    queue('a1');
    queue('a2');
    queue('other', 'other', 'import', '2026-11-01T00:00:00.000Z');
    expect([claim()?.id, claim()?.id, claim()?.id, claim()]).toEqual(['a1', 'a2', 'b', null]);
    expect(claim('import')).toMatchObject({ id: 'other', state: 'running', attempts: 1, payload: { subject: 'other' } });
  });

  test('that were begun before are taken by who asks for any, not by who wants untried ones', () => {
    queue('tried');
    claim();
    finish('tried', 'queued');
    queue('new', 'new', 'read', '2026-11-02T03:00:01.000Z');
    const untried = () => store.write((write) => claimJob(write, 'read', { untried: true }))?.id;
    expect([untried(), untried(), claim()?.id]).toEqual(['new', undefined, 'tried']);
  });

  test('that wait for the same subject are one; one that runs already is not stood for', () => {
    expect([queue('one', 'page'), queue('two', 'page')]).toEqual(['one', 'one']);
    claim();
    expect(queue('three', 'page')).toBe('three');
    // The one that is cut off now leaves its work to the one that waits.
    finish('one', 'queued');
    expect([stateOf('one'), stateOf('two'), stateOf('three')]).toEqual(['stopped', undefined, 'queued']);
  });

  test('that a kill left running wait again, with their attempts, and only once for a subject', () => {
    queue('one', 'page');
    claim();
    queue('again', 'page');
    queue('import', 'import', 'import');
    claim('import');
    store.write((write) => requeueRunningJobs(write));
    expect([stateOf('one'), stateOf('again'), stateOf('import')]).toEqual([undefined, 'queued', 'queued']);
    expect(claim('import')?.attempts).toBe(2);
  });

  test('that are leased are the oldest untried ones after those kept, stay leased over a kill, and come home', () => {
    for (const id of ['a', 'b', 'c', 'd', 'e']) queue(id);
    const lease = (keep: number, most: number) => store.write((write) => leaseReads(write, { keep, most, at })).map(({ id }) => id);
    expect(lease(2, 2)).toEqual(['c', 'd']);
    expect(claim()?.id).toBe('a');
    store.write((write) => requeueRunningJobs(write));
    expect(leasedReads(store.read).map(({ id, state, leasedAt }) => [id, state, leasedAt])).toEqual([
      ['c', 'running', at],
      ['d', 'running', at],
    ]);
    expect(countReads(store.read)).toEqual({ queued: 3, running: 0, leased: 2 });
    store.write((write) => endLeases(write, ['c'], true));
    store.write((write) => endLeases(write, ['d', 'e'], false));
    expect(leasedReads(store.read)).toEqual([]);
    // What was tried, here or elsewhere, is not leased again; what nobody looked at is.
    expect(lease(0, 9)).toEqual(['b', 'c', 'e']);
    expect(findJob(store.read, 'd')).toMatchObject({ state: 'queued', attempts: 1 });
    finish('b', 'done');
    expect(findJob(store.read, 'b')).toMatchObject({ state: 'done', leasedAt: at });
    // A page that is to be read again meanwhile is read by the newer job.
    queue('newer', 'c');
    store.write((write) => endLeases(write, ['c'], true));
    expect([stateOf('c'), stateOf('newer')]).toEqual([undefined, 'queued']);
  });

  test('that are over stay as they ended', () => {
    queue('one');
    claim();
    finish('one', 'done');
    finish('one', 'failed');
    expect(findJob(store.read, 'one')).toMatchObject({ state: 'done', finishedAt: at, problem: null });
    expect(listJobs(store.read, '2026-01-01')).toEqual([]);
  });
});

describe('a data folder', () => {
  test('that is a file, or in one, cannot be opened', () => {
    const file = join(folder, 'file');
    writeFileSync(file, 'x');
    for (const path of [file, join(file, 'below')]) {
      expect(() => openStore(path, migrations)).toThrow(expect.objectContaining({ code: 'folder.unreadable', params: { name: path } }));
    }
  });
});
