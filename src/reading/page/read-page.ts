/** The page half of the pipeline, step by step in one place: longer than most because the order of the looks is the design. */
import { finding } from '#domain/finding';
import type { Classified, PageReading } from '#domain/reading';
import type { Field, RecordType } from '#domain/record-type';
import type { Barcode, Images, Ocr } from '#ports';
import { toOriginal } from '#reading/ink/sheet';
import { classify } from './classify.ts';
import { hasOpenHeads } from './columns.ts';
import { locate } from './locate.ts';
import { lookAgain } from './look-again.ts';
import { normalised, type Prepared, prepare, upsideDown } from './normalise.ts';
import { type Frame, type Place, within } from './place.ts';
import { colouredSegments, type ReadLine, readSegment, recognised, type Segment, segments } from './recognise.ts';
import { wholeText } from './whole-text.ts';

export interface PagePorts {
  readonly images: Images;
  readonly ocr: Ocr;
  readonly barcode: Barcode;
}
export interface PageInput {
  readonly bytes: Uint8Array;
  readonly name: string;
  readonly page: number;
}
export interface PageOptions {
  /** Also all text in reading order (`--text`). What is read of the form is the same with and without it. */
  readonly wholeText?: boolean;
}

/**
 * The page half of the pipeline: normalise → recognise → classify → locate. What is odd with the paper becomes findings; only files
 * that are no pictures throw (`file.*`). Boxes are in pixels of the original.
 *
 * Recognition is the dear step, so only what the form needs is read: first the lines of the body, which nearly always tell the form;
 * then, of the rest (heads, titles, signatures), what may hold a value that is still missing. Paper of no known kind is read whole.
 */
export async function readPage(
  ports: PagePorts,
  input: PageInput,
  types: readonly RecordType[],
  options: PageOptions = {},
): Promise<PageReading> {
  const clock = stopwatch();
  const upright = await prepare(ports.images, input.bytes, input.name, input.page);
  clock.lap('normalise');
  const { prepared, lanes } = await openReaders(ports.ocr, upright);
  const { sheet } = prepared;
  const known: Lane[] = [];
  for (const reader of lanes) known.push(await know(reader, types));
  clock.lap('recognise');
  const classified = together(
    known.map((lane) => lane.classified),
    types,
  );
  const type = types.find((t) => t.id === classified.recordType && t.version === classified.version) ?? null;
  const places: Place[] = [];
  for (const lane of known) {
    if (!type || lane.classified.recordType !== type.id || lane.classified.version !== type.version) continue;
    // Of two records photographed together only the first is taken, and the page says so.
    if (lane.classified.faces.some((face) => places.some((place) => place.field.face === face))) continue;
    places.push(...(await find(lane, type)));
  }
  const lines = known.flatMap((lane) => lane.reader.lines());
  clock.lap('locate');
  const codes = await codesOn(ports, prepared, type === null || (type.qr !== null && classified.faces.includes(type.qr.face)));
  clock.lap('codes');
  const located = await lookAgain(
    ports.ocr,
    sheet,
    places,
    type,
    codes.map((code) => code.text),
  );
  clock.lap('look');
  const text = options.wholeText
    ? await wholeText(
        ports.ocr,
        prepared,
        lanes.map((reader) => reader.frame),
      )
    : null;
  if (text !== null) clock.lap('text');
  return {
    normalised: normalised(prepared),
    recognised: recognised(sheet, lines, codes),
    classified,
    located,
    ...(text === null ? {} : { text }),
    milliseconds: clock.laps,
  };
}

interface Lane {
  readonly reader: Reader;
  readonly classified: Classified;
}

/** Reads as much of a lane as it takes to know it. */
async function know(reader: Reader, types: readonly RecordType[]): Promise<Lane> {
  await reader.read(reader.body);
  const classified = classify(reader.lines(), types, SURE);
  if (classified.recordType !== null) return { reader, classified };
  await reader.read(reader.all());
  return { reader, classified: classify(reader.lines(), types) };
}

