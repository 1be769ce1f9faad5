/**
 * Search key: lower case, no marks, đ as d, no apostrophes, single spaces. `Cư M’gar` → `cu mgar`. Idempotent.
 * SQLite's remove_diacritics does not fold đ: databases store this in a column of its own.
 */
export function fold(text: string): string {
  let key = '';
  for (const char of text) {
    const folded = known.get(char) ?? learn(char);
    // Spaces collapse as they come; none at the start.
    if (folded !== ' ') key += folded;
    else if (key !== '' && !key.endsWith(' ')) key += ' ';
  }
  return key.endsWith(' ') ? key.slice(0, -1) : key;
}

/** Search key without spaces and punctuation, for names that are written in more than one way (`Krông A Na`, `Krông Ana`). */
export function foldTight(text: string): string {
  let key = '';
  for (const char of text) key += tight.get(char) ?? learnTight(char);
  return key;
}

const tight = new Map<string, string>();

function learnTight(char: string): string {
  const folded = fold(char).replace(/[^\p{L}\p{N}]/gu, '');
  if (tight.size < 5000) tight.set(char, folded);
  return folded;
}

const letters: Readonly<Record<string, string>> = { đ: 'd', ð: 'd', ɖ: 'd', ƀ: 'b', ı: 'i', ł: 'l', ø: 'o' };
const dropped = /[\p{M}\p{Cf}'\u2018\u2019\u201B\u02BC\u02B9\u02BB\u00B4\u0060\u2032\uFF07]/gu;
const known = new Map<string, string>();

/** A letter is worked out once: whole-country lists of names are folded in a few milliseconds. */
function learn(char: string): string {
  let folded = char;
  for (let round = 0; round < 3; round++) {
    folded = [...folded.normalize('NFKD').toLowerCase().normalize('NFKD').replace(dropped, '')]
      .map((letter) => letters[letter] ?? letter)
      .join('');
  }
  if (/^[\s\p{Cc}\p{Z}]+$/u.test(folded)) folded = ' ';
  if (known.size < 5000) known.set(char, folded);
  return folded;
}
