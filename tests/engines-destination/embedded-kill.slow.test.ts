import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { destinationTables, type Receipt, receiptAnswers } from '#domain/delivery';
import { connectPglite } from '#engines/destination-postgres/connect-pglite';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { usualLimits } from '#engines/destination-postgres/session';
import { columnOf, delivery, records, sha256, testType, usualValues } from './fixtures.ts';

const never = new AbortController().signal;
const child = fileURLToPath(new URL('./deliver-child.ts', import.meta.url));

/** Milliseconds from the beginning of a delivery: a full one takes some 400. */
const moments = [0, 70, 140, 210, 280, 360];

describe('the embedded destination and other processes', () => {
  let folder = '';
  let running: ChildProcess | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'so-song-kill-'));
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  /** Resolves with everything said once the line starts with `word`. */
  function start(id: string, count: number, word: string): Promise<string> {
    const process_ = spawn(process.execPath, [child, folder, id, String(count)], { stdio: ['ignore', 'pipe', 'pipe'] });
    running = process_;
    let said = '';
    return new Promise((resolve, reject) => {
      process_.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
        if (
          said
            .split('\n')
            .slice(0, -1)
            .some((line) => line.startsWith(word))
        )
          resolve(said);
      });
      process_.stderr.on('data', (chunk: Buffer) => {
        said += chunk.toString('utf8');
      });
      process_.once('exit', () => reject(new Error(`the child ended: ${said}`)));
    });
  }

  async function kill(): Promise<void> {
    const ended = new Promise((resolve) => running?.once('exit', resolve));
    running?.kill('SIGKILL');
    await ended;
  }

  it(`killed while it delivers, at ${moments.length} moments, and after its receipt: all or nothing, then exactly once`, async () => {
    const told: { id: string; receipt: Receipt }[] = [];
    let unfinished = 0;
    for (const [round, moment] of moments.entries()) {
      const id = `round ${round}`;
      await start(id, 400, 'ready');
      await new Promise((resolve) => setTimeout(resolve, moment));
      await kill();
      const destination = openDestination({ kind: 'embedded', folder });
      const before = await destination.receipt(id);
      unfinished += before === null ? 1 : 0;
      const receipt = await destination.deliver(delivery(id, records(400, id)), never);
      expect(receiptAnswers(receipt, delivery(id, records(400, id)), sha256)).toBe(true);
      expect(receipt).toMatchObject({ accepted: 400, already: 0 });
      if (before !== null) expect(receipt).toEqual(before);
      told.push({ id, receipt });
      await destination.close();
    }
    expect(unfinished).toBeGreaterThan(1);
    const line = (await start('last', 50, 'receipt')).split('\n').find((one) => one.startsWith('receipt'));
    await kill();
    told.push({ id: 'last', receipt: JSON.parse(line?.slice('receipt '.length) ?? 'null') });
    const destination = openDestination({ kind: 'embedded', folder });
    for (const { id, receipt } of told) expect(await destination.receipt(id)).toEqual(receipt);
    const owner = connectPglite(folder, usualLimits);
    const [row] = await owner.transaction(
      (session) =>
        session.query(`SELECT (SELECT count(*)::integer FROM so_song.paper_record) AS records,
      (SELECT count(*)::integer FROM so_song.evidence) AS evidence, (SELECT count(*)::integer FROM so_song.receipt) AS receipts`),
      { writes: false },
    );
    const delivered = moments.length * 400 + 50;
    expect(row).toEqual({ records: delivered, evidence: delivered * usualValues.length, receipts: moments.length + 1 });
    await owner.close();
    await destination.close();
  }, 400_000);

  it('another process may not open the folder, and may once the first is gone, however it ended', async () => {
    await start('h', 1, 'receipt');
    const destination = openDestination({ kind: 'embedded', folder });
    await expect(destination.check()).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'inUse' } });
    await kill();
    expect(await destination.receipt('h')).toMatchObject({ accepted: 1 });
    await destination.close();
  }, 60_000);

  it('its own process ends in the middle of a delivery: told as a lost connection, and the next call has a new one', async () => {
    const destination = openDestination({ kind: 'embedded', folder });
    await destination.prepare(destinationTables(testType, columnOf));
    const sent = delivery('lost', records(2000, 'lost'));
    const delivering = destination.deliver(sent, never);
    await new Promise((resolve) => setTimeout(resolve, 150));
    const ended = childrenOf(process.pid).filter((each) => each.command.includes('pglite-process'));
    expect(ended).toHaveLength(1);
    for (const { pid } of ended) process.kill(pid, 'SIGABRT');
    await expect(delivering).rejects.toMatchObject({ code: 'destination.unreachable', params: { reason: 'lost' } });
    expect(await destination.receipt('lost')).toBe(null);
    expect(await destination.deliver(sent, never)).toMatchObject({ accepted: 2000, already: 0 });
    await destination.close();
    expect(childrenOf(process.pid).filter((each) => each.command.includes('pglite-process'))).toEqual([]);
  }, 60_000);

  it('no process stays behind a workstation that was killed', async () => {
    await start('h', 1, 'receipt');
    const [embedded] = childrenOf(running?.pid ?? 0);
    expect(embedded?.command).toContain('--wasm-wrapper-tiering-budget');
    await kill();
    await expect.poll(() => isRunning(embedded?.pid ?? 0), { timeout: 10_000 }).toBe(false);
  }, 60_000);

  it('a damaged folder, and a place where no folder can be, are told', async () => {
    const first = openDestination({ kind: 'embedded', folder });
    await first.prepare(destinationTables(testType, columnOf));
    await first.close();
    await truncate(join(folder, 'global', 'pg_control'), 100);
    await expect(openDestination({ kind: 'embedded', folder }).check()).rejects.toMatchObject({
      code: 'destination.refused',
      params: { reason: 'damaged' },
    });
    const file = join(folder, 'file');
    await writeFile(file, '');
    await expect(openDestination({ kind: 'embedded', folder: join(file, 'below') }).check()).rejects.toMatchObject({
      code: 'destination.refused',
      params: { reason: 'folder' },
    });
  }, 60_000);
});

/** Linux alone tells it in files, and that is where these tests run. */
function childrenOf(parent: number): { readonly pid: number; readonly command: string }[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name);
    if (!Number.isInteger(pid)) return [];
    try {
      const parentOf = Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${name}/status`, 'utf8'))?.[1]);
      return parentOf === parent ? [{ pid, command: readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ') }] : [];
    } catch {
      return [];
    }
  });
}

function isRunning(pid: number): boolean {
  return readdirSync('/proc').includes(String(pid));
}
