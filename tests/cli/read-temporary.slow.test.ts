import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi as wait } from 'vitest';
import { rootFolder } from '#main/open-workstation';
import { scannedPdf, temporaryFolder } from '#tests/core/fixtures';

/** Where this test's runs lay what is temporary. */
const place = temporaryFolder();
const files = temporaryFolder();
const paper = join(files, 'giấy.pdf');
beforeAll(async () => {
  writeFileSync(paper, await scannedPdf(Array.from({ length: 30 }, (_, n) => `trang ${n}`)));
  writeFileSync(join(files, 'not-a-picture.jpg'), 'x');
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function read(...paths: readonly string[]): ChildProcess {
  const env = { ...process.env, TMPDIR: place, TEMP: place, TMP: place };
  return spawn(process.execPath, [join(rootFolder, 'main', 'cli', 'cli.ts'), 'read', ...paths, '--json'], { env, stdio: 'ignore' });
}

/** The runs' folders with pictures of papers in them. */
const left = () => readdirSync(place).filter((name) => name.startsWith('so-song-read-'));
const pictures = () => readdirSync(place, { recursive: true }).filter((name) => /[0-9a-f]{64}/.test(String(name)));

async function underWay(): Promise<ChildProcess> {
  const run = read(paper);
  await wait.waitUntil(() => pictures().length > 2, { timeout: 60_000, interval: 10 });
  return run;
}

test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  '%s in the middle leaves no picture behind, and ends the run as it would',
  async (signal) => {
    const run = await underWay();
    const ended = once(run, 'exit');
    run.kill(signal);
    expect(await ended).toEqual([null, signal]);
    expect(left()).toEqual([]);
  },
);

test('what kill -9 leaves is taken away by the next run, which leaves nothing itself: at its end and after an error', async () => {
  const run = await underWay();
  const ended = once(run, 'exit');
  run.kill('SIGKILL');
  await ended;
  expect(left()).toHaveLength(1);
  // One of a run that goes on stays.
  const theirs = `so-song-read-${process.pid}-abc`;
  mkdirSync(join(place, theirs));
  const failed = read(join(files, 'not-a-picture.jpg'));
  expect(await once(failed, 'exit')).toEqual([1, null]);
  expect(left()).toEqual([theirs]);
  const missing = read(join(files, 'nothing-here'));
  expect((await once(missing, 'exit'))[0]).not.toBe(0);
  expect(left()).toEqual([theirs]);
});
