import { describe, expect, test } from 'vitest';
import { formatDay, formatMoment, formatNumber, formatShare, parseDay, parseNumber } from '#messages/format';

describe('numbers', () => {
  test('have a point for thousands and a comma for decimals in Vietnamese', () => {
    expect(formatNumber(1250.5, 'vi')).toBe('1.250,5');
    expect(formatNumber(1250.5, 'en')).toBe('1,250.5');
    expect(formatNumber(1000000, 'vi')).toBe('1.000.000');
  });
  test('are read back as they are written', () => {
    expect(parseNumber('1.250,5', 'vi')).toBe(1250.5);
    expect(parseNumber('12 000', 'vi')).toBe(12000);
    expect(parseNumber('1,250.5', 'en')).toBe(1250.5);
    for (const wrong of ['', 'abc', '1,2,3', '-5', '1e9']) expect(parseNumber(wrong, 'vi')).toBeNull();
  });
  test('nearly all is not all', () => {
    expect(formatShare(0.9996, 'vi')).toBe('99,9%');
    expect(formatShare(1, 'vi')).toBe('100%');
    expect(formatShare(0.925, 'vi')).toBe('92,5%');
  });
});

describe('days', () => {
  test('are dd/mm/yyyy, and as much as is known', () => {
    expect(formatDay('2026-03-05')).toBe('05/03/2026');
    expect(formatDay('2026-03')).toBe('03/2026');
    expect(formatDay('1968')).toBe('1968');
    expect(formatMoment(new Date(2026, 2, 5, 14, 7).toISOString())).toBe('05/03/2026 14:07');
  });
  test('are read in the ways people type them, and only when they exist', () => {
    for (const typed of ['5/3/2026', '05.03.2026', ' 05-03-2026 ', '05032026']) expect(parseDay(typed)).toBe('2026-03-05');
    for (const typed of ['31/02/2026', '2026-03-05', '5/13/2026', '', '5/3/26']) expect(parseDay(typed)).toBeNull();
  });
});
