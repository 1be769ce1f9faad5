import { fieldKinds } from '#domain/fields/field-kinds';
import type { Places } from '#domain/place';
import type { Located, Pass } from '#domain/reading';
import type { Field, RecordType } from '#domain/record-type';
import { witnesses } from '#domain/rules/check-record';
import type { Ocr, OcrModel } from '#ports';
import { inkedDiacritics } from '#reading/ink/diacritics';
import { type Sheet, toOriginal } from '#reading/ink/sheet';
import { type Preparation, stripOf } from '#reading/ink/strips';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { passBy, passLike, passOfLine, sameText, vote } from './passes.ts';
import { tidy } from './recognise.ts';
import type { Region, ValueSpan } from './region.ts';

/**
 * Second and third passes over a value's region, with the picture prepared otherwise. Equal answers from different pictures are worth more
 * than the engine's own confidence.
 */

/** Taller letters in the strip than in the first pass, and only the palest grey becomes paper. */
const second: Preparation = { name: 'tall', air: 0.12, pale: 0.85 };
/** As much air as in the first pass, and nearly all grey is kept. */
const third: Preparation = { name: 'soft', air: 0.22, pale: 0.95 };

/** Confidence of the first pass, 0 to 100, from which something else stands for a second one. */
const sureEnough = {
  /** One of few wordings: nothing else that it could be is near. */
  closed: 88,
  /** The same long text once more on the page. */
  elsewhere: 80,
  /** Other print says the same in another way: two readings that agree by chance are rare, so that less is asked of each. */
  witnessed: 60,
} as const;

/** The engine's confidence goes from 0 to this. */
const SUREST = 100;

/** Letters from which a text is long enough not to be read the same twice by chance. */
const LONG_TEXT = 12;

/** In heights of the span's small letters (x-height). */
const margin = {
  /** Left and right of a number that is cut out of a line. */
  number: 0.1,
  /** Around the box that people see. */
  box: { print: 0.25, hand: 0, pen: 0.8 },
} as const;

export async function secondPass(
  ocr: Ocr,
  sheet: Sheet,
  regions: readonly Region[],
  type: RecordType | null,
  codes: readonly string[],
  byPen: ReadonlyMap<Region, 'pen' | 'unsure'> = new Map(),
): Promise<Located[]> {
  const witnessed = type ? witnessedRegions(type, regions, codes) : new Set<Region>();
  const out: Located[] = [];
  for (const region of regions) {
    const isPen = byPen.get(region) === 'pen';
    const handwritten = isPen || region.field.handwritten;
    const passes = handwritten ? firstAlone(region) : await passesOver(ocr, sheet, region, regions, witnessed);
    const best = vote(passes);
    const { field, table, row, entry, spans, label, unexplained, unread, atEdge, farFromLabel } = region;
    const box = boxOf(sheet, spans, isPen ? 'pen' : field.handwritten ? 'hand' : 'print');
    out.push({
      key: field.key,
      table,
      row,
      entry,
      box,
      label: label || null,
      raw: best.text,
      confidence: best.confidence,
      alternatives: [...new Set(passes.map(({ text }) => text))].filter((text) => text !== best.text),
      passes: [...passes],
      unexplained,
      crossed: isCrossed(box, sheet.streaks),
      handwritten,
      mayBePen: byPen.get(region) === 'unsure',
      unread,
      atEdge,
      farFromLabel,
      dotsBelow: handwritten ? null : spans.reduce((sum, span) => sum + span.dotsBelow.length, 0),
      ink: handwritten ? null : inkOf(sheet, region),
    });
  }
  return out;
}

function isCrossed([x, , width]: Located['box'], streaks: Sheet['streaks']): boolean {
  return streaks.some(([from, to]) => from < x + width && to > x);
}

type Passes = readonly [Pass, ...Pass[]];

/** What a hand wrote is for a person to key: another reading of it would be no surer. */
function firstAlone({ raw, confidence }: Region): Passes {
  return [passOfLine(raw, confidence)];
}

async function passesOver(
  ocr: Ocr,
  sheet: Sheet,
  region: Region,
  regions: readonly Region[],
  witnessed: ReadonlySet<Region>,
): Promise<Passes> {
  const { field, raw, confidence, spans } = region;
  const kind = readingKinds[field.kind];
  const first = passOfLine(raw, confidence);
  if (spans.length === 0 || isSurelyClosed(region)) return [first];
  if (witnessed.has(region)) return [first, passLike('witness', raw, confidence)];
  const twin = twinOf(region, regions);
  if (twin) return [first, passLike('elsewhere', twin.raw, twin.confidence)];
  const network = kind.secondNetwork(raw);
  const again = await recogniseAgain(ocr, sheet, spans, second, network);
  if (!agree(field, raw, again.text)) return [first, again, await recogniseAgain(ocr, sheet, spans, third, network)];
  const figures = kind.figuresAmongWords ? await figuresAgain(ocr, sheet, region) : null;
  return figures ? [first, again, figures] : [first, again];
}

/** Words are compared with the ink of their diacritics; numbers have none. */
function inkOf(sheet: Sheet, { field, spans }: Region): Located['ink'] {
  if (field.pattern !== null || readingKinds[field.kind].diacritics === null) return null;
  const { agrees, doubted, dotsBelow } = inkedDiacritics(sheet, spans);
  return { agrees, doubted: [...doubted], dotsBelow };
}

