import { describe, expect, test } from 'vitest';
import { searchSteps, searchTokens, searchWords } from '#domain/record-search';

const short = (...values: string[]) => searchTokens(values.map((value) => ({ value, long: false })));
const expressions = (text: string) => searchSteps(text, () => []).map(({ expression }) => expression);

describe('tokens of a record', () => {
  test('are its words as written, without marks where they have any, and those in a row', () => {
    expect(short('Y Bhĭt Mlô')).toEqual(['ay', 'abhĭt', 'bbhit', 'pppy·bhit', 'amlô', 'bmlo', 'pppbhit·mlo']);
    expect(searchTokens([{ value: 'Hoà Phú', long: true }])).toEqual(['chòa', 'dhoa', 'cphú', 'dphu', 'ppphoa·phu']);
    expect(searchWords(short('Y Bhĭt Mlô', '066090001234'))).toEqual(['y', 'bhit', 'mlo']);
  });

  test('a name with an apostrophe is also two words', () => {
    expect(short("H'Bia")).toEqual(['ahbia', 'ah', 'abia', 'ppph·bia']);
  });

  test('a number is there from its end too, and in one piece', () => {
    expect(short('AA 01234567')).toEqual(['aaa', 'a01234567', 'e76543210', 'pppaa·01234567', 'aaa01234567']);
  });

  test('đ, ƀ and taken-apart letters are letters like others', () => {
    expect(short('Đắk Ƀlŭ'.normalize('NFD'))).toEqual(short('Đắk Ƀlŭ'));
    expect(short('Đắk')).toEqual(['ađắk', 'bdak']);
  });
});

describe('steps of a search', () => {
  test('as typed first where marks were typed', () => {
    expect(expressions('nghị')).toEqual([
      '"anghị"',
      '"anghị"*',
      '"cnghị"',
      '"cnghị"*',
      '("anghi" OR "bnghi")',
      '("anghi"* OR "bnghi"*)',
      '("cnghi" OR "dnghi")',
      '("cnghi"* OR "dnghi"*)',
    ]);
  });

  test('what is typed is never taken as a language', () => {
    expect(expressions('a" OR "b* NOT')[0]).toBe('"aa" AND "aor" AND "ab" AND "anot" AND "pppa·or" AND "pppor·b" AND "pppb·not"');
    for (const nothing of ['%%', '\\%', '’’', '""', '']) expect(expressions(nothing)).toEqual([]);
  });

  test('a value fits by words in a row, the last of them begun', () => {
    const fits = (text: string, value: string) => searchSteps(text, () => []).map((step) => step.fits(value));
    expect(fits('thị ngh', 'ĐỖ THỊ NGHỊ')).toEqual([false, true, false, true, false, true, false, true]);
    expect(fits('đỗ nghị', 'ĐỖ THỊ NGHỊ').some(Boolean)).toBe(false);
    expect(fits("H'Bia", 'H’Bia Niê')[0]).toBe(true);
    expect(fits('1234', '066090001234').some(Boolean)).toBe(true);
  });
});
