/** Text for matching printed words: without diacritics, letters small, everything else dropped. `at[i]` is the index in the original of folded character i. */
export interface Folded {
  readonly text: string;
  readonly at: readonly number[];
}

export function fold(text: string): Folded {
  const known = foldedTexts.get(text);
  if (known) return known;
  if (foldedTexts.size > MOST_KEPT) foldedTexts.clear();
  const made = foldNow(text);
  foldedTexts.set(text, made);
  return made;
}

/** The same printed words and rows are folded over and over: as many as some pages of forms have (a few hundred kB). */
const MOST_KEPT = 4000;
const foldedTexts = new Map<string, Folded>();

function foldNow(text: string): Folded {
  let out = '';
  const at: number[] = [];
  for (let i = 0; i < text.length; i++) {
    const plain = foldChar(text[i] as string);
    for (const c of plain) {
      out += c;
      at.push(i);
    }
  }
  return { text: out, at };
}

const folded = new Map<string, string>();

function foldChar(c: string): string {
  const known = folded.get(c);
  if (known !== undefined) return known;
  const plain = c
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[đðɖ]/g, 'd')
    .replace(/[^a-z0-9]/g, '');
  folded.set(c, plain);
  return plain;
}

/** Letters that engines confuse cost half an edit. */
const lookalikes = ['0o', '1l', '1i', 'il', '5s', 'dc', 'ec', 'hb', 'uv', 'rt', 'ft', '8b', 'gq', 'g9', 'lt'];
const LOOKALIKE_COST = 0.5;
/** All that folded text is made of. */
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789';
/** Edits from one character to another, a row for each. */
const substitution = new Float32Array(ALPHABET.length * ALPHABET.length).fill(1);
for (let i = 0; i < ALPHABET.length; i++) substitution[i * ALPHABET.length + i] = 0;
for (const pair of lookalikes) {
  const [a, b] = [ALPHABET.indexOf(pair[0] as string), ALPHABET.indexOf(pair[1] as string)];
  substitution[a * ALPHABET.length + b] = LOOKALIKE_COST;
  substitution[b * ALPHABET.length + a] = LOOKALIKE_COST;
}

export interface Match {
  readonly start: number;
  readonly end: number;
  readonly cost: number;
}

/**
 * Where `pattern` (folded) stands in `text` (folded) with the least edits: start, end (exclusive) and cost. Answers every match that is
 * no worse than `limit`, best ones first, without overlaps; where it stands letter for letter, other matches are not looked for.
 */
export function approximate(text: string, pattern: string, limit: number): readonly Match[] {
  const m = pattern.length;
  const n = text.length;
  if (m === 0 || n === 0) return [];
  const exact: Match[] = [];
  for (let at = text.indexOf(pattern); at >= 0; at = text.indexOf(pattern, at + m)) exact.push({ start: at, end: at + m, cost: 0 });
  if (exact.length > 0 || limit <= 0 || n < m - limit) return exact;
  const codes = codesOf(pattern);
  const letters = codesOf(text);
  let previous = new Float32Array(m + 1);
  let current = new Float32Array(m + 1);
  let previousStart = new Int32Array(m + 1);
  let currentStart = new Int32Array(m + 1);
  for (let i = 0; i <= m; i++) previous[i] = i;
  const ends: Match[] = [];
  for (let j = 1; j <= n; j++) {
    current[0] = 0;
    currentStart[0] = j;
    const row = (letters[j - 1] as number) * ALPHABET.length;
    for (let i = 1; i <= m; i++) {
      const same = (previous[i - 1] as number) + (substitution[row + (codes[i - 1] as number)] as number);
      const extra = (previous[i] as number) + 1;
      const lost = (current[i - 1] as number) + 1;
      if (same <= extra && same <= lost) {
        current[i] = same;
        currentStart[i] = i === 1 ? j - 1 : (previousStart[i - 1] as number);
      } else if (extra <= lost) {
        current[i] = extra;
        currentStart[i] = previousStart[i] as number;
      } else {
        current[i] = lost;
        currentStart[i] = currentStart[i - 1] as number;
      }
    }
    const cost = current[m] as number;
    if (cost <= limit) ends.push({ start: currentStart[m] as number, end: j, cost });
    [previous, current] = [current, previous];
    [previousStart, currentStart] = [currentStart, previousStart];
  }
  ends.sort((a, b) => a.cost - b.cost || b.end - b.start - (a.end - a.start));
  const kept: Match[] = [];
  for (const e of ends) if (e.end > e.start && !kept.some((k) => e.start < k.end && k.start < e.end)) kept.push(e);
  return kept;
}

const [CODE_OF_A, CODE_OF_ZERO, LETTERS] = ['a'.charCodeAt(0), '0'.charCodeAt(0), 26] as const;

/** Places in `ALPHABET`. */
function codesOf(text: string): Uint8Array {
  const out = new Uint8Array(text.length);
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    out[i] = c >= CODE_OF_A ? c - CODE_OF_A : c - CODE_OF_ZERO + LETTERS;
  }
  return out;
}

/** Capitals among the letters that were read, at least: the engine takes a small one for a capital (c, o, s, v) now and then. */
const CAPITALS = 0.7;

/** Words printed in capitals are not the same words in a running text. */
export function sameCase(label: string, text: string): boolean {
  if (label !== label.toUpperCase()) return true;
  const letters = [...text].filter((c) => /\p{L}/u.test(c));
  return letters.filter((c) => c === c.toUpperCase()).length >= letters.length * CAPITALS;
}

/** Edits that a printed word up to this many folded letters may carry: in short ones, one edit makes another word of them. */
const shortWords = [
  { letters: 3, edits: 0 },
  { letters: 5, edits: LOOKALIKE_COST },
  { letters: 8, edits: 1.5 },
] as const;

/** Longer words: a part of their letters, and never more than so many edits. */
const longWords = { part: 0.22, most: 6 } as const;

/** How many edits a printed word of this length may carry and still be known. */
export function tolerance(length: number): number {
  return shortWords.find(({ letters }) => length <= letters)?.edits ?? Math.min(longWords.most, length * longWords.part);
}
