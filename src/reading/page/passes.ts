import type { Pass } from '#domain/reading';
import type { OcrModel } from '#ports';

/** Passes over one region: what they are called, when they say the same, and which one counts. */

/** What the first recognition of the line has read. */
export function passOfLine(text: string, confidence: number): Pass {
  return { text, confidence, how: 'first' };
}

/** `preparation` names how the picture was prepared. */
export function passBy(network: OcrModel, preparation: string, text: string, confidence: number): Pass {
  return { text, confidence, how: `${preparation}-${network}` };
}

/**
 * No recognition of its own, but as good as one: `witness`, where other print says the same in another way; `elsewhere`, where the same text
 * is printed once more; `figures`, the first text with its numbers read again.
 */
export function passLike(how: 'witness' | 'elsewhere' | 'figures', text: string, confidence: number): Pass {
  return { text, confidence, how };
}

/** Which network read it: two passes of one network lose the same things. What `passBy` did not name stands for itself. */
export function networkOf({ how }: Pick<Pass, 'how'>): string {
  return /(?:vie-careful|eng)$/u.exec(how)?.[0] ?? how;
}

export function isByFigures({ how }: Pass): boolean {
  return how === 'figures';
}

/** Equal but for spaces. */
export function sameText(one: string, other: string): boolean {
  return one.replace(/\s+/g, '') === other.replace(/\s+/g, '');
}

/** The text that most passes read; among equals the surest. */
export function vote(passes: readonly [Pass, ...Pass[]]): Pass {
  const votes = (pass: Pass) => passes.filter((other) => sameText(other.text, pass.text)).length;
  return passes.reduce((best, pass) => ((votes(pass) - votes(best) || pass.confidence - best.confidence) > 0 ? pass : best));
}
