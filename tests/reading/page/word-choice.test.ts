import { describe, expect, test } from 'vitest';
import type { ReadWord } from '#reading/page/recognise';
import { chooseWords, isPlausible } from '#reading/page/word-choice';

describe('words', () => {
  const word = (text: string, confidence: number): ReadWord => ({ text, confidence, x0: 0, x1: 1, y0: 0, y1: 1, letters: [] });
  const said = (list: readonly ReadWord[]) => list.map((one) => one.text).join(' ');

  test('the surer pass decides between words that both read alike', () => {
    const first = [word('Căn', 96), word('cú', 60), word('số', 95), word('12', 90)];
    expect(said(chooseWords(first, [word('Căn', 95), word('cứ', 92), word('số', 96), word('72', 60)]))).toBe('Căn cứ số 12');
  });

  test('a syllable that may be written so wins over a slightly surer one that may not', () => {
    expect(said(chooseWords([word('Phướit', 72)], [word('Phướt', 68)]))).toBe('Phướt');
  });

  test('no word is lost or added by the second pass', () => {
    const first = [word('Niê', 80), word('Kđăm', 70)];
    expect(said(chooseWords(first, [word('Niê', 90)]))).toBe('Niê Kđăm');
    expect(said(chooseWords(first, [word('Niê', 90), word('°', 99), word('Kđăm', 70)]))).toBe('Niê Kđăm');
    expect(said(chooseWords([], [word('°', 99)]))).toBe('');
  });

  test.each(['Nguyễn', 'quỵch', '12/QĐ-UBND', 'NĐ-CP,', '"H\'Bia', 'Kđăm', '1.250,5', '(b/c);', '03/5/2012', '-'])(
    '%s may stand on paper',
    (text) => expect(isPlausible(text)).toBe(true),
  );
  test.each(['Phướit', 'nhoì°', 'GIiấy', '®9', 'lcœ'])('%s hardly', (text) => expect(isPlausible(text)).toBe(false));
});
