import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Receipt, receiptAnswers } from '#domain/delivery';
import { connectPglite } from '#engines/destination-postgres/connect-pglite';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { usualLimits } from '#engines/destination-postgres/session';
import { makeEmbeddedFolder } from '#tests/fixtures/embedded';
import { delivery, records, sha256, usualValues } from './fixtures.ts';

const never = new AbortController().signal;
const child = fileURLToPath(new URL('./deliver-child.ts', import.meta.url));

/** A destination of its own for every test that is registered beside it, and a workstation that delivers into it. */
export interface Deliverer {
  readonly folder: () => string;
  /** Starts the workstation; resolves with everything said once a line starts with `word`. */
  readonly start: (id: string, count: number, word: string) => Promise<string>;
  readonly kill: () => Promise<void>;
  readonly pid: () => number;
}

export function deliverer(): Deliverer {
  let temporary = '';
  let running: ChildProcess | null = null;
  const folder = () => join(temporary, 'destination');
  beforeEach(async () => {
    temporary = await mkdtemp(join(tmpdir(), 'so-song-kill-'));
    await makeEmbeddedFolder(folder());
  });
  afterEach(async () => {
    running?.kill('SIGKILL');
    await rm(temporary, { recursive: true, force: true });
  });
  return {
    folder,
    pid: () => running?.pid ?? 0,
    start: (id, count, word) => {
      const started = spawn(process.execPath, [child, folder(), id, String(count)], { stdio: ['ignore', 'pipe', 'pipe'] });
      running = started;
      let said = '';
      const lines = () => said.split('\n').slice(0, -1);
      return new Promise((resolve, reject) => {
        started.stdout.on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8');
          if (lines().some((line) => line.startsWith(word))) resolve(said);
        });
        started.stderr.on('data', (chunk: Buffer) => {
          said += chunk.toString('utf8');
        });
        started.once('exit', () => reject(new Error(`the child ended: ${said}`)));
      });
    },
    kill: async () => {
      const ended = new Promise((resolve) => running?.once('exit', resolve));
      running?.kill('SIGKILL');
      await ended;
    },
  };
}

/** Registers the test. `moments`: milliseconds from the beginning of a delivery; a full one takes some 400. */
export function killWhileDelivering({ folder, start, kill }: Deliverer, moments: readonly number[]): void {
  it(
    `killed while it delivers, at ${moments.length} moments, and after its receipt: all or nothing, then exactly once`,
    async () => {
      const told: { id: string; receipt: Receipt }[] = [];
      let unfinished = 0;
      for (const [round, moment] of moments.entries()) {
        const id = `round ${round}`;
        await start(id, 400, 'ready');
        await new Promise((resolve) => setTimeout(resolve, moment));
        await kill();
        const destination = openDestination({ kind: 'embedded', folder: folder() });
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
      const destination = openDestination({ kind: 'embedded', folder: folder() });
      for (const { id, receipt } of told) expect(await destination.receipt(id)).toEqual(receipt);
      const owner = connectPglite(folder(), usualLimits);
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
    },
    moments.length * 120_000,
  );
}
