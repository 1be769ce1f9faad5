import { isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { splitTone } from '#domain/vietnamese/tone';
import type { ReadWord } from './recognise.ts';

/** Which of two readings of a line stands, word by word. */

/** Confidence (0 to 100) that a word which may be written so is ahead of one which may not. */
const PLAUSIBLE_AHEAD = 12;

/** Between the words that both passes read alike, the surer and more plausible of the two. */
export function chooseWords(first: readonly ReadWord[], second: readonly ReadWord[]): readonly ReadWord[] {
  if (first.length === 0) return first;
  const out: ReadWord[] = [];
  let [i, k] = [0, 0];
  for (const [one, other] of [...commonWords(first, second), [first.length, second.length] as const]) {
    const ours = first.slice(i, one);
    const theirs = second.slice(k, other);
    // A word more or less is more often a speck or a lost word than a better reading.
    out.push(...(ours.length === theirs.length && score(theirs) > score(ours) ? theirs : ours), ...first.slice(one, one + 1));
    [i, k] = [one + 1, other + 1];
  }
  return out;
}

/** The longest common sequence of words: pairs of their places. */
function commonWords(first: readonly ReadWord[], second: readonly ReadWord[]): (readonly [number, number])[] {
  const table = Array.from({ length: first.length + 1 }, () => new Uint16Array(second.length + 1));
  const at = (i: number, k: number) => table[i]?.[k] ?? 0;
  const same = (i: number, k: number) => first[i]?.text === second[k]?.text;
  for (let i = first.length - 1; i >= 0; i--)
    for (let k = second.length - 1; k >= 0; k--)
      (table[i] as Uint16Array)[k] = same(i, k) ? at(i + 1, k + 1) + 1 : Math.max(at(i + 1, k), at(i, k + 1));
  const out: (readonly [number, number])[] = [];
  let [i, k] = [0, 0];
  while (i < first.length && k < second.length) {
    if (same(i, k)) out.push([i++, k++]);
    else if (at(i + 1, k) >= at(i, k + 1)) i++;
    else k++;
  }
  return out;
}

/** Mean confidence by letters. */
function score(words: readonly ReadWord[]): number {
  const length = words.reduce((sum, word) => sum + word.text.length, 0);
  const sum = words.reduce((sum, word) => sum + (word.confidence + (isPlausible(word.text) ? PLAUSIBLE_AHEAD : 0)) * word.text.length, 0);
  return sum / Math.max(1, length);
}

/** A syllable, a number, a date, the short name of an office: what stands on paper, whether it means something or not. */
export function isPlausible(word: string): boolean {
  const core = word.replace(/^["'’([]+|["'’)\].,;:!?…]+$/gu, '');
  if (core === '') return /^[-+.,;:()…"'’]+$/.test(word);
  if (/^[-+]$/.test(core) || /^\d[\d.,/:%-]*$/.test(core)) return true;
  return core
    .split(/[-/&.'’]/)
    .filter((part) => part !== '')
    .every(
      (part) =>
        /^(?:\d+|[A-ZĐ]{1,6}|[A-Z]{2,4}\d{1,2}|[a-zđ])$/.test(part) ||
        (isOneCase(part) && (isSyllable(part) || (wordNature(part) === 'highland' && splitTone(part).tone === 'ngang'))),
    );
}

/** Small letters behind the first one, or capitals only. */
function isOneCase(word: string): boolean {
  const rest = word.slice(1);
  return rest === rest.toLowerCase() || word === word.toUpperCase();
}
