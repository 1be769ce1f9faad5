import { canonicalText, straightApostrophes } from './normal.ts';

const marks = /\p{M}/gu;
const letters: Readonly<Record<string, string>> = { đ: 'd', ƀ: 'b', ı: 'i', ł: 'l', ø: 'o' };

/**
 * Search key: lower case, no marks, đ as d, no apostrophes, single spaces. `Cư M’gar` → `cu mgar`. Idempotent.
 * SQLite's remove_diacritics does not fold đ: databases store this in a column of its own.
 */
export function fold(text: string): string {
  return canonicalText(
    straightApostrophes(canonicalText(text).normalize('NFKD'))
      .toLowerCase()
      .normalize('NFD')
      .replace(marks, '')
      .replace(/[đƀıłø]/g, (letter) => letters[letter] ?? letter)
      .replace(/'/g, ''),
  );
}

/** Search key without spaces and punctuation, for names that are written in more than one way (`Krông A Na`, `Krông Ana`). */
export function foldTight(text: string): string {
  return fold(text).replace(/[^\p{L}\p{N}]/gu, '');
}
