import { spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openScanner } from '#engines/scanner-sane/scanner-sane';
import type { Workstation } from '#main/open-workstation';
import type { Scanner } from '#ports';
import { codeOf, enginesWith, makeBatch, openTestCore, temporaryFolder } from './fixtures.ts';

// The scanner is SANE's own `test` device behind the real scanimage: a feeder of ten sheets.

const folder = temporaryFolder();
const config = temporaryFolder();
const env = { SANE_CONFIG_DIR: config };
const profile = { resolution: 75, colour: 'lineart' as const, source: 'Automatic Document Feeder' };
let scanner: Scanner = openScanner({ env });
let core: Workstation;

beforeAll(async () => {
  if (spawnSync('scanimage', ['--version']).error) throw new Error('scanimage is missing: install the Debian package sane-utils');
  writeFileSync(join(config, 'dll.conf'), 'test\n');
  writeFileSync(join(config, 'test.conf'), 'number_of_devices 1\n');
  const current: Scanner = { devices: (signal) => scanner.devices(signal), scan: (...args) => scanner.scan(...args) };
  core = await openTestCore(folder, { engines: enginesWith(folder, () => ({ scanner: current })) });
  await core.client.job.pauseReading({ paused: true });
});
afterAll(() => core.close());

async function scan(device = 'test:0') {
  const batchId = await makeBatch(core);
  const { jobId } = await core.client.scanner.scan({ batchId, device, profile });
  await core.idle();
  return {
    batchId,
    job: await core.client.job.get({ id: jobId }),
    pages: (await core.client.batch.pages({ id: batchId })).rows,
    entries: (await core.client.batch.entries({ id: batchId })).rows,
  };
}

describe('scanning into a batch', () => {
  test('to the end of the paper: every sheet is a page, in its order, also those that look the same', async () => {
    expect(await core.client.scanner.devices()).toMatchObject([{ id: 'test:0', sources: ['Flatbed', 'Automatic Document Feeder'] }]);
    const { job, pages, entries } = await scan();
    expect(job).toMatchObject({ kind: 'scan', state: 'done', problem: null });
    expect(pages).toHaveLength(10);
    expect(pages.map((page) => page.fileName.slice(-8))).toEqual(
      Array.from({ length: 10 }, (_, n) => `${String(n + 1).padStart(4, '0')}.tif`),
    );
    expect(new Set(entries.map((entry) => entry.state))).toEqual(new Set(['taken']));
  });

  test('a jam is told, and costs no sheet that was scanned before it', async () => {
    const jammed = join(config, 'jammed');
    // Three good sheets, then what SANE calls a paper jam.
    writeFileSync(
      jammed,
      '#!/bin/sh\ncase "$*" in *--batch=*) ;; *) exec scanimage "$@" ;; esac\nscanimage "$@" --batch-count=3 || exit $?\nexec scanimage "$@" --batch-start=4 --read-return-value=SANE_STATUS_JAMMED\n',
    );
    chmodSync(jammed, 0o755);
    scanner = openScanner({ env, command: jammed });
    const { job, pages, batchId } = await scan();
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'scanner.jammed', params: { device: 'test:0' } } });
    expect(pages).toHaveLength(3);
    expect((await core.client.batch.get({ id: batchId })).counts).toMatchObject({ pages: 3, entriesOpen: 0 });
    scanner = openScanner({ env });
  });

  test('a scanner that is not there, and a batch that is not there', async () => {
    const { job, pages } = await scan('test:7');
    expect(job).toMatchObject({ state: 'failed', problem: { code: expect.stringMatching(/^scanner\./) } });
    expect(pages).toEqual([]);
    expect(await codeOf(core.client.scanner.scan({ batchId: 'nowhere', device: 'test:0', profile }))).toBe('batch.notFound');
    expect(await codeOf(core.client.scanner.scan({ batchId: 'x', device: '', profile }))).toBe('input.invalid');
  });

  test('stopped in the middle keeps the sheets it has', async () => {
    const batchId = await makeBatch(core);
    const { jobId } = await core.client.scanner.scan({ batchId, device: 'test:0', profile });
    await expect.poll(async () => (await core.client.job.get({ id: jobId })).done, { timeout: 20_000, interval: 10 }).toBeGreaterThan(0);
    await core.client.job.stop({ id: jobId });
    await core.idle();
    const pages = (await core.client.batch.pages({ id: batchId })).rows;
    expect(await core.client.job.get({ id: jobId })).toMatchObject({ state: 'stopped' });
    expect(pages.length).toBeGreaterThan(0);
    expect((await core.client.batch.entries({ id: batchId })).rows.map((entry) => entry.state)).toEqual(pages.map(() => 'taken'));
  });
});
