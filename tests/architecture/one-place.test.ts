import { describe, expect, it } from 'vitest';
import { filesWith, withoutComments } from './sources.ts';

const ours = filesWith('.ts', '.tsx', '.mjs')
  .filter(({ path }) => /^(?:src|main)\//.test(path))
  .map(({ path, text }) => ({ path, code: withoutComments(text) }));

describe('in one place', () => {
  it('limits of tasks', () => {
    expect(ours.filter(({ code }) => /\bmegabytes:\s*\d/.test(code)).map(({ path }) => path)).toEqual(['src/children.ts']);
  });
});