/** One of few wordings that a form allows, read surely. */
function isSurelyClosed({ field, raw, confidence }: Region): boolean {
  if (confidence < sureEnough.closed) return false;
  const { value, findings } = fieldKinds[field.kind].interpret(raw, field, field.key);
  return value !== null && findings.length === 0 && readingKinds[field.kind].isClosed(value);
}

/** Values that other print on the page says again in another way: figures and words, the code. A second pass would say less than they do. */
function witnessedRegions(type: RecordType, regions: readonly Region[], codes: readonly string[]): ReadonlySet<Region> {
  const checks = type.checks.filter((check) => independentRules.has(check.rule));
  if (checks.length === 0) return new Set();
  const single = regions.filter((region) => region.table === null && region.entry === 0);
  const values = new Map(
    single.map(({ field, raw }) => {
      const { value, findings } = fieldKinds[field.kind].interpret(raw, field, field.key);
      return [field.key, { value: findings.some((one) => one.severity !== 'info') ? null : value, raw }] as const;
    }),
  );
  const found = witnesses({ ...type, checks, fields: [], tables: [] }, values, { today: '9999-12-31', places: NO_PLACES, qr: codes });
  return new Set(single.filter(({ field, confidence }) => found.has(field.key) && confidence >= sureEnough.witnessed));
}

/** Rules that compare different kinds of print. Figures do not bear out figures: one typeface's 3 is a 5 wherever it stands. */
const independentRules: ReadonlySet<string> = new Set(['dateWords', 'areaWords', 'qrTokens']);
/** None of these rules asks for places. */
const NO_PLACES = {} as Places;

/** The same long text printed elsewhere on the page and read the same there: other ink, the same answer. */
function twinOf(region: Region, regions: readonly Region[]): Region | null {
  if (region.raw.length < LONG_TEXT || region.confidence < sureEnough.elsewhere) return null;
  return (
    regions.find(
      (other) =>
        other !== region &&
        !other.field.handwritten &&
        other.field.kind === region.field.kind &&
        other.raw === region.raw &&
        other.confidence >= sureEnough.elsewhere,
    ) ?? null
  );
}

/** Numbers of houses, hamlets and quarters, and dates among words, read again by the network for figures; null where they are the same. */
async function figuresAgain(ocr: Ocr, sheet: Sheet, { raw, spans }: Region): Promise<Pass | null> {
  let text = raw;
  let confidence = SUREST;
  for (const span of spans) {
    for (const word of span.words) {
      const figures = /\d+/.exec(word.text)?.[0];
      if (figures === undefined || !text.includes(word.text)) continue;
      const side = (span.baseline - span.meanline) * margin.number;
      const again = await recogniseAgain(ocr, sheet, [{ ...span, x0: word.x0 - side, x1: word.x1 + side }], second, 'eng');
      const other = /\d+/.exec(again.text)?.[0];
      if (other === undefined || other.length !== figures.length || other === figures) continue;
      text = text.replace(word.text, word.text.replace(figures, other));
      confidence = Math.min(confidence, again.confidence);
    }
  }
  return text === raw ? null : passLike('figures', text, confidence);
}

/** As sure as the least sure word. */
async function recogniseAgain(
  ocr: Ocr,
  sheet: Sheet,
  spans: readonly ValueSpan[],
  preparation: Preparation,
  network: OcrModel,
): Promise<Pass> {
  const texts: string[] = [];
  let confidence = SUREST;
  for (const span of spans) {
    const lines = await ocr.recognise(stripOf(sheet, span, preparation).raster, { model: network, layout: 'raw' });
    for (const line of lines) {
      texts.push(...line.words.map((word) => tidy(word.text)));
      for (const word of line.words) confidence = Math.min(confidence, word.confidence);
    }
  }
  return passBy(network, preparation.name, texts.join(' ').replace(/^[\s:.,;_-]+|[\s:,;_]+$/gu, ''), confidence);
}

/** The same text, or the same number or date: the English network writes `ngày` without its diacritic. */
function agree(field: Field, one: string, other: string): boolean {
  if (sameText(one, other)) return true;
  if (!readingKinds[field.kind].agreesByValue) return false;
  const { interpret } = fieldKinds[field.kind];
  const value = interpret(one, field, field.key).value;
  return value !== null && value === interpret(other, field, field.key).value;
}

/** On the original. The place of a field for handwriting has its room already; pen in a place meant for print is shown with as much. */
function boxOf(sheet: Sheet, spans: readonly ValueSpan[], ink: keyof typeof margin.box): Located['box'] {
  if (spans.length === 0) return [0, 0, 0, 0];
  const xHeight = Math.max(...spans.map((span) => span.baseline - span.meanline));
  const pad = xHeight * margin.box[ink];
  const x0 = Math.min(...spans.map((span) => span.x0)) - pad;
  const x1 = Math.max(...spans.map((span) => span.x1)) + pad;
  const y0 = Math.min(...spans.map((span) => span.top)) - pad;
  const y1 = Math.max(...spans.map((span) => span.bottom)) + pad;
  return toOriginal(sheet, x0, y0, x1 - x0, y1 - y0);
}
