import type { Located, PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import type { Barcode, Images, Ocr } from '#ports';
import { classify } from './classify.ts';
import { lookAgain } from './look-again.ts';
import { locate } from './locate.ts';
import { normalised, type Prepared, prepare, upsideDown } from './normalise.ts';
import { type ReadLine, readSegment, recognised, type Segment, segments } from './recognise.ts';
import { toOriginal } from './sheet.ts';

export interface PagePorts { readonly images: Images; readonly ocr: Ocr; readonly barcode: Barcode }
export interface PageInput { readonly bytes: Uint8Array; readonly name: string; readonly page: number }
export interface PageOptions {
  /** Read every line, not only what the form needs (for `--text` and the developer's view). */
  readonly wholeText?: boolean;
}

/**
 * The page half of the pipeline: normalise → recognise → classify → locate. What is odd with the paper becomes findings; only files
 * that are no pictures throw (`file.*`). Boxes are in pixels of the original.
 */
export async function readPage(ports: PagePorts, input: PageInput, types: readonly RecordType[], options: PageOptions = {}): Promise<PageReading> {
  const clock = stopwatch();
  let prepared = await prepare(ports.images, input.bytes, input.name, input.page);
  clock.lap('normalise');
  const first = await readLines(ports.ocr, prepared);
  prepared = first.prepared;
  const { lines } = first;
  clock.lap('recognise');
  const classified = classify(lines, types);
  clock.lap('classify');
  const type = types.find((t) => t.id === classified.recordType && t.version === classified.version);
  const codes = await codesOn(ports, prepared, type === undefined || type.qr !== null);
  clock.lap('codes');
  const { sheet } = prepared;
  const places = type ? locate(lines, type, classified.faces, sheet.width, sheet.height) : [];
  clock.lap('locate');
  const located: Located[] = [];
  for (const place of places) located.push(await lookAgain(ports.ocr, sheet, place));
  clock.lap('look');
  const confidence = meanConfidence(lines);
  void options;
  return {
    normalised: normalised(prepared, confidence),
    recognised: recognised(sheet, lines, codes),
    classified,
    located,
    milliseconds: clock.laps,
  };
}

/** Reads all lines; when they make no sense, tries the page upside down. */
async function readLines(ocr: Ocr, upright: Prepared): Promise<{ prepared: Prepared; lines: readonly ReadLine[] }> {
  let prepared = upright;
  let parts = segments(prepared.sheet, prepared.layout);
  let done = new Map<Segment, ReadLine>();
  const probe = await readProbes(ocr, prepared, parts);
  done = probe.read;
  if (probe.confidence < 75 && probe.read.size > 0) {
    const other = upsideDown(prepared);
    const otherParts = segments(other.sheet, other.layout);
    const otherProbe = await readProbes(ocr, other, otherParts);
    if (otherProbe.confidence > probe.confidence + 8) {
      prepared = other;
      parts = otherParts;
      done = otherProbe.read;
    }
  }
  const lines: ReadLine[] = [];
  for (const part of parts) {
    if (!worthReading(part, prepared)) continue;
    lines.push(done.get(part) ?? (await readSegment(ocr, prepared.sheet, part)));
  }
  return { prepared, lines };
}

/** A few long ordinary lines tell whether the page stands upright. */
async function readProbes(ocr: Ocr, prepared: Prepared, parts: readonly Segment[]): Promise<{ confidence: number; read: Map<Segment, ReadLine> }> {
  const letter = prepared.layout.letter * prepared.sheet.small.factor;
  const long = parts.filter((p) => !p.coloured && p.pieces >= 10 && p.low - p.high < letter * 2).sort((a, b) => b.pieces - a.pieces).slice(0, 3);
  const read = new Map<Segment, ReadLine>();
  for (const part of long) read.set(part, await readSegment(ocr, prepared.sheet, part));
  return { confidence: meanConfidence([...read.values()]), read };
}

function worthReading(part: Segment, prepared: Prepared): boolean {
  const size = part.low - part.high;
  const letter = prepared.layout.letter * prepared.sheet.small.factor;
  // A single stroke beside the text is a border or a fold.
  if (part.runs.length <= 2 && part.cell === null && part.x1 - part.x0 < letter * 0.8) return false;
  return size > letter * 0.45 && part.x1 - part.x0 > size * 0.5 && size < letter * 6;
}

function meanConfidence(lines: readonly ReadLine[]): number {
  const words = lines.flatMap((line) => line.words);
  return words.length === 0 ? 0 : words.reduce((sum, word) => sum + word.confidence, 0) / words.length;
}

async function codesOn(ports: PagePorts, prepared: Prepared, wanted: boolean): Promise<{ text: string; box: [number, number, number, number] }[]> {
  if (!wanted) return [];
  const { sheet } = prepared;
  const found = await ports.barcode.find({ width: sheet.small.width, height: sheet.small.height, channels: 1, data: sheet.small.even });
  const factor = sheet.small.factor;
  return found.map((code) => ({ text: code.text, box: toOriginal({ ...sheet, skew: 0 }, code.box[0] * factor, code.box[1] * factor, code.box[2] * factor, code.box[3] * factor) }));
}

function stopwatch(): { readonly lap: (name: string) => void; readonly laps: Record<string, number> } {
  let last = performance.now();
  const laps: Record<string, number> = {};
  return {
    laps,
    lap: (name) => {
      const now = performance.now();
      laps[name] = Math.round((now - last) * 10) / 10;
      last = now;
    },
  };
}
