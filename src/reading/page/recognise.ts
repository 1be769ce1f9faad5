import type { Line, Recognised } from '#domain/reading';
import type { Ocr, OcrLine, OcrModel } from '#ports';
import { type Sheet, toOriginal } from '#reading/ink/sheet';
import { firstPass, type Preparation, type Strip, stripOf } from '#reading/ink/strips';
import type { Segment } from './segments.ts';

/** A word with its place in straightened sheet pixels; confidence from 0 to 100, as the engine says. */
export interface ReadWord {
  readonly text: string;
  readonly confidence: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly letters: readonly { readonly text: string; readonly confidence: number; readonly x0: number; readonly x1: number }[];
}

/** A segment as read. */
export interface ReadLine extends Omit<Segment, 'components'> {
  readonly words: readonly ReadWord[];
}

/** Reads one segment. */
export async function readSegment(
  ocr: Ocr,
  sheet: Sheet,
  segment: Segment,
  preparation: Preparation = firstPass,
  model: OcrModel = 'vie-quick',
): Promise<ReadLine> {
  const strip = stripOf(sheet, segment, preparation);
  const lines = await ocr.recognise(strip.raster, { model, layout: 'raw' });
  return { ...segment, words: lines.flatMap((line) => wordsOf(line, strip)) };
}

function wordsOf(line: OcrLine, { x, y, zoom }: Strip): readonly ReadWord[] {
  return line.words
    .filter((word) => word.text.trim() !== '')
    .map((word) => ({
      text: tidy(word.text),
      confidence: word.confidence,
      x0: x + word.box[0] / zoom,
      y0: y + word.box[1] / zoom,
      x1: x + (word.box[0] + word.box[2]) / zoom,
      y1: y + (word.box[1] + word.box[3]) / zoom,
      letters: word.symbols.map((letter) => ({
        text: letter.text,
        confidence: letter.confidence,
        x0: x + letter.box[0] / zoom,
        x1: x + (letter.box[0] + letter.box[2]) / zoom,
      })),
    }));
}

/** The engine writes eth for Đ, and typographic characters that no form prints. */
export function tidy(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(/Ð/g, 'Đ')
      .replace(/ð/g, 'đ')
      .replace(/[‘ʼ`´]/g, '’')
      .replace(/[“”„]/g, '"')
      .replace(/[–—]/g, '-')
      // A raised character between a capital and a letter can only be an apostrophe (Cư M’gar, H'Bia).
      .replace(/(?<=\p{Lu})[?"*°'^)\]|](?:["'])?(?=\p{L})/gu, '’')
  );
}

/** Rows from the top, segments of a row from the left. */
function inReadingOrder(lines: readonly ReadLine[]): readonly ReadLine[] {
  const baseline = new Map<number, number>();
  for (const line of lines) baseline.set(line.row, Math.min(baseline.get(line.row) ?? Number.POSITIVE_INFINITY, line.baseline));
  const at = (line: ReadLine) => baseline.get(line.row) ?? line.baseline;
  return [...lines].sort((a, b) => at(a) - at(b) || a.x0 - b.x0);
}

/** What the step stores: lines with boxes on the original. */
export function recognised(sheet: Sheet, lines: readonly ReadLine[], codes: Recognised['codes']): Recognised {
  const out: Line[] = [];
  for (const line of inReadingOrder(lines)) {
    if (line.words.length === 0) continue;
    out.push({
      text: line.words.map((word) => word.text).join(' '),
      confidence: line.words.reduce((sum, word) => sum + word.confidence, 0) / line.words.length,
      box: toOriginal(sheet, line.x0, line.top, line.x1 - line.x0, line.bottom - line.top),
      words: line.words.map((word) => ({
        text: word.text,
        confidence: word.confidence,
        box: toOriginal(sheet, word.x0, line.top, word.x1 - word.x0, line.bottom - line.top),
      })),
    });
  }
  return { lines: out, codes: [...codes] };
}
