import { type ChildProcess, spawn } from 'node:child_process';
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

  it('killed while it delivers, at ten moments, and after its receipt: all or nothing, then exactly once', async () => {
    const told: { id: string; receipt: Receipt }[] = [];
    let unfinished = 0;
    for (let round = 0; round < 10; round += 1) {
      const id = `round ${round}`;
      await start(id, 400, 'ready');
      await new Promise((resolve) => setTimeout(resolve, 45 * round));
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
    expect(unfinished).toBeGreaterThan(2);
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
    expect(row).toEqual({ records: 4050, evidence: 4050 * usualValues.length, receipts: 11 });
    await owner.close();
    await destination.close();
  }, 180_000);

  it('another process may not open the folder, and may once the first is gone, however it ended', async () => {
    await start('h', 1, 'receipt');
    const destination = openDestination({ kind: 'embedded', folder });
    await expect(destination.check()).rejects.toMatchObject({ code: 'destination.refused', params: { reason: 'inUse' } });
    await kill();
    expect(await destination.receipt('h')).toMatchObject({ accepted: 1 });
    await destination.close();
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
