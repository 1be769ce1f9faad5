import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { afterStep, recipes } from './recipes.ts';
import { root } from './sources.ts';

// `recipes.long.test.ts` proves the recipes before a release; that they still fit the sources is seen at every change.

test.each(recipes)('$name: every place of the recipe is still there', ({ steps }) => {
  const texts = new Map<string, string>();
  for (const step of steps) {
    const path = join(root, step.file);
    const before = texts.get(step.file) ?? (existsSync(path) ? readFileSync(path, 'utf8') : '');
    texts.set(step.file, afterStep(step, before));
  }
  expect([...texts.values()].every((text) => text !== '')).toBe(true);
});
