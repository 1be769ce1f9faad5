import { describe, expect, test } from 'vitest';
import { type Field, type KindId, kindIds } from '#domain/record-type';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { context, place, types } from '../paper.ts';

const fieldOf = (kind: KindId): Field => {
  const some = types[0]?.fields[0];
  if (!some) throw new Error('no types');
  return { ...some, kind, pattern: null, handwritten: false };
};
const kindsWhere = (has: (kind: KindId) => boolean) => kindIds.filter(has);

describe('field kinds say how they are read', () => {
  test('figures go to the network for figures, words to the one that knows Vietnamese', () => {
    expect(kindsWhere((kind) => readingKinds[kind].secondNetwork('123') === 'eng')).toEqual([
      ...[
        'date',
        'year',
        'area',
        'money',
        'number',
        'personal-number',
        'id-number',
        'tax-code',
        'serial',
        'plot-number',
        'registry-number',
        'code',
      ],
    ]);
    for (const kind of ['serial', 'registry-number', 'code'] as const)
      expect(readingKinds[kind].secondNetwork('BĐ 392893')).toBe('vie-careful');
  });

  test('where one sure pass is enough: choices, and wordings that registers repeat', () => {
    expect(kindsWhere((kind) => readingKinds[kind].isClosed('whatever stands there'))).toEqual(['sex', 'choice', 'use-form']);
    expect(readingKinds.text.isClosed('Chủ hộ')).toBe(true);
  });

  test('figures have no diacritics to hold against the ink', () => {
    expect(kindsWhere((kind) => readingKinds[kind].diacritics === null)).toEqual([
      ...[
        'date',
        'year',
        'sex',
        'choice',
        'area',
        'money',
        'number',
        'personal-number',
        'id-number',
        'tax-code',
        'plot-number',
        'use-form',
      ],
    ]);
  });

  test('a reading that lost one of two equal figures is told from the whole', () => {
    const { hasLost } = readingKinds['plot-number'];
    expect(hasLost('129', '1129')).toBe(true);
    expect(hasLost('119', '1129')).toBe(false);
    expect(hasLost('1129', '129')).toBe(false);
    expect(readingKinds.money.hasLost('129', '1129')).toBe(false);
  });

  test('what was lost makes a value less likely', () => {
    const likelier = (kind: KindId, one: string, other: string) =>
      expect(readingKinds[kind].likelihood(one, context)).toBeGreaterThan(readingKinds[kind].likelihood(other, context));
    likelier('date', '2010-02-20', '2010');
    likelier('area', '38963.44', '38963');
    likelier('name', 'Nguyễn Văn An', 'Nguyxn Vbn An');
    likelier('address', 'xã Ea Kao, tỉnh Đắk Lắk', 'xq Ea Kxo, tỉnh Đzk Lzk');
    likelier('text', 'Đến ngày 20 tháng 08 năm 2057', 'Đến ngày 20 tháng 08 năm 2957');
  });

  test('no day is the 32nd, no month the thirteenth, no text a single letter, no date without its day', () => {
    const isPossible = (kind: KindId, value: string, raw = value) =>
      readingKinds[kind].isPossible({ value, raw, field: fieldOf(kind), located: place('x', raw), clear: false });
    expect(isPossible('text', 'Đến ngày 31 tháng 12 năm 2057')).toBe(true);
    expect(isPossible('text', 'Đến ngày 32 tháng 12 năm 2057')).toBe(false);
    expect(isPossible('text', 'Đến ngày 31 tháng 13 năm 2057')).toBe(false);
    expect(isPossible('address', 'A')).toBe(false);
    expect(isPossible('date', '2010-02-20', '20/02/2010')).toBe(true);
    expect(isPossible('date', '2010', '2010')).toBe(false);
  });

  test('a name of one word has lost the other', () => {
    const isWhole = (value: string) => readingKinds.name.isWhole(value, context);
    expect(['NGUYỄN AN', 'Y Bhăm', 'H’Bia Niê'].filter(isWhole)).toHaveLength(3);
    expect(['QUÁ', 'ĐIN', 'GI'].filter(isWhole)).toEqual([]);
  });
});
