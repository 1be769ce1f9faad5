import { describe, expect, it } from 'vitest';
import { kindIds } from '#domain/record-type';
import { filesWith, withoutComments } from './sources.ts';

/**
 * What only one kind does stands in its own files: `domain/fields/<kind>.ts` says what its values are, `reading/kinds/<kind>.ts` how they
 * are read. Everywhere else a kind is asked, never compared by its name, nor by another answer that happens to belong to it.
 */
const ids = kindIds.join('|');
/** Names that nothing else in the house has. */
const ownNames = kindIds.filter((id) => id.includes('-')).join('|');
const forbidden: readonly RegExp[] = [
  new RegExp(`\\bkind\\)?\\s*[!=]==?\\s*['"\`](?:${ids})['"\`]`),
  new RegExp(`['"\`](?:${ids})['"\`]\\s*[!=]==?\\s*(?:\\w+\\??\\.)*kind\\b`),
  new RegExp(`['"\`](?:${ownNames})['"\`]`),
  /\.(?:has|includes|indexOf|get)\((?:\w+\??\.)*(?:field|column)\??\.kind\b/,
  /Partial<Record<KindId\b/,
  /\beditor\s*[!=]==/,
];
const caught = (code: string) => forbidden.some((each) => each.test(withoutComments(code)));

/** The list of kinds itself, and the two tables that have a file for each. */
const tables = ['src/domain/record-type.ts', 'src/domain/fields/field-kinds.ts', 'src/reading/kinds/reading-kinds.ts'];
const isOwn = (path: string) =>
  tables.includes(path) || kindIds.some((id) => path === `src/domain/fields/${id}.ts` || path === `src/reading/kinds/${id}.ts`);

describe('field kinds answer for themselves', () => {
  it('and nobody else compares with their names', () => {
    const found = filesWith('.ts', '.tsx')
      .filter(({ path }) => /^(?:src|main)\//.test(path) && !isOwn(path))
      .flatMap(({ path, text }) => text.split('\n').flatMap((line, i) => (caught(line) ? [`${path}:${i + 1}: ${line.trim()}`] : [])));
    expect(found).toEqual([]);
  });

  it('the look-out sees the ways in which it was done before', () => {
    for (const code of [
      "if (field.kind === 'name') return true;",
      "other.field.kind !== 'text'",
      "fields.filter(({ kind }) => kind === 'purpose')",
      "'address' === field.kind",
      "new Set(['serial', 'registry-number', 'code'])",
      'numbered.has(field.kind)',
      "if (editor === 'digits' || editor === 'date') return true;",
      'const byKind: Readonly<Partial<Record<KindId, Rule>>> = {',
    ])
      expect(caught(code), code).toBe(true);
    for (const code of ["job.kind === 'import'", 'fieldKinds[field.kind].validate(value)', "// field.kind === 'name'", 'a.kind === b.kind'])
      expect(caught(code), code).toBe(false);
  });

  it('every kind has both of its files', () => {
    const paths = new Set(filesWith('.ts').map(({ path }) => path));
    expect(
      kindIds.flatMap((id) => [`src/domain/fields/${id}.ts`, `src/reading/kinds/${id}.ts`].filter((path) => !paths.has(path))),
    ).toEqual([]);
  });
});
