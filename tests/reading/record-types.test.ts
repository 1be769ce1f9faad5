import { describe, expect, test } from 'vitest';
import { parseRecordTypes } from '#reading/record-types';
import { typeFiles } from './paper.ts';

describe('record types are checked data', () => {
  test('the six that ship are sound', () => {
    const { types, problems } = parseRecordTypes(typeFiles);
    expect(problems).toEqual([]);
    expect(types.map((t) => t.id).sort()).toEqual([
      'birth-certificate',
      'enterprise-registration',
      'household-register-book',
      'land-certificate-2009',
      'land-certificate-2024',
      'residence-confirmation-ct07',
    ]);
  });

  const birth = () =>
    structuredClone(typeFiles.find((f) => f.path.includes('birth'))?.json) as {
      fields: Record<string, unknown>[];
      checks: Record<string, unknown>[];
    };

  test('a wrong kind is named with its place', () => {
    const json = birth();
    json.fields[2] = { ...json.fields[2], kind: 'dates' };
    const { types, problems } = parseRecordTypes([{ path: 'x/type.json', json }]);
    expect(types).toEqual([]);
    expect(problems[0]).toMatchObject({ path: 'x/type.json', message: expect.stringContaining('fields[2].kind') });
  });

  test('names that lead nowhere are told', () => {
    const json = birth();
    json.checks.push({ rule: 'idSex', id: 'personalNumber', sex: 'sex' });
    json.fields[0] = { ...json.fields[0], face: 'rear' };
    const { problems } = parseRecordTypes([{ path: 'x/type.json', json }]);
    expect(problems.map((p) => p.message).join('\n')).toContain('no field "personalNumber"');
    expect(problems.map((p) => p.message).join('\n')).toContain('no face "rear"');
  });

  test('the same version twice, a broken expression, a file that is no type', () => {
    const json = birth();
    json.fields[1] = { ...json.fields[1], pattern: '(' };
    expect(parseRecordTypes([{ path: 'a', json }]).problems[0]?.message).toContain('fields[1].pattern');
    expect(
      parseRecordTypes([
        { path: 'a', json: birth() },
        { path: 'b', json: birth() },
      ]).problems[0]?.path,
    ).toBe('b');
    expect(parseRecordTypes([{ path: 'a', json: 'text' }]).problems.length).toBe(1);
  });
});
