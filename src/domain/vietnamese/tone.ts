/**
 * Tones. `hòa` and `hoà` are one word written by two rules; what is stored keeps the paper's spelling, comparison uses `toneKey`.
 */

export type Tone = 'ngang' | 'huyền' | 'sắc' | 'hỏi' | 'ngã' | 'nặng';

const marks = { huyền: '\u0300', sắc: '\u0301', hỏi: '\u0309', ngã: '\u0303', nặng: '\u0323' } as const;
const toneOf = new Map<string, Tone>(Object.entries(marks).map(([tone, mark]) => [mark, tone as Tone]));
const vowel = /[aeiouy]/i;

/** Syllable without its tone mark, and the tone. A second tone mark (an OCR slip) is dropped; ñ is a letter, not a tone. */
export function splitTone(syllable: string): { readonly base: string; readonly tone: Tone } {
  let base = '';
  let letter = '';
  let tone: Tone = 'ngang';
  for (const char of syllable.normalize('NFD')) {
    if (!/\p{M}/u.test(char)) letter = char;
    const found = toneOf.get(char);
    if (found && vowel.test(letter)) {
      if (tone === 'ngang') tone = found;
    } else base += char;
  }
  return { base: base.normalize('NFC'), tone };
}

/**
 * Where the tone mark stands, as an index into the letters of a toneless syllable; -1 without a vowel.
 * `old`: hòa, thúy. `new`: hoà, thuý. A letter with its own mark (ê, ơ …) carries the tone in both.
 */
function toneIndex(base: string, style: 'old' | 'new'): number {
  const lower = base.normalize('NFC').toLowerCase();
  const glide = /^(?:qu(?=[aăâeêioôơuưy])|gi(?=[aăâeêioôơuư]))/.exec(lower)?.[0].length ?? 0;
  const run = /[aăâeêioôơuưy]+/.exec(lower.slice(glide));
  if (!run) return glide > 0 ? glide - 1 : -1;
  const start = glide + run.index;
  const vowels = run[0];
  const closed = start + vowels.length < lower.length;
  if (vowels.includes('ươ')) return start + vowels.indexOf('ươ') + 1;
  const marked = [...vowels].findLastIndex((letter) => 'ăâêôơư'.includes(letter));
  if (marked >= 0) return start + marked;
  if (vowels.length === 1) return start;
  if (vowels.length >= 3) return start + 1;
  if (closed) return start + 1;
  if (['oa', 'oe', 'uy'].includes(vowels)) return start + (style === 'new' ? 1 : 0);
  return start;
}

/** The syllable with this tone in place of its own. A text without a vowel comes back as it is. */
export function withTone(syllable: string, tone: Tone, style: 'old' | 'new' = 'old'): string {
  const { base } = splitTone(syllable);
  if (tone === 'ngang') return base;
  const at = toneIndex(base, style);
  if (at < 0) return base;
  const letters = [...base];
  const letter = letters[at] ?? '';
  letters[at] = (letter + marks[tone]).normalize('NFC');
  return letters.join('').normalize('NFC');
}

/** Key in which both ways of placing the tone agree; case is kept. Comparison only. */
export function toneKey(text: string): string {
  return text.normalize('NFC').replace(/[\p{L}\p{M}]+/gu, (word) => {
    const { base, tone } = splitTone(word);
    return tone === 'ngang' ? base : withTone(base, tone, 'old');
  });
}
