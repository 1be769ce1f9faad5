import { finding } from '#domain/finding';
import type { Classified } from '#domain/reading';
import type { Face, RecordType } from '#domain/record-type';
import type { ReadLine } from './recognise.ts';
import { approximate, fold, tolerance } from './text.ts';

/** Weight of anchors found over weight of all; under this a page is of no known kind. */
const ENOUGH = 0.5;

/**
 * Knows a page by its printed words, whatever the order of pages; never forces one. Of a part of the page less is asked (`enough`), but
 * then no other kind may be anywhere near.
 */
export function classify(lines: readonly ReadLine[], types: readonly RecordType[], enough = ENOUGH): Classified {
  const texts = rowTexts(lines);
  const found: { type: RecordType; face: Face; score: number; evidence: string[] }[] = [];
  for (const type of types) for (const face of type.faces) found.push({ type, face, ...scoreFace(face, texts) });
  found.sort((a, b) => b.score - a.score);
  const best = found[0];
  const second = found.find((f) => f !== best && !(f.type.id === best?.type.id && f.type.version === best.type.version));
  if (!best || best.score < enough || (second && second.score >= best.score * (enough < ENOUGH ? 0.5 : 0.95))) {
    return {
      recordType: null,
      version: null,
      face: null,
      faces: [],
      score: best?.score ?? 0,
      evidence: [],
      findings: [finding('page.unknown', 'warning', null)],
    };
  }
  const others = found.filter((f) => f !== best && f.type === best.type && f.score >= 0.75).map((f) => f.face.id);
  return {
    recordType: best.type.id,
    version: best.type.version,
    face: best.face.id,
    faces: [best.face.id, ...others],
    score: best.score,
    evidence: best.evidence,
    findings: best.face.entries === 1 && repeated(best.face, lines) ? [finding('page.severalRecords', 'error', null)] : [],
  };
}

/** Folded text of every row, stretches of a row joined. */
function rowTexts(lines: readonly ReadLine[]): readonly string[] {
  const rows = new Map<number, ReadLine[]>();
  for (const line of lines) rows.set(line.row, [...(rows.get(line.row) ?? []), line]);
  return [...rows.values()].map(
    (row) =>
      fold(
        [...row]
          .sort((a, b) => a.x0 - b.x0)
          .map((line) => line.words.map((w) => w.text).join(' '))
          .join(' '),
      ).text,
  );
}

function scoreFace(face: Face, texts: readonly string[]): { score: number; evidence: string[] } {
  let all = 0;
  let got = 0;
  const evidence: string[] = [];
  for (const anchor of face.anchors) {
    all += anchor.weight;
    const cost = leastCost(anchor.text, texts);
    if (cost === null) continue;
    got += anchor.weight * (1 - cost * 0.5);
    evidence.push(anchor.text);
  }
  for (const word of face.not) if (leastCost(word, texts) !== null) got -= all * 0.35;
  return { score: Math.max(0, got / all), evidence };
}

/** Edits over length of the best place, or null where it is nowhere. */
function leastCost(words: string, texts: readonly string[]): number | null {
  const pattern = fold(words).text;
  let least: number | null = null;
  for (const text of texts) {
    const [place] = approximate(text, pattern, tolerance(pattern.length));
    if (place && (least === null || place.cost / pattern.length < least)) least = place.cost / pattern.length;
  }
  return least;
}

/** Most anchors stand on the page twice: two records were photographed together. */
function repeated(face: Face, lines: readonly ReadLine[]): boolean {
  const texts = lines.map((line) => fold(line.words.map((w) => w.text).join(' ')).text);
  const times = (words: string) => {
    const pattern = fold(words).text;
    return texts.filter((text) => text.length >= pattern.length * 0.7 && approximate(text, pattern, pattern.length * 0.1).length > 0)
      .length;
  };
  const counts = face.anchors.map((anchor) => times(anchor.text)).filter((count) => count > 0);
  return counts.length >= 2 && counts.filter((count) => count >= 2).length >= counts.length * 0.7;
}
