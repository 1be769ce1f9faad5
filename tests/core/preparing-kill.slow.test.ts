// Long, because a program is started for every kill.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from 'vitest';
import { makeEmbeddedFolder } from '#tests/fixtures/embedded';
import { decide, openTestCore, rowsOf, somePlace, temporaryFolder } from './fixtures.ts';
import { goodValues, seed, seedBatch, seedRecord } from './seed.ts';

const folder = temporaryFolder();
const count = 400;

/** Kills the program as soon as it has fixed so many records and is still at it. */
async function killAt(batchId: string, fixed: number): Promise<void> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'preparing-kill-child.ts'), folder, batchId], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const seen: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    const [state, records] = line.split(' ');
    if (seen.at(-1) !== state) seen.push(state ?? '');
    if (state === 'preparing' && Number(records) < fixed) continue;
    child.kill('SIGKILL');
    break;
  }
  await gone;
  expect(seen, 'it was killed while it prepared').toEqual(['preparing']);
}

test('kill -9 while records are fixed: the hand-over never began, its records are open, and they go once', async () => {
  const first = await openTestCore(folder);
  const place = await somePlace(first);
  await first.close();
  await makeEmbeddedFolder(join(folder, 'destination'));
  const { batchId, records } = seed(folder, (write) => {
    const batchId = seedBatch(write, { placeCode: place });
    const records = Array.from({ length: count }, (_, n) =>
      seedRecord(write, batchId, { state: 'verified', values: { ...goodValues, fullName: `Người ${n}` } }),
    );
    return { batchId, records };
  });
  for (const [round, fixed] of [1, count / 2].entries()) {
    await killAt(batchId, fixed);
    // What the kill left lies on the disk.
    expect(rowsOf(folder, 'SELECT state FROM handover')).toEqual([{ state: 'preparing' }]);
    expect(Number(rowsOf(folder, 'SELECT count(*) AS n FROM handover_record')[0]?.n)).toBeGreaterThanOrEqual(fixed);
    const core = await openTestCore(folder);
    try {
      expect((await core.client.handover.list({})).rows).toEqual([]);
      expect(rowsOf(folder, 'SELECT * FROM handover_record')).toEqual([]);
      // Nothing is closed any more, and all of it is ready.
      await decide(core, records[round] ?? '', 'fullName', 'correct', `Người sửa ${round}`);
      const { settings } = await core.client.workstation.state({});
      await core.client.workstation.saveSettings({ ...settings, office: `Xã ${round}` });
      expect((await core.client.handover.preview()).map(({ ready }) => ready.records)).toEqual([count]);
    } finally {
      await core.close();
    }
  }
  const core = await openTestCore(folder);
  try {
    const { handoverId } = await core.client.handover.start({ batchId });
    await core.idle();
    expect(await core.client.handover.get({ id: handoverId })).toMatchObject({
      state: 'done',
      problem: null,
      receipt: { sent: count, accepted: count, already: 0, refused: [] },
    });
    expect((await core.client.handover.list({})).total).toBe(1);
  } finally {
    await core.close();
  }
});
