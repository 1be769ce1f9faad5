import { describe, expect, it } from 'vitest';
import { findingCodes } from '#domain/finding';
import { problemCodes } from '#domain/problem';
import { filesWith, withoutComments } from './sources.ts';

/** Where a code can come from: programs and record types, not the lists of codes themselves and not the words for them. */
const sources = filesWith('.ts', '.tsx', '.mjs', '.json')
  .filter(({ path }) => /^(?:src|main|renderer|resources)\//.test(path))
  .filter(({ path }) => !/^src\/(?:domain\/(?:problem|finding)\.ts|messages\/)/.test(path))
  .map(({ path, text }) => (path.endsWith('.json') ? text : withoutComments(text)));

const unused = (codes: readonly string[]) =>
  codes.filter((code) => !sources.some((text) => [`'${code}'`, `"${code}"`, `\`${code}\``].some((quoted) => text.includes(quoted))));

describe('every code is raised somewhere', () => {
  it('of problems', () => {
    expect(unused(problemCodes)).toEqual([]);
  });

  it('of findings', () => {
    expect(unused(findingCodes)).toEqual([]);
  });
});
