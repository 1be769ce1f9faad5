import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const root = fileURLToPath(new URL('../..', import.meta.url)).replace(/[\\/]$/, '');

export interface Step {
  readonly name: string;
  /** Arguments of the Node that runs this: a script inside node_modules and what it is told. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const tool = (path: string) => `${root}/node_modules/${path}`;

export const steps = {
  types: ['neutral', 'node', 'renderer', 'e2e'].map((environment) => ({
    name: `types: ${environment}`,
    args: [tool('typescript/bin/tsc'), '-p', `tsconfig.${environment}.json`],
  })),
  biome: { name: 'Biome', args: [tool('@biomejs/biome/bin/biome'), 'check', '--error-on-warnings', '--no-errors-on-unmatched'] },
  knip: { name: 'knip', args: [tool('knip/bin/knip.js'), '--cache', '--cache-location', '.cache/knip'] },
  fastTests: { name: 'vitest (fast)', args: [tool('vitest/vitest.mjs'), 'run', '--project', 'architecture', '--project', 'unit'] },
  allTests: {
    name: 'vitest',
    args: [tool('vitest/vitest.mjs'), 'run', '--project', 'architecture', '--project', 'unit', '--project', 'slow'],
  },
  chanceTests: {
    name: 'vitest (fast, other cases of chance)',
    args: [tool('vitest/vitest.mjs'), 'run', '--project', 'unit'],
    env: { SO_SONG_SEED: 'random' },
  },
  longTests: { name: 'vitest (long)', args: [tool('vitest/vitest.mjs'), 'run', '--project', 'long'] },
  /** On the sample of an earlier run, or one that is read first. */
  longKeyboard: {
    name: 'Playwright (keyboard and mouse, ten minutes)',
    args: [tool('@playwright/test/cli.js'), 'test', '--no-deps', '--project=chromium', 'keyboard-fuzz'],
    env: { SO_SONG_FUZZ_SECONDS: '600' },
  },
  endToEnd: { name: 'Playwright', args: [tool('@playwright/test/cli.js'), 'test'] },
} as const satisfies Record<string, Step | readonly Step[]>;

/** Runs the steps one after another, all of them even after a failure, and ends the process: 0, or 1 naming what failed. */
export async function runAll(list: readonly Step[]): Promise<never> {
  const failed: string[] = [];
  for (const step of list) {
    process.stdout.write(`\n── ${step.name}\n`);
    if (!(await run(step))) failed.push(step.name);
  }
  if (failed.length > 0) process.stderr.write(`\nKhông đạt / failed: ${failed.join(', ')}\n`);
  process.exit(failed.length > 0 ? 1 : 0);
}

function run(step: Step): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, step.args, {
      cwd: root,
      env: { ...process.env, ...step.env },
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', (error) => {
      process.stderr.write(`${step.name}: ${error.message}\n`);
      resolve(false);
    });
    child.on('exit', (code) => resolve(code === 0));
  });
}
