import { expect, it } from 'vitest';
import { type FindingCode, finding, namingEachOther } from '#domain/finding';

const say = (code: FindingCode, path: string | null, params = {}) => finding(code, 'warning', path, params);
const partners = (...findings: Parameters<typeof namingEachOther>[0]) => namingEachOther(findings).map((one) => one.with ?? null);

it('a contradiction names the other values that take part in it, whatever each is called for the other', () => {
  expect(partners(say('id.sex', 'id', { found: 'Nữ' }), say('id.sex', 'sex', { found: 'Nữ' }))).toEqual([['sex'], ['id']]);
  expect(
    partners(say('head.differs', 'head', { found: 'A', other: 'B' }), say('head.differs', 'rows[0].name', { found: 'B', other: 'A' })),
  ).toEqual([['rows[0].name'], ['head']]);
  expect(partners(...['a', 'b', 'c'].map((path) => say('person.twice', path, { found: '1' })))).toEqual([
    ['b', 'c'],
    ['a', 'c'],
    ['a', 'b'],
  ]);
});

it('what is said of one value, of the record, or in other words names nobody', () => {
  expect(partners(say('code.year', 'date', { found: '1990' }))).toEqual([null]);
  expect(
    partners(say('area.parts', 'form', { found: '9', expected: '7' }), say('area.parts', 'use', { found: '9', expected: '8' })),
  ).toEqual([null, null]);
  expect(partners(say('qr.unreadable', null), say('qr.unreadable', null))).toEqual([null, null]);
});
