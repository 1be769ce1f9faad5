import { describe, expect, test } from 'vitest';
import { choiceKind } from '#domain/fields/choice';
import { useTermKind } from '#domain/fields/use-term';
import { Field } from '#domain/record-type';

const field = (list: string) =>
  Field.parse({ key: 'x', kind: 'choice', list, label: { vi: 'x', en: 'x' }, face: 'front', printed: { labels: ['x'] }, export: 'x' });
const read = (list: string, raw: string) => {
  const { value, alternatives, findings } = choiceKind.interpret(raw, field(list), 'x');
  return { value, alternatives, codes: findings.filter(({ severity }) => severity !== 'info').map(({ code }) => code) };
};

describe('values answer for themselves: open lists', () => {
  test.each([
    ['nationalities', 'Việt Nam'],
    ['nationalities', 'Hàn Quốc'],
    ['relations', 'vợ'],
    ['religions', 'PHẬT GIÁO'],
    ['ethnicities', 'Ê Đê'],
    ['ethnicities', 'M’Nông'],
  ])('%s: %s is as printed', (list, raw) => expect(read(list, raw)).toEqual({ value: raw, alternatives: [], codes: [] }));

  test('a part of an entry is none: the entry is proposed, a person decides', () => {
    expect(read('nationalities', 'Việt')).toEqual({ value: 'Việt', alternatives: ['Việt Nam'], codes: ['choice.unknown'] });
    expect(read('relations', 'háu')).toMatchObject({ value: 'háu', codes: ['choice.unknown'] });
    expect(read('relations', 'háu').alternatives).toContain('cháu');
  });

  test('an entry with more behind it is none either', () => {
    expect(read('nationalities', 'Việt Nam ĐINH HỮU QUYẾT')).toMatchObject({ alternatives: ['Việt Nam'], codes: ['choice.unknown'] });
    expect(read('nationalities', 'Việt Nam ệ').codes).not.toEqual([]);
  });

  test('a list is that field’s alone: a people is no nationality, a relation no religion', () => {
    expect(read('ethnicities', 'Việt').codes).toEqual([]);
    expect(read('religions', 'Con rể').codes).toEqual(['choice.unknown']);
    expect(read('nationalities', 'Tày').codes).toEqual(['choice.unknown']);
  });

  test('what a person keeps is told, not held against him', () => {
    expect(choiceKind.validate('Cộng hòa Séc', field('nationalities'), 'x').map(({ severity }) => severity)).toEqual(['info']);
    expect(choiceKind.normalise('Cộng hòa Séc', field('nationalities'))).toBe('Cộng hòa Séc');
  });

  test.each([
    'Lâu dài',
    'Sử dụng ổn định lâu dài',
    'Đến ngày 10/06/2045',
    'Đến ngày 08 tháng 05 năm 2047',
    '50 năm',
    'Đất ở: Lâu dài; Đất nông nghiệp: Đến ngày 18/03/2053',
    'Lâu dài đối với đất ở; đến tháng 10/2043 đối với đất trồng cây lâu năm',
  ])('%s is a term of use', (raw) => expect(useTermKind.interpret(raw, field('relations'), 'x').findings).toEqual([]));

  test.each([
    ['gày 10/06/2045', 'Đến ngày 10/06/2045'],
    ['Đến ngày 10/06/2045 AA 89792399', 'Đến ngày 10/06/2045'],
    ['Lâu dài CH', 'Lâu dài'],
  ])('%s is none, and %s is proposed', (raw, proposed) => {
    const { alternatives, findings } = useTermKind.interpret(raw, field('relations'), 'x');
    expect(findings.map(({ code }) => code)).toContain('choice.unknown');
    expect(alternatives[0]).toBe(proposed);
  });

  test('H 24 is none', () => {
    expect(useTermKind.interpret('H 24', field('relations'), 'x').findings.map(({ code }) => code)).toContain('choice.unknown');
  });
});
