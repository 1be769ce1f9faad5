import { describe, expect, test } from 'vitest';
import { findingCodes } from '#domain/finding';
import { type ProblemCode, problemCodes, problemKinds } from '#domain/problem';
import { findings } from '#messages/findings';
import { renderFinding, renderProblem } from '#messages/render';

const vietnamese = /[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]/i;
const bad = /undefined|null|NaN|\[object|\{|\}/;

/** A recognisable value for every parameter that the code declares. */
function sampleParams(code: ProblemCode): Record<string, string | number> {
  const shape = Object.keys(problemKinds[code].params.shape);
  return Object.fromEntries(
    shape.map((key) => [key, problemKinds[code].params.safeParse({ ...allStrings(shape), [key]: 7 }).success ? 7 : `X-${key}`]),
  );
}
const allStrings = (shape: readonly string[]) => Object.fromEntries(shape.map((key) => [key, numeric.has(key) ? 1 : 'x']));
const numeric = new Set([
  'megapixels',
  'seconds',
  'pages',
  'found',
  'known',
  'megabytes',
  'arrived',
  'files',
  'records',
  'byMachine',
  'overruled',
]);

describe('every problem', () => {
  test.each(problemCodes)('%s says what happened and what to do, in both languages', (code) => {
    const problem = { code, params: sampleParams(code) };
    expect(problemKinds[code].params.safeParse(problem.params).success).toBe(true);
    const vi = renderProblem(problem, 'vi');
    const en = renderProblem(problem, 'en');
    for (const text of [vi.what, vi.next, en.what, en.next]) {
      expect(text).toBe(text.normalize('NFC'));
      expect(text).not.toMatch(bad);
      expect(text).toMatch(/[.;:?!]$/);
    }
    expect(vi.what).toMatch(vietnamese);
    expect(vi.next).toMatch(vietnamese);
    expect(en.what).not.toBe(vi.what);
    expect(en.next).not.toBe(vi.next);
  });

  test('says the same parameters in both languages', () => {
    for (const code of problemCodes) {
      const params = sampleParams(code);
      const said = (language: 'vi' | 'en') => {
        const { what, next } = renderProblem({ code, params }, language);
        return Object.values(params).map((value) => `${what} ${next}`.includes(String(value)));
      };
      expect(said('vi'), code).toEqual(said('en'));
    }
  });

  test('a missing parameter never shows as undefined', () => {
    for (const code of problemCodes) {
      for (const language of ['vi', 'en'] as const) {
        const { what, next } = renderProblem({ code, params: {} }, language);
        expect(`${what} ${next}`, code).not.toMatch(/undefined/);
      }
    }
  });
});

test('every word of a destination that engines know is said in plain words', () => {
  const reasons = {
    'destination.unreachable': ['host', 'connection', 'lost', 'timeout', 'starting', 'tooManyConnections'],
    'destination.refused': [
      'login',
      'database',
      'tls',
      'rights',
      'readOnly',
      'serverTooOld',
      'encoding',
      'schemaNewer',
      'notPrepared',
      'columnType',
      'diskFull',
      'inUse',
      'damaged',
      'folder',
      'busy',
      'conflict',
      'other',
    ],
  } as const;
  for (const code of ['destination.unreachable', 'destination.refused'] as const) {
    for (const reason of reasons[code]) {
      const { what, next } = renderProblem({ code, params: { reason } }, 'vi');
      expect(what, reason).not.toContain(reason);
      expect(`${what} ${next}`).toMatch(vietnamese);
      expect(renderProblem({ code, params: { reason } }, 'en').what).not.toMatch(vietnamese);
    }
    expect(renderProblem({ code, params: { reason: 'constructor' } }, 'vi').what).toMatch(/constructor|từ chối/);
  }
});

describe('every finding', () => {
  test.each(findingCodes)('%s is one short sentence in both languages', (code) => {
    const vi = renderFinding({ code, params: {} }, 'vi');
    const en = renderFinding({ code, params: {} }, 'en');
    for (const text of [vi, en]) {
      expect(text).toBe(text.normalize('NFC'));
      expect(text).not.toMatch(bad);
      expect(text.length).toBeGreaterThan(5);
      expect(text.length).toBeLessThan(90);
    }
    expect(vi).toMatch(vietnamese);
    expect(en).not.toBe(vi);
  });

  test('tells what it knows', () => {
    expect(renderFinding({ code: 'id.sex', params: { expected: 'Nữ' } }, 'vi')).toContain('Nữ');
    expect(renderFinding({ code: 'id.birthYear', params: { expected: 1968 } }, 'en')).toContain('1968');
    expect(renderFinding({ code: 'date.words', params: { found: '2006-03-11', expected: '2006-03-10' } }, 'vi')).toContain('10/03/2006');
    expect(renderFinding({ code: 'area.words', params: { found: '1250', expected: '1250.5' } }, 'vi')).toContain('1.250,5');
    expect(renderFinding({ code: 'area.words', params: { found: '1250', expected: '1250.5' } }, 'en')).toContain('1,250.5');
    expect(renderFinding({ code: 'value.proposal', params: { found: 'O66', expected: '066', reason: 'digits' } }, 'vi')).toContain(
      'O66 → 066',
    );
    expect(Object.keys(findings.vi)).toEqual(Object.keys(findings.en));
  });
});
