import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { memoryMark } from './messages.ts';

/**
 * Runs in a thread of its own beside a child's main thread, which may be deep in a decoder for seconds: ends the process when it
 * has grown over its limit, and when the parent is gone. Works without signals and limits of the system, which Windows has not.
 */
export interface Watch {
  /** [0] limit in megabytes, 0 for none; [1] the most seen since it was set to 0. */
  readonly state: Int32Array;
  readonly parent: number;
}

const { state, parent } = workerData as Watch;
const everyMs = 15;
const idle = new Int32Array(new SharedArrayBuffer(4));

for (let round = 1; ; round++) {
  Atomics.wait(idle, 0, 0, everyMs);
  const megabytes = Math.ceil(process.memoryUsage.rss() / 1_048_576);
  if (megabytes > Atomics.load(state, 1)) Atomics.store(state, 1, megabytes);
  const limit = Atomics.load(state, 0);
  if (limit > 0 && megabytes > limit) {
    writeSync(2, `${memoryMark}${megabytes}\n`);
    process.kill(process.pid, 'SIGKILL');
  }
  if (round % 64 === 0 && !alive(parent)) process.kill(process.pid, 'SIGKILL');
}

function alive(pid: number): boolean {
  if (process.ppid !== pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
