import type { PageReading } from '#domain/reading';
import type { Field, RecordType } from '#domain/record-type';
import type { Barcode, Images, Ocr } from '#ports';
import { classify } from './classify.ts';
import { lookAgain } from './look-again.ts';
import { locate, type Place } from './locate.ts';
import { normalised, type Prepared, prepare, upsideDown } from './normalise.ts';
import { colouredSegments, type ReadLine, readSegment, recognised, type Segment, segments } from './recognise.ts';
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
 *
 * Recognition is the dear step, so only what the form needs is read: first the lines of the body, which nearly always tell the form;
 * then, of the rest (heads, titles, signatures), what may hold a value that is still missing. Paper of no known kind is read whole.
 */
export async function readPage(ports: PagePorts, input: PageInput, types: readonly RecordType[], options: PageOptions = {}): Promise<PageReading> {
  const clock = stopwatch();
  const upright = await prepare(ports.images, input.bytes, input.name, input.page);
  clock.lap('normalise');
  const reader = await openReader(ports.ocr, upright);
  const { sheet } = reader.prepared;
  await reader.read(reader.body);
  clock.lap('recognise');
  let classified = classify(reader.lines(), types, SURE);
  if (classified.recordType === null || options.wholeText) {
    await reader.read(reader.all());
    classified = classify(reader.lines(), types);
  }
  clock.lap('classify');
  const type = types.find((t) => t.id === classified.recordType && t.version === classified.version);
  const find = () => (type ? locate(reader.lines(), type, classified.faces, sheet.width, sheet.height) : []);
  let places = find();
  if (type) {
    for (const field of missing(type, classified.faces, places)) {
      if (places.some((place) => place.field === field)) continue;
      for (const part of reader.where(field)) {
        await reader.read([part]);
        places = find();
        if (places.some((place) => place.field === field)) break;
      }
    }
  }
  const lines = reader.lines();
  clock.lap('locate');
  const codes = await codesOn(ports, reader.prepared, type === undefined || type.qr !== null);
  clock.lap('codes');
  const located = await lookAgain(ports.ocr, sheet, places, type ?? null, codes.map((code) => code.text));
  clock.lap('look');
  return {
    normalised: normalised(reader.prepared, meanConfidence(lines)),
    recognised: recognised(sheet, lines, codes),
    classified,
    located,
    milliseconds: clock.laps,
  };
}

/** A face that its body alone proves so far needs no more lines to be known. */
const SURE = 0.45;

/** Fields that the page should have and that no line read so far holds; optional ones only where their place on the paper is told. */
function missing(type: RecordType, faces: readonly string[], places: readonly Place[]): readonly Field[] {
  const own = type.fields.filter((f) => !places.some((p) => p.table === null && p.field.key === f.key));
  const columns = type.tables.filter((t) => t.rows === 'page').flatMap((t) => t.columns.filter((f) => !places.some((p) => p.table === t.key && p.field.key === f.key)));
  return [...own, ...columns].filter((f) => faces.includes(f.face) && (f.required || f.printed.region !== null));
}

interface Reader {
  readonly prepared: Prepared;
  readonly body: readonly Segment[];
  readonly all: () => readonly Segment[];
  readonly read: (parts: readonly Segment[]) => Promise<void>;
  readonly lines: () => readonly ReadLine[];
  /** Stretches not read yet that may hold the field, likeliest first. */
  readonly where: (field: Field) => readonly Segment[];
}

