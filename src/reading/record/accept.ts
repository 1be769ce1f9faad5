import { fieldKinds } from '#domain/fields/field-kinds';
import { type Finding, finding } from '#domain/finding';
import type { ReadValue } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { checkRecord, type RuleContext, type RuleValues, witnesses } from '#domain/rules/check-record';
import { isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { withTone } from '#domain/vietnamese/tone';
import type { ReadContext } from '#reading/context';
import { networkOf } from '#reading/page/look-again';
import { pointsIn } from './corrections.ts';
import type { Draft } from './interpret.ts';

/**
 * What may pass without a person. The engine's confidence alone is no ground: a value needs looks that agree, no finding against it,
 * and better a witness (another value or a code on the paper that says the same).
 */
export function judge(
  type: RecordType,
  drafts: readonly Draft[],
  page: { readonly codes: readonly string[]; readonly pageFindings: readonly Finding[]; readonly fileNames: readonly string[] },
  context: ReadContext,
): { readonly values: readonly ReadValue[]; readonly findings: readonly Finding[] } {
  const known: RuleValues = new Map(drafts.map((d) => [d.path, { value: d.value, raw: d.raw, label: d.place?.label ?? null }]));
  const rules: RuleContext = {
    today: context.today,
    places: context.places,
    qr: page.codes,
    fileNames: page.fileNames,
    ...(context.taken ? { taken: context.taken } : {}),
  };
  const said = checkRecord(type, known, rules);
  const spoken = witnesses(type, known, rules);
  const spoiled = page.pageFindings.some((f) => f.severity === 'error');
  // On a picture too coarse or too soft to trust, only what something else bears out passes.
  const poor = page.pageFindings.some((f) => f.code === 'page.lowResolution' || f.code === 'page.blurred' || f.code === 'page.faint');
  const values = drafts.map((draft): ReadValue => {
    const { field, path, place } = draft;
    const findings = [...draft.findings, ...said.filter((f) => f.path === path)];
    if (field.handwritten && place) findings.push(finding('value.handwritten', 'info', path));
    if (draft.value !== null && !field.handwritten && draft.differ > 0)
      findings.push(finding('value.disagree', 'info', path, { looks: draft.agree + draft.differ }));
    const confidence = draft.value === null ? null : confidenceOf(draft, findings, spoken.get(path) ?? [], context);
    const accepted =
      confidence !== null && (!poor || (spoken.get(path) ?? []).length > 0) && confidence >= ENOUGH && !field.handwritten && !spoiled;
    return {
      path,
      value: draft.value,
      raw: draft.raw,
      confidence,
      accepted,
      handwritten: field.handwritten,
      page: draft.page,
      box: place?.box ?? null,
      findings,
      alternatives: [...draft.alternatives],
    };
  });
  return { values, findings: said.filter((f) => f.path === null || !drafts.some((d) => d.path === f.path)) };
}

/** Values that are surer than this pass. */
const ENOUGH = 0.99;

/**
 * How often values of this standing were right on papers with known truth. Rows are measured (`bench reading` prints the table), not
 * guessed; they are told apart by what speaks for and against the value.
 */
function confidenceOf(draft: Draft, findings: readonly Finding[], witness: readonly string[], context: ReadContext): number {
  if (draft.field.handwritten) return 0.5;
  if (findings.some((f) => f.severity === 'error')) return 0.3;
  if (findings.some((f) => f.severity === 'warning')) return 0.6;
  const whole = draft.differ === 0 && (draft.agree >= 2 || draft.closed);
  const strong = witness.some((w) => w !== 'calendar');
  const clear = whole && clearToBoth(draft);
  const usual =
    likely(draft, clear, context) &&
    marksAgree(draft, clear, context) &&
    (strong || (tonesTold(draft, context) && figuresTold(draft))) &&
    possible(draft);
  if (whole) return strong && usual ? 0.999 : usual && draft.engine >= 80 ? 0.995 : 0.9;
  if (draft.agree >= 2) return strong && usual ? 0.93 : 0.88;
  return strong ? 0.8 : 0.7;
}

/** Two networks of their own descent read the same, and neither is in doubt: what they agree on need not be in a list to be believed. */
function clearToBoth({ place }: Draft): boolean {
  const looks = place?.looks ?? [];
  return looks.some((look) => networkOf(look.how) === 'vie-careful') && looks.every((look) => look.confidence >= 85);
}

/**
 * Words of names are names, words of other texts are Vietnamese or known of places. A name of words that no list has passes where the
 * ink bears out every mark of them.
 */
function likely(draft: Draft, clear: boolean, context: ReadContext): boolean {
  const { value, field, place } = draft;
  if (value === null) return false;
  if (field.kind === 'name') {
    const score = context.lexicons.nameScore(value);
    if (score >= 0.99 || (place?.ink?.agrees === true && score >= 0.6 && seen(value, context))) return true;
    return clear && place?.ink?.agrees !== false && value.split(' ').every((word) => isSyllable(word) || wordNature(word) === 'highland');
  }
  if (!hasWords(draft)) return true;
  const words = wordsOf(value);
  // Marks over capitals are small: a word of capitals that no list has passes where the ink bears it out (SẢN, SẲN).
  const { knowsPlace, knowsName } = context.lexicons;
  const marked = (w: string) => w === w.toUpperCase() && /\p{M}\p{M}/u.test(w.normalize('NFD')) && !knowsPlace(w) && !knowsName(w);
  if (!clear && place?.ink && place.ink.agrees !== true && words.some(marked)) return false;
  return words.every((w) => isSyllable(w) || knowsPlace(w) || abbreviation.test(w) || (clear && wordNature(w) === 'highland'));
}

function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,;.()/:-]+/u).filter((w) => /\p{L}/u.test(w) && !/\d/.test(w));
}

