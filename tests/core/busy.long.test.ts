import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { openTestCore, temporaryFolder } from './fixtures.ts';

/** Eight programs that take all they can get, at the usual priority; readers run below it. */
const others: ChildProcess[] = [];
afterAll(() => {
  for (const other of others) other.kill('SIGKILL');
});

/** The samples as they are read now: what was counted, and every value of every record. */
async function readSamples() {
  const core = await openTestCore(temporaryFolder(), { readers: 2 });
  try {
    const { batchId } = await core.client.intake.sample({});
    await core.idle();
    const { counts } = await core.client.batch.get({ id: batchId });
    const rows = (await core.client.batch.records({ id: batchId })).rows;
    const records = await Promise.all(rows.map(({ id }) => core.client.record.open({ id })));
    const values = records.map(
      ({ recordType, values }) => `${recordType}: ${values.map(({ path, value, state }) => `${path} ${value} ${state}`).join(', ')}`,
    );
    return { counts, values: values.sort() };
  } finally {
    await core.close();
  }
}

test('the samples beside eight busy programs: the same eleven records, and no page is called bad', async () => {
  const alone = await readSamples();
  expect(alone.values).toHaveLength(11);
  for (let each = 0; each < 8; each += 1) others.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
  const beside = await readSamples();
  expect(beside.counts).toMatchObject({ pages: 19, pagesFailed: 0, pagesStopped: 0, pagesWaiting: 0, records: 11, recordsUnknown: 0 });
  expect(beside).toEqual(alone);
});
