import { closeSync, mkdirSync, openSync, readFileSync, rmSync, statSync, utimesSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from './root.mjs';

/** A holder that has not touched its file for so long is dead or asleep beyond waiting for. */
const staleMilliseconds = 20_000;
const beatMilliseconds = 2_000;

/** Does the work while no other process on this machine does set-up work in this folder; waits for its turn. */
export async function oneAtATime(work) {
  const file = join(root, '.cache', 'setup.lock');
  mkdirSync(join(root, '.cache'), { recursive: true });
  await take(file);
  const beat = setInterval(() => touch(file), beatMilliseconds);
  beat.unref();
  try {
    return await work();
  } finally {
    clearInterval(beat);
    rmSync(file, { force: true });
  }
}

async function take(file) {
  const since = Date.now();
  let told = false;
  while (!create(file)) {
    if (isStale(file)) takeAway(file);
    if (!told && Date.now() - since > 2_000) {
      told = true;
      process.stderr.write('Đang chờ một lần chuẩn bị khác xong… / Waiting for another set-up to finish…\n');
    }
    await wait(150);
  }
}

function create(file) {
  try {
    const handle = openSync(file, 'wx');
    writeSync(handle, String(process.pid));
    closeSync(handle);
    return true;
  } catch (error) {
    // Windows answers EPERM or EACCES while a file of that name is being deleted.
    if (['EEXIST', 'EPERM', 'EACCES', 'EBUSY'].includes(error.code)) return false;
    throw error;
  }
}

function isStale(file) {
  try {
    if (Date.now() - statSync(file).mtimeMs > staleMilliseconds) return true;
    const pid = Number(readFileSync(file, 'utf8'));
    // 0: created a moment ago and not yet written.
    return pid > 0 && !isAlive(pid);
  } catch {
    return false;
  }
}

function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Two that wait must not both take a stale file away, the second one taking the first one's new file: so this has its own turn. */
function takeAway(file) {
  const turn = `${file}.stale`;
  if (!create(turn)) {
    try {
      if (Date.now() - statSync(turn).mtimeMs > staleMilliseconds) rmSync(turn, { force: true });
    } catch {}
    return;
  }
  if (isStale(file)) rmSync(file, { force: true });
  rmSync(turn, { force: true });
}

function touch(file) {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {}
}