/** Two faces of one form side by side are one page with both; the same face twice is two records. */
function together(lanes: readonly Classified[], types: readonly RecordType[]): Classified {
  const [best, ...others] = [...lanes].sort(
    (a, b) => Number(b.recordType !== null) - Number(a.recordType !== null) || b.score - a.score,
  ) as [Classified, ...Classified[]];
  const same = others.filter((other) => best.recordType !== null && other.recordType === best.recordType && other.version === best.version);
  const type = types.find((t) => t.id === best.recordType && t.version === best.version);
  const faces = [...new Set([best, ...same].flatMap((lane) => lane.faces))];
  const twice =
    same.some((lane) => lane.faces.some((face) => best.faces.includes(face) && type?.faces.find((f) => f.id === face)?.entries === 1)) ||
    others.some((other) => other.recordType !== null && other.recordType !== best.recordType);
  const findings = [...best.findings, ...(twice ? [finding('page.severalRecords', 'error', null)] : [])];
  return {
    ...best,
    faces,
    evidence: [best, ...same].flatMap((lane) => lane.evidence),
    findings: findings.filter((f, i) => findings.findIndex((o) => o.code === f.code) === i),
  };
}

/** Places of the face's values; reads on where some are missing. */
async function find({ reader, classified }: Lane, type: RecordType): Promise<readonly Place[]> {
  // A register page is full of values from edge to edge: none of its rows is a head or a signature.
  if (type.faces.some((face) => face.entries > 1 && classified.faces.includes(face.id))) await reader.read(reader.all());
  const now = () => locate(reader.lines(), type, classified.faces, reader.frame);
  let places = now();
  for (const field of missing(type, classified.faces, places)) {
    if (places.some((place) => place.field === field)) continue;
    for (const part of reader.where(field)) {
      await reader.read([part]);
      places = now();
      if (places.some((place) => place.field === field)) break;
    }
  }
  // Rows of a table without rules may look like two columns of a head.
  const open = type.tables.filter((t) => t.rows === 'ruled' && classified.faces.includes(t.face) && !places.some((p) => p.table === t.key));
  if (!open.some((table) => hasOpenHeads(table, reader.lines()))) return places;
  await reader.read(reader.all());
  return now();
}

/** A face that its body alone proves so far needs no more lines to be known. */
const SURE = 0.45;

/** Fields that the page should have and that no line read so far holds; optional ones only where their place on the paper is told. */
function missing(type: RecordType, faces: readonly string[], places: readonly Place[]): readonly Field[] {
  const own = type.fields.filter((f) => !places.some((p) => p.table === null && p.field.key === f.key));
  const columns = type.tables
    .filter((t) => t.rows === 'page')
    .flatMap((t) => t.columns.filter((f) => !places.some((p) => p.table === t.key && p.field.key === f.key)));
  return [...own, ...columns].filter((f) => faces.includes(f.face) && (f.required || f.printed.region !== null));
}

interface Reader {
  readonly frame: Frame;
  readonly body: readonly Segment[];
  readonly all: () => readonly Segment[];
  readonly read: (parts: readonly Segment[]) => Promise<void>;
  readonly lines: () => readonly ReadLine[];
  /** Stretches not read yet that may hold the field, likeliest first. */
  readonly where: (field: Field) => readonly Segment[];
}

/** Turns the page upright if its first lines make no sense; a folded sheet scanned open is read in two lanes, left and right. */
async function openReaders(ocr: Ocr, upright: Prepared): Promise<{ readonly prepared: Prepared; readonly lanes: readonly Reader[] }> {
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
  const { width, height } = prepared.sheet;
  const middle = width > height * 1.15 ? fold(parts, width) : null;
  if (middle === null) return { prepared, lanes: [readerOf(ocr, prepared, parts, done, { x0: 0, width, height })] };
  const frames = [
    { x0: 0, width: middle, height },
    { x0: middle, width: width - middle, height },
  ];
  const lanes = frames.map((frame) =>
    readerOf(
      ocr,
      prepared,
      parts.filter((part) => stands(part, frame)),
      done,
      frame,
    ),
  );
  return { prepared, lanes };
}

