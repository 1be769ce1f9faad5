import type { ChildProcess } from 'node:child_process';
import { constants, setPriority } from 'node:os';

/**
 * For every process in which WebAssembly works.
 * `--wasm-wrapper-tiering-budget`: V8 aborts the process now and then ("Check failed: jit_page.has_value()") when it replaces the bridge by
 * which WebAssembly calls JavaScript after 1,000 calls (`Runtime_TierUpWasmToJSWrapper`; nodejs/node#64500): with this budget it never does.
 * The bridge stays the general one, which costs nothing that can be measured beside the work behind it.
 * `--wasm-tiering-budget`: how long a function works before V8 compiles it again, faster (V8's own: 13 million). Processes that live for
 * seconds spend more on the compiler than they gain: to open the embedded database 1.6 s of processor time instead of 4.1 (decision 054).
 */
export const wasmFlags: readonly string[] = ['--wasm-wrapper-tiering-budget=2000000000', '--wasm-tiering-budget=100000000'];

/** The window comes first. Threads that the child starts inherit this. */
export function lowerPriority(child: ChildProcess): void {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_BELOW_NORMAL);
  } catch {
    // A system that does not allow it reads pages all the same.
  }
}

/** What a program needs to start on each system, and nothing that could be a secret: a child reads foreign files. */
const passedOn = [
  'PATH',
  'Path',
  'SystemRoot',
  'SYSTEMROOT',
  'windir',
  'TEMP',
  'TMP',
  'TMPDIR',
  'LANG',
  'LC_ALL',
  'TZ',
  'LD_LIBRARY_PATH',
  'NODE_V8_COVERAGE',
];

/**
 * For glibc, other systems ignore the names: it keeps an arena per thread, and what is under a threshold that grows with the biggest
 * block seen, so that pages' bitmaps stay in pieces. With both fixed a reader peaks at 290 MB instead of 470.
 */
export const leanMemory = { MALLOC_ARENA_MAX: '2', MALLOC_MMAP_THRESHOLD_: '1048576' };

export function childEnvironment(): NodeJS.ProcessEnv {
  const kept = passedOn.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]] as const]));
  return { ...Object.fromEntries(kept), ...leanMemory };
}
