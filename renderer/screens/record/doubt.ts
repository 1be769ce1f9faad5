import type { Finding } from '#domain/finding';

/** A run of letters that are all sure or all doubtful. */
export interface Run {
  readonly text: string;
  readonly doubtful: boolean;
}

/**
 * Which letters of a reading are doubtful: those in which another reading of the same place differs, and those that a check names
 * (`letters`, `syllable`, `found` …). Without either nothing is underlined: a doubt about the whole is said beside it, not painted over it.
 */
export function doubtfulRuns(shown: string, others: readonly string[], findings: readonly Finding[] = []): readonly Run[] {
  const letters = [...new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(shown.normalize('NFC'))].map(({ segment }) => segment);
  const doubtful = letters.map(() => false);
  for (const other of others) markDifferences(letters, graphemes(other), doubtful);
  for (const { params } of findings) {
    for (const named of [params.letters, params.syllable, params.word]) if (typeof named === 'string') markNamed(letters, named, doubtful);
  }
  const runs: { text: string; doubtful: boolean }[] = [];
  letters.forEach((letter, at) => {
    const last = runs.at(-1);
    const is = doubtful[at] ?? false;
    if (last?.doubtful === is) last.text += letter;
    else runs.push({ text: letter, doubtful: is });
  });
  return runs;
}

function graphemes(text: string): readonly string[] {
  return [...new Intl.Segmenter('vi', { granularity: 'grapheme' }).segment(text.normalize('NFC'))].map(({ segment }) => segment);
}

/** Longest common subsequence; what is not in it differs. A letter that only the other reading has marks its left neighbour. */
function markDifferences(one: readonly string[], other: readonly string[], marks: boolean[]): void {
  if (one.length * other.length > 250_000) return;
  const width = other.length + 1;
  const common = new Uint16Array((one.length + 1) * width);
  const at = (i: number, j: number) => common[i * width + j] ?? 0;
  for (let i = one.length - 1; i >= 0; i -= 1) {
    for (let j = other.length - 1; j >= 0; j -= 1) {
      common[i * width + j] = one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  // Readings that share less than half are another text altogether: underlining everything would say nothing.
  if (at(0, 0) * 2 < one.length) return;
  let i = 0;
  let j = 0;
  while (i < one.length && j < other.length) {
    if (one[i] === other[j]) {
      i += 1;
      j += 1;
    } else if (at(i + 1, j) >= at(i, j + 1)) {
      marks[i] = true;
      i += 1;
    } else {
      if (i > 0 && at(i, j + 1) > at(i + 1, j + 1)) marks[i - 1] = true;
      j += 1;
    }
  }
  for (; i < one.length; i += 1) marks[i] = true;
  if (j < other.length && one.length > 0) marks[one.length - 1] = true;
}

function markNamed(letters: readonly string[], named: string, marks: boolean[]): void {
  const wanted = graphemes(named.trim().toLowerCase());
  if (wanted.length === 0) return;
  for (let at = 0; at + wanted.length <= letters.length; at += 1) {
    if (!wanted.every((letter, offset) => letters[at + offset]?.toLowerCase() === letter)) continue;
    for (let offset = 0; offset < wanted.length; offset += 1) marks[at + offset] = true;
  }
}
