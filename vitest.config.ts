import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { wasmFlags } from './src/engines/child-process.ts';

const notHere = ['tests/e2e/**', '**/node_modules/**'];

/** Files that are short and take long: by size, which is all that vitest knows on a fresh machine, they would be the last, one beside nothing. */
const takesLong = /\/(?:kill|bad-input|pglite|postgres-18|embedded-kill|watch)\.slow\.test\.ts$/;

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const turn = ({ project, moduleId }: TestSpecification) => 2 * project.config.sequence.groupOrder + (takesLong.test(moduleId) ? 0 : 1);
    return sorted.toSorted((one, other) => turn(one) - turn(other));
  }
}

/**
 * Fast tests in every check; slow ones (real recognition, child processes, PostgreSQL, kill loops) two at a time, after them. Long ones
 * (`*.long.test.ts`) run before a release: what `npm test` has no time for; twelve minutes on two quiet cores are wanted for it.
 * Fast files share a worker and the modules that it has loaded (`isolate: false`), which is half of their processor time: what one of them
 * sets for its whole process, it takes back.
 */
export default defineConfig({
  cacheDir: '.cache/vite',
  test: {
    pool: 'forks',
    execArgv: [...wasmFlags],
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        extends: true,
        test: {
          name: 'architecture',
          include: ['tests/architecture/**/*.test.ts'],
          exclude: ['**/*.long.test.ts'],
          isolate: false,
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          setupFiles: ['tests/property-seed.ts'],
          include: ['tests/**/*.test.ts'],
          exclude: [...notHere, 'tests/**/*.{slow,long}.test.ts', 'tests/architecture/**'],
          isolate: false,
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          setupFiles: ['tests/property-seed.ts'],
          include: ['tests/**/*.slow.test.ts'],
          exclude: notHere,
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          teardownTimeout: 20_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'long',
          include: ['tests/**/*.long.test.ts'],
          exclude: notHere,
          sequence: { groupOrder: 2 },
          maxWorkers: 1,
          testTimeout: 1_200_000,
          hookTimeout: 120_000,
          teardownTimeout: 20_000,
        },
      },
    ],
  },
});
