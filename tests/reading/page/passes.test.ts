import { describe, expect, test } from 'vitest';
import { isByFigures, networkOf, passBy, passLike, passOfLine, sameText, vote } from '#reading/page/passes';

describe('passes', () => {
  test('a pass says which network gave it; what stands for one stands for itself', () => {
    expect(networkOf(passBy('vie-careful', 'tall', 'A', 90))).toBe('vie-careful');
    expect(networkOf(passBy('vie-careful', 'soft', 'A', 90))).toBe('vie-careful');
    expect(networkOf(passBy('eng', 'tall', '1', 90))).toBe('eng');
    const others = [passOfLine('A', 90), passLike('witness', 'A', 90), passLike('elsewhere', 'A', 90), passLike('figures', 'A', 90)];
    expect(new Set(others.map(networkOf)).size).toBe(4);
    expect(others.map(isByFigures)).toEqual([false, false, false, true]);
  });

  test('texts are the same but for spaces, and for nothing else', () => {
    expect(sameText('Chủ hộ', 'Chủhộ')).toBe(true);
    expect(sameText(' 12  345 ', '12345')).toBe(true);
    expect(sameText('Nguyễn', 'Nguyên')).toBe(false);
    expect(sameText('An', 'an')).toBe(false);
  });

  const pass = (text: string, confidence: number) => passBy('eng', 'tall', text, confidence);

  test('most votes win, however sure one alone is', () => {
    expect(vote([pass('72', 99), pass('972', 60), pass('97 2', 70)]).text).toBe('97 2');
  });

  test('among equals the surest wins, then the first', () => {
    expect(vote([pass('A', 60), pass('B', 80)]).text).toBe('B');
    expect(vote([pass('A', 80), pass('B', 80)]).text).toBe('A');
    expect(vote([pass('A', 10)]).text).toBe('A');
  });
});
