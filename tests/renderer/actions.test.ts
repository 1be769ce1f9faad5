import { describe, expect, it } from 'vitest';
import { keyCaps, matches } from '#renderer/actions/actions.ts';

const press = (key: string, more: Partial<Parameters<typeof matches>[1]> = {}) => ({
  key,
  code: '',
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...more,
});

describe('chords', () => {
  it('match the same keys and no others', () => {
    expect(matches('Ctrl+z', press('z', { ctrlKey: true }))).toBe(true);
    expect(matches('Ctrl+z', press('Z', { ctrlKey: true, shiftKey: true }))).toBe(false);
    expect(matches('Ctrl+z', press('z'))).toBe(false);
    expect(matches('1', press('1', { code: 'Digit1' }))).toBe(true);
    expect(matches('1', press('1', { ctrlKey: true }))).toBe(false);
    expect(matches('Space', press(' '))).toBe(true);
    expect(matches('F4', press('F4', { altKey: true }))).toBe(false);
  });

  it('find signs whatever shift they need, and digits under other layouts', () => {
    expect(matches('?', press('?', { shiftKey: true }))).toBe(true);
    expect(matches('Ctrl++', press('+', { ctrlKey: true, shiftKey: true }))).toBe(true);
    // The French layout has & on the key of 1.
    expect(matches('Ctrl+1', press('&', { ctrlKey: true, code: 'Digit1' }))).toBe(true);
  });

  it('are shown cap by cap', () => {
    expect(keyCaps('Ctrl+Shift+p', {})).toEqual(['Ctrl', 'Shift', 'P']);
    expect(keyCaps('Ctrl++', {})).toEqual(['Ctrl', '+']);
    expect(keyCaps('Space', { Space: 'Cách' })).toEqual(['Cách']);
  });
});
