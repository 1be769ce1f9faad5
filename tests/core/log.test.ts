import { mkdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { openLog } from '#core/log';
import { dayOf } from '#domain/day';
import { temporaryFolder } from './fixtures.ts';

const folder = temporaryFolder();
const file = join(folder, 'logs', `${dayOf(new Date())}.log`);
const lines = () => readFileSync(file, 'utf8').trim().split('\n');

// The device answers every write with ENOSPC: a full disk without filling one. What is thrown out of a stream ends the program, and this test.
test.skipIf(process.platform !== 'linux')('a log on a full disk fails nobody, and says afterwards how much is missing', async () => {
  mkdirSync(join(folder, 'logs'), { recursive: true });
  symlinkSync('/dev/full', file);
  const log = openLog(folder, 'file');
  for (let n = 0; n < 3; n += 1) log.error('on a full disk', new Error('x'), { n });
  await setImmediate();
  rmSync(file);
  log.info('there is room');
  log.info('and again');
  expect(lines().map((line) => JSON.parse(line || 'null'))).toMatchObject([{ lost: 3 }, { msg: 'there is room' }, { msg: 'and again' }]);
});

test.skipIf(process.platform === 'win32')('its folder and files are for their owner alone', () => {
  rmSync(join(folder, 'logs'), { recursive: true, force: true });
  openLog(folder, 'file').info('mine');
  expect([join(folder, 'logs'), file].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o600]);
});

test('a folder that goes away and comes back is no matter', () => {
  const log = openLog(folder, 'file');
  log.info('one');
  rmSync(join(folder, 'logs'), { recursive: true });
  log.info('two');
  expect(lines()).toHaveLength(1);
});
