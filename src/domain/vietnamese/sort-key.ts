import { fold } from './fold.ts';

/**
 * A text whose order byte by byte is the order of Vietnamese dictionaries, numbers by their size (`Lô 2` before `Lô 10`): for databases,
 * which know no such order. Letters first (a ă â b …), then tones (none, huyền, hỏi, ngã, sắc, nặng), then small before capital.
 */
export function sortKey(text: string): string {
  let letters = '';
  let tones = '';
  let cases = '';
  for (const part of text.normalize('NFC').match(/\d+|\D/gu) ?? []) {
    if (/^\d/.test(part)) {
      const number = part.replace(/^0+(?=\d)/, '');
      // The length first: a longer number is the larger one.
      letters += `1${String.fromCodePoint(0x30 + number.length)}${number}`;
      continue;
    }
    const small = part.toLowerCase();
    const known = letterKeys.get(small) ?? learn(small);
    letters += known.letter;
    tones += known.tone;
    cases += small === part ? 'a' : 'b';
  }
  return `${letters}\u0001${tones}\u0001${cases}`;
}

const alphabet = ['a', 'ă', 'â', 'b', 'c', 'd', 'đ', 'e', 'ê', ...'fghijklmn', 'o', 'ô', 'ơ', ...'pqrstu', 'ư', ...'vwxyz'];
const toneOrder = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const letterKeys = new Map<string, { readonly letter: string; readonly tone: string }>();

function learn(small: string): { readonly letter: string; readonly tone: string } {
  const parts = [...small.normalize('NFD')];
  const tone = parts.find((part) => toneOrder.includes(part)) ?? '';
  const bare = parts
    .filter((part) => part !== tone)
    .join('')
    .normalize('NFC');
  const known = alphabet.includes(bare) ? bare : fold(bare);
  const place = alphabet.indexOf(known);
  // Signs and spaces stand before numbers ('1'), letters behind them ('A' and on).
  const letter = place >= 0 ? String.fromCodePoint(0x41 + place) : /\p{L}/u.test(small) ? `z${small}` : `!${small}`;
  const key = { letter, tone: String(toneOrder.indexOf(tone)) };
  if (letterKeys.size < 5000) letterKeys.set(small, key);
  return key;
}
