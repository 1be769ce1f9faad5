import type { Region } from './make.ts';

/** What is left to compare: one line, one kind of space, one kind of each sign that looks the same on paper. */
export function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/[‘’ʼ`´]/g, "'")
    .replace(/[“”„]/g, '"')
    .replace(/[–—]/g, '-')
    .replace(/…/g, '...')
    .replace(/\s+/g, ' ')
    .trim();
}

/** Edits between two texts, code units of NFC (Vietnamese has no others). */
export function edits(a: string, b: string): number {
  if (a.length < b.length) return edits(b, a);
  const codes = Uint16Array.from({ length: b.length }, (_, i) => b.charCodeAt(i));
  const row = Uint32Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const code = a.charCodeAt(i - 1);
    let diagonal = row[0] as number;
    row[0] = i;
    for (let j = 1; j <= b.length; j++) {
      const above = row[j] as number;
      const changed = diagonal + (codes[j - 1] === code ? 0 : 1);
      row[j] = Math.min(changed, above + 1, (row[j - 1] as number) + 1);
      diagonal = above;
    }
  }
  return row[b.length] as number;
}

export interface Errors {
  readonly length: number;
  /** Edits to the text in the order of the document. */
  readonly ordered: number;
  /** … where every free region takes the order that fits best. */
  readonly free: number;
  /** Words of the paper not found, and found words not on the paper. */
  readonly words: number;
  readonly wordCount: number;
}

export function errorsOf(regions: readonly Region[], read: string): Errors {
  const found = plain(read);
  const choice = regions.map(() => 0);
  const text = () => plain(regions.map((region, i) => region.readings[choice[i] ?? 0] ?? '').join(' '));
  const ordered = edits(text(), found);
  let free = ordered;
  regions.forEach((region, i) => {
    for (let k = 1; k < region.readings.length; k++) {
      const before = choice[i] ?? 0;
      choice[i] = k;
      const now = edits(text(), found);
      if (now < free) free = now;
      else choice[i] = before;
    }
  });
  const bag = new Map<string, number>();
  const words = text().split(' ');
  for (const word of words) bag.set(word, (bag.get(word) ?? 0) + 1);
  for (const word of found.split(' ')) bag.set(word, (bag.get(word) ?? 0) - 1);
  return {
    length: text().length,
    ordered,
    free,
    words: [...bag.values()].reduce((sum, n) => sum + Math.abs(n), 0),
    wordCount: words.length,
  };
}