/** Syllables that are no name known, but not what is left of one that lost a mark (`Nhạt` of Nhật) or has another (`Thuấn`, Thuẩn). */
function seen(name: string, { lexicons }: ReadContext): boolean {
  const marks = (text: string) => text.normalize('NFD').match(/\p{M}/gu)?.length ?? 0;
  return name.split(' ').every(isSyllable) && lexicons.nameProposals(name).every((near) => marks(near.proposed) < marks(near.word));
}

const abbreviation = /^[A-ZĐ]{1,5}$/u;

function hasWords({ field }: Draft): boolean {
  const { editor } = fieldKinds[field.kind];
  return editor === 'line' || editor === 'lines';
}

/**
 * The marks over and the points under letters, told from the ink, must be those of the text (`NGUYỄN` read as `NGUYÊN`, `Mỵ` as `My`): the
 * engine loses a small mark in the same way at every look.
 */
function marksAgree({ place, value, field }: Draft, clear: boolean, { lexicons }: ReadContext): boolean {
  if (!place || value === null) return true;
  const { editor } = fieldKinds[field.kind];
  if (editor !== 'line' && editor !== 'lines') return true;
  const heard = (word: string) => !(clear && field.kind !== 'name' && wordsOf(word).every((w) => isSyllable(w) || lexicons.knowsPlace(w)));
  if (place.ink?.doubted.some((word) => matters(word, value, field) && heard(word))) return false;
  // The point under a small y hangs in its tail, where neither eye nor engine tells it from the ink (My, Mỵ).
  if (field.kind === 'name' && /(?:^|\s)[bcdđghklmnpqrstvx]{1,3}y(?=\s|$)/iu.test(value.replace(/\p{Lu}{2,}/gu, ''))) return false;
  const points = pointsIn(place.raw);
  return clear || points === place.pointsBelow || points === (place.ink?.points ?? place.pointsBelow ?? points);
}

/**
 * A name has a twin of another tone (`THUẦN`, `THUẨN`; `Ôn`, `Ổn`), and two pictures of one worn print fail in the same way: where the ink
 * does not positively say the mark that was read (over a roof or a breve it can hardly), every look has to be sure of it.
 */
function tonesTold({ place, value, field }: Draft, { lexicons }: ReadContext): boolean {
  if (field.kind !== 'name' || !place || value === null || place.looks.length === 0) return true;
  const least = Math.min(...place.looks.map((look) => look.confidence));
  const told = place.ink?.agrees === true;
  return value.split(' ').every((word, at) => {
    const marks = word.normalize('NFD');
    const roofed = /[\u0302\u0306]/u.test(marks);
    // Before a stop the rising tone is the only one above, and families are known.
    if ((at === 0 && value.includes(' ') && lexicons.knowsName(word)) || /(?:c|ch|p|t)$/iu.test(word)) return true;
    if (/[\u0300\u0301\u0303\u0309]/u.test(marks)) return roofed ? least >= (told ? 60 : 80) : told || least >= 60;
    // A tone over a capital's roof is the smallest of all marks, and the first to be lost.
    if (told || least >= 88 || !/[ÂÊÔĂ]/u.test(word)) return true;
    return !tonesAbove.some((tone) => lexicons.knowsName(withTone(word, tone)));
  });
}

/** In a number of few figures nothing tells that one is missing (972 read as 72): every look has to be sure of it. */
function figuresTold({ place, value, field }: Draft): boolean {
  if (field.kind !== 'plot-number' || !place || value === null || value.length > 3) return true;
  return place.looks.every((look) => look.confidence >= 75);
}

const tonesAbove = ['huyền', 'sắc', 'hỏi', 'ngã'] as const;

/**
 * Worn ink speaks against many a right letter. It is heard where nothing else could tell: in names, in villages and in words of capitals.
 * Units of the country and running words are known by their spelling.
 */
function matters(word: string, value: string, field: Draft['field']): boolean {
  if (field.kind === 'name') return true;
  if (field.kind === 'address') return value.split(',')[0]?.includes(word.replace(/[,;.]+$/u, '')) === true && value.includes(',');
  return word.length > 1 && word === word.toUpperCase();
}

/**
 * A date without its day or month, from a text that holds more than that, has lost them; no month is the thirteenth, no day the 32nd, and
 * no single letter or figure is a text.
 */
function possible({ field, value, raw }: Draft): boolean {
  const { editor } = fieldKinds[field.kind];
  if (value !== null && (editor === 'lines' || (editor === 'line' && field.pattern === null))) {
    if (value.length < 2) return false;
    for (const [, word, number] of value.matchAll(/(ngày|tháng)\s*(\d+)/giu))
      if (Number(number) < 1 || Number(number) > (word?.toLowerCase() === 'tháng' ? 12 : 31)) return false;
  }
  return !(
    fieldKinds[field.kind].editor === 'date' &&
    value !== null &&
    value.length < 10 &&
    (raw ?? '').replace(/[^\p{L}\d]/gu, '').length > value.replace(/\D/g, '').length
  );
}
