/** The program that is killed while it fixes the records of a hand-over: says on standard output, one line each time, how far it is. */
import { writeSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { openWorkstation } from '#main/open-workstation';

const [dataFolder = '', batchId = ''] = process.argv.slice(2);
const core = await openWorkstation(dataFolder, { readers: 1, log: 'silent' });
void core.client.handover.start({ batchId });
for (;;) {
  const [latest] = (await core.client.handover.list({})).rows;
  if (latest) writeSync(1, `${latest.state} ${latest.records}\n`);
  await setImmediate();
}
