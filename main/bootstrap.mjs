/**
 * The door of every npm script: `node main/bootstrap.mjs <start|demo|cli|check|test|bench> [args…]`.
 * Plain JavaScript for Node 20 with nothing installed. Does the set-up that is missing, says so on standard error only, and runs the
 * program under the pinned Node with the same input, output, signals and exit code.
 */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { ensureDependencies, pinnedNode } from './setup/dependencies.mjs';
import { hold } from './setup/pass-through.mjs';
import { ensureRenderer } from './setup/renderer.mjs';
import { root } from './setup/root.mjs';

const programs = {
  start: 'main/start.ts',
  demo: 'main/cli/demo.ts',
  cli: 'main/cli/cli.ts',
  check: 'main/setup/check.ts',
  test: 'main/setup/test.ts',
  bench: 'tests/bench/bench.ts',
};

const [command = '', ...args] = process.argv.slice(2);
if (!Object.hasOwn(programs, command)) {
  process.stderr.write(`node main/bootstrap.mjs <${Object.keys(programs).join('|')}> [...]\n`);
  process.exit(1);
}

try {
  await ensureDependencies();
  if (command === 'start' || command === 'test' || args.includes('--open')) await ensureRenderer();
} catch (error) {
  process.stderr.write(`\nKhông chuẩn bị được phần mềm. / The set-up failed.\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(2);
}

// What Node made of the sources is kept for the next start of any program: it halves the processor time until one answers.
process.env.NODE_COMPILE_CACHE ??= join(root, '.cache', 'compiled');
await hold(pinnedNode(), [...nodeOptions(), `${root}/${programs[command]}`, ...args], { cwd: workingFolder() });

/** Small young generations: V8 clears them in a few milliseconds, so that no call waits for it, and they hold some 60 MB less. */
function nodeOptions() {
  return ['--disable-warning=ExperimentalWarning', '--max-semi-space-size=4'];
}

/** npm runs scripts in the package's folder; the paths a person types to the CLI are meant from where they stand. */
function workingFolder() {
  const from = process.env.INIT_CWD;
  if (command !== 'cli' || !from) return process.cwd();
  try {
    return realpathSync(process.cwd()) === realpathSync(root) ? realpathSync(from) : process.cwd();
  } catch {
    return process.cwd();
  }
}
