import { defineConfig } from 'vitest/config';

const notHere = ['tests/e2e/**', '**/node_modules/**'];

/** Fast tests in every check; slow ones (real recognition, child processes, PostgreSQL, kill loops) two at a time, after them. */
export default defineConfig({
  cacheDir: '.cache/vite',
  test: {
    pool: 'forks',
    projects: [
      {
        extends: true,
        test: { name: 'architecture', include: ['tests/architecture/**/*.test.ts'], sequence: { groupOrder: 0 }, maxWorkers: 2 },
      },
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: [...notHere, 'tests/**/*.slow.test.ts', 'tests/architecture/**'],
          sequence: { groupOrder: 0 },
          maxWorkers: 2,
          testTimeout: 15_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'slow',
          include: ['tests/**/*.slow.test.ts'],
          exclude: notHere,
          sequence: { groupOrder: 1 },
          maxWorkers: 2,
          testTimeout: 180_000,
          hookTimeout: 120_000,
          teardownTimeout: 20_000,
        },
      },
    ],
  },
});