/** Turns the page upright if its first lines make no sense, and reads on demand. */
async function openReader(ocr: Ocr, upright: Prepared): Promise<Reader> {
  let prepared = upright;
  let parts = partsOf(prepared);
  let done = await readProbes(ocr, prepared, parts);
  const probed = meanConfidence([...done.values()]);
  if (probed < 75 && done.size > 0) {
    const other = upsideDown(prepared);
    const otherParts = partsOf(other);
    const otherDone = await readProbes(ocr, other, otherParts);
    if (meanConfidence([...otherDone.values()]) > probed + 8) {
      prepared = other;
      parts = otherParts;
      done = otherDone;
    }
  }
  const { sheet, layout } = prepared;
  let coloured: readonly Segment[] | null = null;
  const inColour = () => {
    coloured ??= colouredSegments(sheet, layout, Math.max(0, ...parts.map((p) => p.row)));
    return coloured;
  };
  const body = bodyOf(parts, layout.letter * sheet.small.factor);
  const top = Math.min(...body.map((p) => p.high));
  const bottom = Math.max(...body.map((p) => p.low));
  const away = (part: Segment) => Math.max(0, top - part.low, part.high - bottom);
  return {
    prepared,
    body,
    all: () => [...parts, ...inColour()],
    read: async (list) => {
      for (const part of list) if (!done.has(part)) done.set(part, await readSegment(ocr, sheet, part));
    },
    lines: () => [...parts, ...(coloured ?? [])].flatMap((part) => done.get(part) ?? []),
    where: (field) => {
      const { region, coloured: red } = field.printed;
      const open = [...(red ? inColour() : []), ...parts].filter((part) => !done.has(part) && part.cell === null && inside(part, region, sheet.width, sheet.height));
      // What is not in the body stands near it, but for numbers in colour.
      return open.sort((a, b) => Number(b.coloured) - Number(a.coloured) || (red ? b.low - a.low : away(a) - away(b)));
    },
  };
}

function partsOf(prepared: Prepared): readonly Segment[] {
  return segments(prepared.sheet, prepared.layout).filter((part) => worthReading(part, prepared));
}

function inside(part: Segment, region: readonly [number, number, number, number] | null, width: number, height: number): boolean {
  if (!region) return true;
  const y = (part.high + part.low) / 2;
  return part.x1 >= region[0] * width && part.x0 <= region[2] * width && y >= region[1] * height && y <= region[3] * height;
}

/** Rows that begin at the left edge of the text, and table cells: there labels and values stand. */
function bodyOf(parts: readonly Segment[], letter: number): readonly Segment[] {
  const long = parts.filter((p) => p.cell === null && p.runs.length >= 6).map((p) => p.x0).sort((a, b) => a - b);
  let left = 0;
  let most = 0;
  for (const x of long) {
    const count = long.filter((other) => other >= x && other <= x + letter * 2).length;
    if (count > most) {
      most = count;
      left = x;
    }
  }
  const rows = new Set(parts.filter((p) => Math.abs(p.x0 - left - letter) <= letter * 2.5).map((p) => p.row));
  return parts.filter((p) => p.cell !== null || (rows.has(p.row) && !isHead(p, parts, letter)));
}

/** Heads have two columns far apart: the office on the left, the country on the right. They hold values only where a region says so. */
function isHead(part: Segment, parts: readonly Segment[], letter: number): boolean {
  const right = Math.max(...parts.map((p) => p.x1));
  const row = parts.filter((p) => p.row === part.row && p.cell === null).sort((a, b) => a.x0 - b.x0);
  return row.some((p, i) => {
    const next = row[i + 1];
    return next !== undefined && next.x0 - p.x1 > letter * 7 && p.runs.length >= 4 && next.x1 > right * 0.75;
  });
}

/** A few long ordinary lines tell whether the page stands upright. */
async function readProbes(ocr: Ocr, prepared: Prepared, parts: readonly Segment[]): Promise<Map<Segment, ReadLine>> {
  const letter = prepared.layout.letter * prepared.sheet.small.factor;
  const ordinary = parts.filter((p) => p.pieces >= 10 && p.low - p.high < letter * 2);
  const body = new Set(bodyOf(parts, letter));
  const long = [...ordinary].sort((a, b) => Number(body.has(b)) - Number(body.has(a)) || b.pieces - a.pieces).slice(0, 3);
  const read = new Map<Segment, ReadLine>();
  for (const part of long) read.set(part, await readSegment(ocr, prepared.sheet, part));
  return read;
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
