import { splitTone } from './tone.ts';

/** What recognition takes for what. Suggestions only: nothing is replaced without a finding. */

/** Letters and signs that stand for a digit on worn paper, with the digit. */
export const digitLookAlikes: Readonly<Record<string, string>> = {
  O: '0',
  o: '0',
  D: '0',
  U: '0',
  Q: '0',
  Ơ: '0',
  Ô: '0',
  '°': '0',
  C: '0',
  I: '1',
  l: '1',
  '|': '1',
  i: '1',
  '!': '1',
  ']': '1',
  '[': '1',
  J: '1',
  Í: '1',
  Ì: '1',
  í: '1',
  ì: '1',
  Z: '2',
  z: '2',
  '?': '7',
  A: '4',
  S: '5',
  s: '5',
  '§': '8',
  '&': '8',
  B: '8',
  b: '6',
  G: '6',
  q: '9',
  g: '9',
  T: '7',
};

/** Text with every look-alike as its digit, spaces and separators kept, and what was changed. */
export function asDigits(text: string): {
  readonly text: string;
  readonly changed: readonly { readonly from: string; readonly to: string; readonly at: number }[];
} {
  const changed: { from: string; to: string; at: number }[] = [];
  const out = [...text].map((char, at) => {
    const digit = digitLookAlikes[char];
    if (digit === undefined) return char;
    changed.push({ from: char, to: digit, at });
    return digit;
  });
  return { text: out.join(''), changed };
}

/** Digits that read as one another on worn prints, both ways. */
const digitPairs = ['06', '08', '17', '14', '35', '38', '56', '68', '69', '89', '27', '49', '58', '09'];
const letterPairs = [
  'lI',
  'l1',
  'I1',
  'ij',
  'ce',
  'co',
  'nm',
  'nu',
  'nh',
  'hb',
  'tr',
  'fl',
  'vy',
  'uv',
  'gq',
  'ao',
  'eo',
  'bh',
  'rn',
  'O0',
  'S5',
  'B8',
  'Z2',
  'G6',
  'KR',
  'QO',
  'DO',
  'dđ',
  'DĐ',
  'íl',
  'tl',
  'ti',
  'li',
  'ìi',
];
const pairs = new Set([...digitPairs, ...letterPairs].flatMap(([a = '', b = '']) => [a + b, b + a]));

/** Two letters for one and back, the most usual merges. */
export const merges: readonly (readonly [string, string])[] = [
  ['rn', 'm'],
  ['cl', 'd'],
  ['ii', 'u'],
  ['li', 'h'],
  ['vv', 'w'],
  ['nn', 'm'],
  ['ri', 'n'],
  ['lt', 'k'],
];

/**
 * Cost of reading `to` where `from` stands, 0 to 1: same letter in another case 0.1, another tone 0.2, other mark of the same letter 0.3
 * (ố/ổ, ê/ế, á/ấ, đ/d), 0.27 under the same tone, known look-alikes 0.5, anything else 1.
 */
export function confusionCost(from: string, to: string): number {
  if (from === to) return 0;
  const [a, b] = [letterOf(from), letterOf(to)];
  if (a.lower === b.lower) return 0.1;
  if (a.toneless === b.toneless) return 0.2;
  // A lost mark leaves the tone where it was (Tiẹp is Tiệp before it is Tiếp).
  if (a.bare === b.bare) return a.tone === b.tone && a.tone !== 'ngang' ? 0.27 : 0.3;
  if (pairs.has(from + to) || pairs.has(a.lower + b.lower)) return 0.5;
  return pairs.has(a.bare + b.bare) ? 0.7 : 1;
}

interface Letter {
  readonly lower: string;
  readonly toneless: string;
  readonly tone: string;
  readonly bare: string;
}
const letters = new Map<string, Letter>();

function letterOf(char: string): Letter {
  const known = letters.get(char);
  if (known) return known;
  const lower = char.toLowerCase();
  const { base, tone } = splitTone(lower);
  const letter = { lower, toneless: base, tone, bare: bare(lower) };
  if (letters.size < 5000) letters.set(char, letter);
  return letter;
}

function bare(letter: string): string {
  const base = letter.normalize('NFD').charAt(0);
  return base === 'đ' ? 'd' : base === 'ƀ' ? 'b' : base;
}
