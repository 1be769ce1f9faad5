import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { areaToWords, numberToWords, parseNumberWords, readNumberWords } from '#domain/vietnamese/number-words';

describe('numbers in words', () => {
  it.each([
    [0, 'không'],
    [4, 'bốn'],
    [5, 'năm'],
    [10, 'mười'],
    [11, 'mười một'],
    [15, 'mười lăm'],
    [20, 'hai mươi'],
    [21, 'hai mươi mốt'],
    [24, 'hai mươi tư'],
    [25, 'hai mươi lăm'],
    [105, 'một trăm linh năm'],
    [110, 'một trăm mười'],
    [1005, 'một nghìn không trăm linh năm'],
    [2010, 'hai nghìn không trăm mười'],
    [16314.1, 'mười sáu nghìn ba trăm mười bốn phẩy một'],
    [125.25, 'một trăm hai mươi lăm phẩy hai mươi lăm'],
    [0.05, 'không phẩy không năm'],
    [13_500_000_000, 'mười ba tỷ năm trăm triệu'],
    [1_000_000_000_005, 'một nghìn tỷ không trăm linh năm'],
  ])('writes %d', (value, words) => {
    expect(numberToWords(value)).toBe(words);
    expect(parseNumberWords(words)).toBe(value);
  });

  it('comes back from words, 0 to 10^12', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000_000_000_000 }), (value) => parseNumberWords(numberToWords(value) ?? '') === value),
      { numRuns: 500 },
    );
  });

  it('comes back whatever the style, decimals too', () => {
    const style = fc.record({
      linh: fc.constantFrom('linh' as const, 'lẻ' as const),
      thousand: fc.constantFrom('nghìn' as const, 'ngàn' as const),
      decimals: fc.constantFrom('digits' as const, 'number' as const),
    });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), fc.integer({ min: 0, max: 99 }), style, (whole, cents, how) => {
        const value = (whole * 100 + cents) / 100;
        return Number(readNumberWords(numberToWords(value, how) ?? '')?.value) === value;
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Mười sáu nghìn ba trăm mười bốn phẩy một mét vuông', 16314.1],
    ['năm trăm mét vuông chẵn', 500],
    ['hai trăm lẻ bẩy', 207],
    ['một triệu rưỡi', 1_500_000],
    ['Chín ngàn không trăm mười sáu m2', 9016],
    ['ba mươi nhăm', 35],
    ['sáu mươi hai phẩy hai lăm', 62.25],
    ['năm mươi lăm', 55],
    ['MƯỜI LĂM TỶ', 15e9],
  ])('reads %s', (text, value) => {
    expect(Number(readNumberWords(text)?.value)).toBe(value);
  });

  it('tells how far the spelling was off, and mends it', () => {
    const worn = readNumberWords('Muời sáu nghin ba trâm mười bốn phấy một mét vuông');
    expect(worn).toMatchObject({ value: '16314.1', spelled: 'mười sáu nghìn ba trăm mười bốn phẩy một mét vuông' });
    expect(worn?.cost).toBeGreaterThan(0);
    expect(worn?.cost).toBeLessThan(2);
    expect(readNumberWords('Haimươi mốt nghìn mộttrăm')?.value).toBe('21100');
    expect(parseNumberWords('Haimươi')).toBeNull();
  });

  it('reads one wrong mark in any word as the same number', () => {
    const bare = (text: string) =>
      text
        .normalize('NFD')
        .replace(/[\u0300\u0301\u0303\u0309\u0323]/g, '')
        .normalize('NFC');
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999_999 }), fc.nat(), (value, which) => {
        const words = (numberToWords(value) ?? '').split(' ');
        const at = which % words.length;
        const worn = words.map((word, index) => (index === at ? bare(word) : word)).join(' ');
        const reading = readNumberWords(worn);
        return reading !== null && (reading.value === String(value) || reading.others.includes(String(value)));
      }),
      { numRuns: 300 },
    );
  });

  it.each(['', 'abc', 'mươi', 'trăm', 'một nghìn hai nghìn', 'phẩy năm', 'thửa đất số'])('answers nothing for %j', (text) => {
    expect(parseNumberWords(text)).toBeNull();
  });

  it('never throws ', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        readNumberWords(text);
        return true;
      }),
      { numRuns: 200 },
    );
  });

  it('writes areas as certificates do', () => {
    expect(areaToWords('9016')).toBe('Chín nghìn không trăm mười sáu mét vuông');
    expect(areaToWords(-1)).toBeNull();
  });
});
