import type { Located } from '#domain/reading';
import type { Ocr } from '#ports';
import type { Place, Span } from './locate.ts';
import { cut, type Preparation, tidy } from './recognise.ts';
import { type Sheet, toOriginal } from './sheet.ts';

/**
 * Second and third looks at a value: the same place, prepared otherwise. Equal answers from different pictures are worth more than the
 * engine's own confidence.
 */

const second: Preparation = { name: 'tall', air: 0.02, pale: 0.85 };
const third: Preparation = { name: 'small', air: 0.45, pale: 0.6 };

export async function lookAgain(ocr: Ocr, sheet: Sheet, place: Place): Promise<Located> {
  const looks: Located['looks'] = [{ text: place.raw, confidence: place.confidence, how: 'first' }];
  const { field } = place;
  if (!field.handwritten && place.spans.length > 0) {
    looks.push(await look(ocr, sheet, place.spans, second));
    if (!agree(looks[0]?.text ?? '', looks[1]?.text ?? '')) looks.push(await look(ocr, sheet, place.spans, third));
  }
  const best = vote(looks);
  const box = boxOf(sheet, place.spans, field.handwritten);
  return {
    key: field.key, table: place.table, row: place.row, entry: place.entry, box, label: place.label || null, raw: best.text, confidence: best.confidence,
    others: [...new Set(looks.map((l) => l.text))].filter((text) => text !== best.text), looks, marks: [],
  };
}

async function look(ocr: Ocr, sheet: Sheet, spans: readonly Span[], preparation: Preparation): Promise<Located['looks'][number]> {
  const texts: string[] = [];
  let confidence = 100;
  for (const span of spans) {
    const lines = await ocr.recognise(cut(sheet, span, preparation).raster, { language: 'vie', layout: 'raw' });
    for (const line of lines) {
      texts.push(...line.words.map((word) => tidy(word.text)));
      for (const word of line.words) confidence = Math.min(confidence, word.confidence);
    }
  }
  return { text: texts.join(' ').replace(/^[\s:.,;_-]+|[\s:,;_]+$/gu, ''), confidence, how: preparation.name };
}

/** Equal but for spaces. */
export function agree(one: string, other: string): boolean {
  return one.replace(/\s+/g, '') === other.replace(/\s+/g, '');
}

/** The answer that most looks give; among equals the surest. */
function vote(looks: Located['looks']): Located['looks'][number] {
  const counted = looks.map((l) => ({ l, votes: looks.filter((o) => agree(o.text, l.text)).length }));
  counted.sort((a, b) => b.votes - a.votes || b.l.confidence - a.l.confidence);
  return (counted[0] as { l: Located['looks'][number] }).l;
}

function boxOf(sheet: Sheet, spans: readonly Span[], generous: boolean): Located['box'] {
  if (spans.length === 0) return [0, 0, 0, 0];
  const size = Math.max(...spans.map((s) => s.low - s.high));
  const pad = generous ? 0 : size * 0.25;
  const x0 = Math.min(...spans.map((s) => s.x0)) - pad;
  const x1 = Math.max(...spans.map((s) => s.x1)) + pad;
  const y0 = Math.min(...spans.map((s) => s.top)) - pad;
  const y1 = Math.max(...spans.map((s) => s.bottom)) + pad;
  return toOriginal(sheet, x0, y0, x1 - x0, y1 - y0);
}
