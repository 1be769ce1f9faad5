/** The walk of a page, step by step in one place. */
import { finding } from '#domain/finding';
import type { Classified, PageReading } from '#domain/reading';
import { type Field, type RecordType, standsOn } from '#domain/record-type';
import type { Barcode, Images, Ocr } from '#ports';
import { toOriginal } from '#reading/ink/sheet';
import { classify } from './classify.ts';
import { hasOpenHeads } from './columns.ts';
import { explain, together } from './explain.ts';
import { type Lane, openLanes } from './lanes.ts';
import { locate } from './locate.ts';
import { normalised, type Prepared, prepare } from './normalise.ts';
import { penRegions } from './pen-values.ts';
import { recognised } from './recognise.ts';
import type { Region } from './region.ts';
import { secondPass } from './second-pass.ts';
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
 * The page half of the pipeline: normalise → recognise → classify → locate → explain. What is odd with the paper becomes findings; only files
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
  const asItLies = await prepare(ports.images, input.bytes, input.name, input.page);
  clock.lap('normalise');
  const { prepared, lanes } = await openLanes(ports.ocr, asItLies);
  const { sheet } = prepared;
  const known: KnownLane[] = [];
  for (const lane of lanes) known.push({ lane, classified: await classifyLane(lane, types) });
  clock.lap('recognise');
  const classified = mergeClassified(
    known.map((lane) => lane.classified),
    types,
  );
  const type = types.find((t) => t.id === classified.recordType && t.version === classified.version) ?? null;
  const found: { readonly lane: Lane; readonly faces: readonly string[]; readonly regions: readonly Region[] }[] = [];
  for (const { lane, classified } of known) {
    if (!type || classified.recordType !== type.id || classified.version !== type.version) continue;
    // Of two records photographed together only the first is taken, and the page says so.
    const { faces } = classified;
    if (faces.some((face) => found.some(({ regions }) => regions.some((region) => region.field.face === face)))) continue;
    found.push({ lane, faces, regions: await locateIn(lane, type, faces) });
  }
  const lines = lanes.flatMap((lane) => lane.lines());
  clock.lap('locate');
  const explained = type === null ? [] : found.map(({ lane, faces, regions }) => explain(prepared, lane, type, faces, regions));
  const regions = explained.flatMap((one) => one.regions);
  clock.lap('explain');
  const codes = await codesOn(ports, prepared, type === null || (type.qr !== null && classified.faces.includes(type.qr.face)));
  clock.lap('codes');
  const byPen = penRegions(sheet, regions, lines);
  const written = regions.filter((region) => byPen.has(region) || !region.onlyByPen);
  const located = await secondPass(
    ports.ocr,
    sheet,
    written,
    type,
    codes.map((code) => code.text),
    byPen,
  );
  clock.lap('passes');
  const text = options.wholeText
    ? await wholeText(
        ports.ocr,
        prepared,
        lanes.map((lane) => lane.frame),
      )
    : null;
  if (text !== null) clock.lap('text');
  return {
    normalised: normalised(prepared),
    recognised: recognised(sheet, lines, codes),
    classified,
    located,
    explained: type === null ? null : together(explained),
    ...(text === null ? {} : { text }),
    milliseconds: clock.laps,
  };
}

interface KnownLane {
  readonly lane: Lane;
  readonly classified: Classified;
}

/** A face whose score (0 to 1) its body alone brings to this needs no more lines to be known. */
const BODY_SCORE = 0.45;

/** Reads as much of a lane as it takes to know its form. */
async function classifyLane(lane: Lane, types: readonly RecordType[]): Promise<Classified> {
  await lane.read(lane.body);
  const classified = classify(lane.lines(), types, BODY_SCORE);
  if (classified.recordType !== null) return classified;
  await lane.read(lane.all());
  return classify(lane.lines(), types);
}

/** Two faces of one form side by side are one page with both; the same face twice is two records. */
function mergeClassified(lanes: readonly Classified[], types: readonly RecordType[]): Classified {
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

/** Regions of the values of these faces; reads on where some are missing. */
async function locateIn(lane: Lane, type: RecordType, faces: readonly string[]): Promise<readonly Region[]> {
  // A register page is full of values from edge to edge: none of its rows is a head or a signature.
  if (type.faces.some((face) => face.entries > 1 && faces.includes(face.id))) await lane.read(lane.all());
  const now = () => locate(lane.lines(), type, faces, lane.frame);
  let regions = now();
  const isFound = (field: Field) => regions.some((region) => region.field === field && !region.onlyByPen);
  for (const field of missingFields(type, faces, regions)) {
    if (isFound(field)) continue;
    for (const segment of lane.candidates(field)) {
      await lane.read([segment]);
      regions = now();
      if (isFound(field)) break;
    }
  }
  // Rows of a table without ruling lines may look like two columns of a head.
  const open = type.tables.filter(
    (t) => t.rows === 'ruled' && faces.some((face) => standsOn(t, face)) && !regions.some((region) => region.table === t.key),
  );
  if (!open.some((table) => hasOpenHeads(table, lane.lines()))) return regions;
  await lane.read(lane.all());
  return now();
}

/** Fields that the page should have and that no line read so far holds; optional ones only where their place on the paper is told. */
function missingFields(type: RecordType, faces: readonly string[], regions: readonly Region[]): readonly Field[] {
  const isFound = (table: string | null, { key }: Field) =>
    regions.some((region) => region.table === table && region.field.key === key && !region.onlyByPen);
  const own = type.fields.filter((f) => !isFound(null, f));
  const columns = type.tables.filter((t) => t.rows === 'page').flatMap((t) => t.columns.filter((f) => !isFound(t.key, f)));
  return [...own, ...columns].filter((f) => faces.some((face) => standsOn(f, face)) && (f.required || f.printed.region !== null));
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

/** Milliseconds are kept to a tenth. */
const TENTHS = 10;

function stopwatch(): { readonly lap: (name: string) => void; readonly laps: Record<string, number> } {
  let last = performance.now();
  const laps: Record<string, number> = {};
  return {
    laps,
    lap: (name) => {
      const now = performance.now();
      laps[name] = Math.round((now - last) * TENTHS) / TENTHS;
      last = now;
    },
  };
}
