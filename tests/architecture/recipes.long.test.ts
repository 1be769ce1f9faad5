import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { afterStep, type Recipe, recipes, type Step } from './recipes.ts';
import { root } from './sources.ts';

// Every recipe of docs/recipes.md is followed in a copy of the sources: with all of its steps the program compiles; with one of them
// forgotten it does not, or a test says so. A place that can be forgotten in silence fails here.

/** In the repository's folder, so that packages are found from there. */
const copy = join(root, '.cache', 'recipes');
const parts = ['src', 'main', 'renderer', 'resources', 'docs', 'tests'];
const settings = ['package.json', 'tsconfig.base.json', 'vitest.config.ts', 'vite.config.ts'];
/** Programs and tests apart from the renderer, then the renderer: what a newcomer's editor checks. */
const environments = {
  node: { include: ['src', 'main'], lib: ['ES2024'], types: ['node'] },
  renderer: {
    include: ['renderer'],
    lib: ['ES2024', 'DOM', 'DOM.Iterable'],
    types: ['vite/client'],
    jsx: 'react-jsx',
    module: 'ESNext',
    moduleResolution: 'Bundler',
  },
};

beforeAll(() => {
  rmSync(copy, { recursive: true, force: true });
  mkdirSync(copy, { recursive: true });
  for (const part of [...parts, ...settings]) cpSync(join(root, part), join(copy, part), { recursive: true });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const [name, { include, ...compilerOptions }] of Object.entries(environments))
    writeFileSync(join(copy, `tsconfig.${name}.json`), JSON.stringify({ extends: './tsconfig.base.json', compilerOptions, include }));
});
afterAll(() => rmSync(copy, { recursive: true, force: true }));

test('the sources compile before anything is done to them', () => {
  expect(compilerSays()).toBe('');
});

describe.each(recipes)('$name', (recipe) => {
  test('with all of its steps', () => {
    following(recipe.steps, () => {
      expect(compilerSays()).toBe('');
      for (const seenBy of new Set(recipe.steps.flatMap((step) => step.seenBy ?? []))) expect(testPasses(seenBy), seenBy).toBe(true);
    });
  });

  test.each(recipe.steps.map((step, at) => ({ at, file: step.file })))('without step $at ($file)', ({ at }) => {
    const step = recipe.steps[at];
    const others = recipe.steps.filter((_, other) => other !== at);
    following(others, () => {
      if (step?.seenBy) expect(testPasses(step.seenBy), `${step.seenBy} sees that ${step.file} was forgotten`).toBe(false);
      else expect(compilerSays(), `the compiler sees that ${step?.file} was forgotten`).not.toBe('');
    });
  });
});

test('every recipe of the document is proved, here or where it says', () => {
  const document = readFileSync(join(root, 'docs', 'recipes.md'), 'utf8');
  const headings = [...document.matchAll(/^## (.+)$/gm)].map((match) => match[1] ?? '');
  const elsewhere = [...document.matchAll(/^## (.+)\n(?:(?!^## )[\s\S])*?Proved by `(tests\/[^`]+)`/gm)].map((match) => match[1] ?? '');
  for (const heading of headings)
    expect(elsewhere.includes(heading) || recipes.some((recipe: Recipe) => heading.toLowerCase().startsWith(recipe.name)), heading).toBe(
      true,
    );
  for (const [, file = ''] of document.matchAll(/Proved by `(tests\/[^`]+)`/g)) expect(existsSync(join(root, file)), file).toBe(true);
});

/** Does the steps, then the work, then puts everything back. */
function following(steps: readonly Step[], work: () => void): void {
  const before = new Map<string, string | null>();
  try {
    for (const step of steps) {
      const path = join(copy, step.file);
      const text = existsSync(path) ? readFileSync(path, 'utf8') : null;
      if (!before.has(path)) before.set(path, text);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, afterStep(step, text ?? ''));
    }
    work();
  } finally {
    for (const [path, text] of before) {
      if (text === null) rmSync(path);
      else writeFileSync(path, text);
    }
  }
}

/** What the compiler has against the copy; empty when nothing. */
function compilerSays(): string {
  for (const name of Object.keys(environments)) {
    const { status, stdout } = spawnSync(
      process.execPath,
      [
        join(root, 'node_modules/typescript/bin/tsc'),
        '-p',
        `tsconfig.${name}.json`,
        '--incremental',
        '--tsBuildInfoFile',
        `.${name}.tsbuildinfo`,
      ],
      { cwd: copy, encoding: 'utf8' },
    );
    if (status !== 0) return stdout;
  }
  return '';
}

function testPasses(file: string): boolean {
  const args = [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', '--project', 'architecture', file];
  return spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8', env: { ...process.env, VITEST: '' } }).status === 0;
}
