import { writeSync } from 'node:fs';
import { workerData } from 'node:worker_threads';
import { memoryMark, timeMark } from './messages.ts';
import { limitMegabytes, limitMilliseconds, peakMegabytes, stretch, type Watch } from './watch.ts';

/**
 * Runs in a thread of its own beside a child's main thread, which may be deep in a decoder for seconds: ends the process when it has
 * grown over its limit, has computed for longer than it may, stands still, or when the parent is gone. Time is the processor's, not the
 * clock's: on a busy PC a good page takes minutes and computes no longer than ever. Works without signals and limits of the system, which
 * Windows has not.
 */
const { state, parent } = workerData as Watch;
const everyMs = 15;
/** A process that computes nothing for so long by the clock is stuck, however busy the PC is. */
const stillMs = 120_000;
/** Less than this is nothing: what Node's own threads do. */
const littleMs = 30;
const idle = new Int32Array(new SharedArrayBuffer(4));

let current = -1;
let begun = 0;
let moved = { computed: 0, at: 0 };

for (let round = 1; ; round++) {
  Atomics.wait(idle, 0, 0, everyMs);
  watchMemory();
  watchTime();
  if (round % 64 === 0 && !alive(parent)) end();
}

function watchMemory(): void {
  const megabytes = Math.ceil(process.memoryUsage.rss() / 1_048_576);
  if (megabytes > Atomics.load(state, peakMegabytes)) Atomics.store(state, peakMegabytes, megabytes);
  const limit = Atomics.load(state, limitMegabytes);
  if (limit > 0 && megabytes > limit) end(`${memoryMark}${megabytes}\n`);
}

function watchTime(): void {
  const limit = Atomics.load(state, limitMilliseconds);
  if (limit === 0) return;
  const now = performance.now();
  const computed = computedMs();
  const latest = Atomics.load(state, stretch);
  if (latest !== current) {
    current = latest;
    begun = computed;
    moved = { computed, at: now };
  }
  if (computed - begun > limit) end(timeMark);
  if (computed - moved.computed > littleMs) moved = { computed, at: now };
  else if (now - moved.at > stillMs) end();
}

/** Of the whole process but this thread. */
function computedMs(): number {
  const all = process.cpuUsage();
  const own = process.threadCpuUsage();
  return (all.user + all.system - own.user - own.system) / 1000;
}

function end(lastWords = ''): void {
  if (lastWords !== '') writeSync(2, lastWords);
  process.kill(process.pid, 'SIGKILL');
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
