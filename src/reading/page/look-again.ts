import { fieldKinds } from '#domain/fields/field-kinds';
import type { Places } from '#domain/place';
import type { Located } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { witnesses } from '#domain/rules/check-record';
import type { Ocr, OcrModel } from '#ports';
import { inkedDiacritics } from '#reading/ink/diacritics';
import { type Sheet, toOriginal } from '#reading/ink/sheet';
import { type Preparation, stripOf } from '#reading/ink/strips';
import { readingKinds } from '#reading/kinds/reading-kinds';
import type { Place, ValueSpan } from './place.ts';
import { tidy } from './recognise.ts';

/**
 * Second and third looks at a value: the same place, prepared otherwise. Equal answers from different pictures are worth more than the
 * engine's own confidence.
 */

const second: Preparation = { name: 'tall', air: 0.12, pale: 0.85 };
const third: Preparation = { name: 'soft', air: 0.22, pale: 0.95 };

export async function lookAgain(
  ocr: Ocr,
  sheet: Sheet,
  places: readonly Place[],
  type: RecordType | null,
  codes: readonly string[],
): Promise<Located[]> {
  const out: Located[] = [];
  const witnessed = type ? borneOut(type, places, codes) : new Set<Place>();
  for (const place of places) {
    const looks: Located['looks'] = [{ text: place.raw, confidence: place.confidence, how: 'first' }];
    const { field } = place;
    if (!field.handwritten && place.spans.length > 0 && !known(place)) {
      const twin = twinOf(place, places);
      if (witnessed.has(place)) looks.push({ text: place.raw, confidence: place.confidence, how: 'witness' });
      else if (twin) looks.push({ text: twin.raw, confidence: twin.confidence, how: 'elsewhere' });
      else {
        const model = readingKinds[field.kind].secondNetwork(place.raw);
        looks.push(await look(ocr, sheet, place.spans, second, model));
        if (!alike(field, looks[0]?.text ?? '', looks[1]?.text ?? '')) looks.push(await look(ocr, sheet, place.spans, third, model));
        else if (readingKinds[field.kind].figuresAmongWords) {
          const other = await figuresAgain(ocr, sheet, place);
          if (other) looks.push(other);
        }
      }
    }
    const best = vote(looks);
    out.push({
      key: field.key,
      table: place.table,
      row: place.row,
      entry: place.entry,
      box: boxOf(sheet, place.spans, field.handwritten),
      label: place.label || null,
      raw: best.text,
      confidence: best.confidence,
      others: [...new Set(looks.map((l) => l.text))].filter((text) => text !== best.text),
      looks,
      pointsBelow: field.handwritten ? null : place.spans.reduce((sum, span) => sum + span.dotsBelow.length, 0),
      ink: inkOf(sheet, place),
    });
  }
  return out;
}

/** Words are looked at for their marks; numbers have none, and handwriting is nobody's print. */
function inkOf(sheet: Sheet, { field, spans }: Place): Located['ink'] {
  if (field.handwritten || field.pattern !== null || readingKinds[field.kind].diacritics === null) return null;
  const { agrees, doubted, dotsBelow } = inkedDiacritics(sheet, spans);
  return { agrees, doubted: [...doubted], points: dotsBelow };
}

/** One of few wordings that a form allows, read surely: nothing else it could be is near. */
function known(place: Place): boolean {
  const { field } = place;
  if (place.confidence < 88) return false;
  const { value, findings } = fieldKinds[field.kind].interpret(place.raw, field, field.key);
  if (value === null || findings.length > 0) return false;
  return readingKinds[field.kind].isClosed(value);
}

/**
 * Values that other print on the page says again in another way: figures and words, the code. A second look
 * would say less than they do.
 */
function borneOut(type: RecordType, places: readonly Place[], codes: readonly string[]): ReadonlySet<Place> {
  const checks = type.checks.filter((check) => sameThingTwice.has(check.rule));
  if (checks.length === 0) return new Set();
  const single = places.filter((place) => place.table === null && place.entry === 0);
  const values = new Map(
    single.map((place) => {
      const { value, findings } = fieldKinds[place.field.kind].interpret(place.raw, place.field, place.field.key);
      return [place.field.key, { value: findings.some((f) => f.severity !== 'info') ? null : value, raw: place.raw }] as const;
    }),
  );
  const said = witnesses({ ...type, checks, fields: [], tables: [] }, values, { today: '9999-12-31', places: NO_PLACES, qr: codes });
  return new Set(single.filter((place) => said.has(place.field.key) && place.confidence >= 60));
}

