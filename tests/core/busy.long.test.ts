import { type ChildProcess, spawn } from 'node:child_process';
import { afterAll, expect, test } from 'vitest';
import { openTestCore, temporaryFolder } from './fixtures.ts';

/** Eight programs that take all they can get, at the usual priority; readers run below it. */
const others: ChildProcess[] = [];
afterAll(() => {
  for (const other of others) other.kill('SIGKILL');
});

test('the samples beside eight busy programs: the same eleven records, and no page is called bad', async () => {
  const core = await openTestCore(temporaryFolder(), { readers: 2 });
  try {
    for (let each = 0; each < 8; each += 1) others.push(spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' }));
    const { batchId } = await core.client.intake.sample({});
    await core.idle();
    const { counts } = await core.client.batch.get({ id: batchId });
    expect(counts).toMatchObject({ pages: 19, pagesFailed: 0, pagesStopped: 0, pagesWaiting: 0, records: 11, recordsUnknown: 0 });
  } finally {
    await core.close();
  }
});