/** Where an open sheet folds: the place near the middle that fewest stretches cross, if hardly any does. */
function fold(parts: readonly Segment[], width: number): number | null {
  let best: number | null = null;
  let least = parts.length * 0.06 + 1;
  for (let x = width * 0.42; x <= width * 0.58; x += width * 0.01) {
    const crossing = parts.filter((p) => p.x0 < x && p.x1 > x).length + Math.abs(x - width / 2) / width;
    if (crossing < least) {
      least = crossing;
      best = x;
    }
  }
  return best;
}

function readerOf(ocr: Ocr, { sheet, layout }: Prepared, parts: readonly Segment[], done: Map<Segment, ReadLine>, frame: Frame): Reader {
  let coloured: readonly Segment[] | null = null;
  const inColour = () => {
    coloured ??= colouredSegments(sheet, layout, Math.max(0, ...parts.map((p) => p.row))).filter((part) => stands(part, frame));
    return coloured;
  };
  const body = bodyOf(parts, layout.letter * sheet.small.factor);
  const top = Math.min(...body.map((p) => p.high));
  const bottom = Math.max(...body.map((p) => p.low));
  const away = (part: Segment) => Math.max(0, top - part.low, part.high - bottom);
  return {
    frame,
    body,
    all: () => [...parts, ...inColour()],
    read: async (list) => {
      for (const part of list) if (!done.has(part)) done.set(part, await readSegment(ocr, sheet, part));
    },
    lines: () => [...parts, ...(coloured ?? [])].flatMap((part) => done.get(part) ?? []),
    where: (field) => {
      const { region, coloured: red } = field.printed;
      const open = [...(red ? inColour() : []), ...parts].filter(
        (part) => !done.has(part) && part.cell === null && reaches(part, region, frame),
      );
      // What is not in the body stands near it, but for numbers in colour.
      return open.sort((a, b) => Number(b.coloured) - Number(a.coloured) || (red ? b.low - a.low : away(a) - away(b)));
    },
  };
}

function partsOf(prepared: Prepared): readonly Segment[] {
  return segments(prepared.sheet, prepared.layout).filter((part) => worthReading(part, prepared));
}

function stands(part: Segment, frame: Frame): boolean {
  const middle = (part.x0 + part.x1) / 2;
  return middle >= frame.x0 && middle < frame.x0 + frame.width;
}

/** Some of the stretch lies in the region. */
function reaches(part: Segment, region: readonly [number, number, number, number] | null, frame: Frame): boolean {
  if (!region) return true;
  const y = (part.high + part.low) / 2;
  const x = Math.min(Math.max(part.x0, frame.x0 + region[0] * frame.width), part.x1);
  return within(region, frame, x, y);
}

/** Rows that begin at the left edge of the text, and table cells: there labels and values stand. */
function bodyOf(parts: readonly Segment[], letter: number): readonly Segment[] {
  const long = parts
    .filter((p) => p.cell === null && p.runs.length >= 6)
    .map((p) => p.x0)
    .sort((a, b) => a - b);
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

async function codesOn(
  ports: PagePorts,
  prepared: Prepared,
  wanted: boolean,
): Promise<{ text: string; box: [number, number, number, number] }[]> {
  if (!wanted) return [];
  const { sheet } = prepared;
  const found = await ports.barcode.find({ width: sheet.small.width, height: sheet.small.height, channels: 1, data: sheet.small.even });
  const factor = sheet.small.factor;
  return found.map((code) => ({
    text: code.text,
    box: toOriginal({ ...sheet, skew: 0 }, code.box[0] * factor, code.box[1] * factor, code.box[2] * factor, code.box[3] * factor),
  }));
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