/** Figures do not bear out figures: one face's 3 is a 5 wherever it stands. */
const sameThingTwice: ReadonlySet<string> = new Set(['dateWords', 'areaWords', 'qrTokens']);
/** None of these rules asks for places. */
const NO_PLACES = {} as Places;

/** The same long text printed elsewhere on the page and read the same there: other ink, the same answer. */
function twinOf(place: Place, places: readonly Place[]): Place | null {
  if (place.raw.length < 12 || place.confidence < 80) return null;
  return (
    places.find(
      (other) =>
        other !== place &&
        !other.field.handwritten &&
        other.field.kind === place.field.kind &&
        other.raw === place.raw &&
        other.confidence >= 80,
    ) ?? null
  );
}

/** Numbers of houses, hamlets and quarters, and dates among words, looked at again by eyes for figures; null where they are the same. */
async function figuresAgain(ocr: Ocr, sheet: Sheet, place: Place): Promise<Located['looks'][number] | null> {
  let text = place.raw;
  let confidence = 100;
  for (const span of place.spans) {
    for (const word of span.words) {
      const figures = /\d+/.exec(word.text)?.[0];
      if (figures === undefined || !text.includes(word.text)) continue;
      const size = span.baseline - span.meanline;
      const part = { ...span, x0: word.x0 - size * 0.1, x1: word.x1 + size * 0.1 };
      const again = await look(ocr, sheet, [part], second, 'eng');
      const other = /\d+/.exec(again.text)?.[0];
      if (other === undefined || other.length !== figures.length || other === figures) continue;
      text = text.replace(word.text, word.text.replace(figures, other));
      confidence = Math.min(confidence, again.confidence);
    }
  }
  return text === place.raw ? null : { text, confidence, how: 'figures' };
}

async function look(
  ocr: Ocr,
  sheet: Sheet,
  spans: readonly ValueSpan[],
  preparation: Preparation,
  model: OcrModel,
): Promise<Located['looks'][number]> {
  const texts: string[] = [];
  let confidence = 100;
  for (const span of spans) {
    const lines = await ocr.recognise(stripOf(sheet, span, preparation).raster, { model, layout: 'raw' });
    for (const line of lines) {
      texts.push(...line.words.map((word) => tidy(word.text)));
      for (const word of line.words) confidence = Math.min(confidence, word.confidence);
    }
  }
  const how = `${preparation.name}-${model}`;
  return { text: texts.join(' ').replace(/^[\s:.,;_-]+|[\s:,;_]+$/gu, ''), confidence, how };
}

/** Which network gave a look, by its name as `look` writes it; looks that were not taken anew stand for themselves. */
export function networkOf(how: string): string {
  return /(?:vie-careful|eng)$/u.exec(how)?.[0] ?? how;
}

/** The same text, or the same number or date: the English data write `ngày` without its mark. */
function alike(field: Place['field'], one: string, other: string): boolean {
  if (agree(one, other)) return true;
  if (!readingKinds[field.kind].agreesByValue) return false;
  const { interpret } = fieldKinds[field.kind];
  const value = interpret(one, field, field.key).value;
  return value !== null && value === interpret(other, field, field.key).value;
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

function boxOf(sheet: Sheet, spans: readonly ValueSpan[], generous: boolean): Located['box'] {
  if (spans.length === 0) return [0, 0, 0, 0];
  const size = Math.max(...spans.map((s) => s.baseline - s.meanline));
  const pad = generous ? 0 : size * 0.25;
  const x0 = Math.min(...spans.map((s) => s.x0)) - pad;
  const x1 = Math.max(...spans.map((s) => s.x1)) + pad;
  const y0 = Math.min(...spans.map((s) => s.top)) - pad;
  const y1 = Math.max(...spans.map((s) => s.bottom)) + pad;
  return toOriginal(sheet, x0, y0, x1 - x0, y1 - y0);
}
