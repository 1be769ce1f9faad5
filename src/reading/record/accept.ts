import { type Finding, finding } from '#domain/finding';
import type { Lexicons } from '#domain/lexicon';
import type { Located, ReadValue } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { checkRecord, type RuleContext, type RuleValues, witnesses } from '#domain/rules/check-record';
import type { ReadContext } from '#reading/context';
import type { Candidate, Diacritics } from '#reading/kinds/reading-kind';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { dotsBelowIn } from '#reading/kinds/words';
import { networkOf } from '#reading/page/passes';
import { ACCEPTED_FROM, confidence, confidenceRowOf, type Evidence } from './confidence.ts';
import type { Draft } from './interpret.ts';

/** Two networks are clear of a value when every pass has this confidence (0–100). */
const CLEAR = 85;

/** On a picture too coarse or too soft to trust, only what something else bears out passes. */
const poorPicture: ReadonlySet<Finding['code']> = new Set(['page.lowResolution', 'page.blurred', 'page.faint']);

/** Letters of a value's end that a message shows. */
const END_SHOWN = 24;

/**
 * What may pass without a person. The engine's confidence alone is no ground: a value needs passes that agree, no finding against it,
 * and better a witness (another value or a code on the paper that says the same).
 */
export function judge(
  type: RecordType,
  drafts: readonly Draft[],
  page: { readonly codes: readonly string[]; readonly pageFindings: readonly Finding[]; readonly fileNames: readonly string[] },
  context: ReadContext,
): { readonly values: readonly ReadValue[]; readonly findings: readonly Finding[] } {
  const known: RuleValues = new Map(drafts.map(({ path, value, raw, located }) => [path, { value, raw, label: located?.label ?? null }]));
  const rules: RuleContext = {
    today: context.today,
    places: context.places,
    qr: page.codes,
    fileNames: page.fileNames,
    ...(context.taken ? { taken: context.taken } : {}),
  };
  const checked = checkRecord(type, known, rules);
  const witnessed = witnesses(type, known, rules);
  const isSpoiled = page.pageFindings.some(({ severity }) => severity === 'error');
  const isPoor = page.pageFindings.some(({ code }) => poorPicture.has(code));
  const values = drafts.map((draft): ReadValue => {
    const { field, path, located, value, raw } = draft;
    const { handwritten } = field;
    const findings = [...draft.findings, ...ofItsPlace(draft, context), ...checked.filter((one) => one.path === path)];
    if (handwritten && located) findings.push(finding('value.handwritten', 'info', path));
    if (value !== null && !handwritten && draft.differ > 0)
      findings.push(finding('value.disagree', 'info', path, { passes: draft.agree + draft.differ }));
    const agreed = witnessed.get(path) ?? [];
    const evidence = evidenceOf(draft, findings, agreed, context.lexicons);
    const probability = evidence && confidence[confidenceRowOf(evidence)];
    const isSure = probability !== null && probability >= ACCEPTED_FROM;
    return {
      path,
      value,
      raw,
      confidence: probability,
      accepted: isSure && !handwritten && !isSpoiled && (!isPoor || agreed.length > 0),
      handwritten,
      page: draft.page,
      box: located?.box ?? null,
      findings,
      alternatives: [...draft.alternatives],
    };
  });
  return { values, findings: checked.filter((one) => one.path === null || !drafts.some(({ path }) => path === one.path)) };
}

/** What the value, by itself and by what stands around it, says of where it begins and ends. */
function ofItsPlace({ value, raw, field, path, located }: Draft, lists: ReadContext): readonly Finding[] {
  if (value === null || field.handwritten) return [];
  const kind = readingKinds[field.kind];
  const findings: Finding[] = [];
  if (kind.goesOn(value) || !kind.isWhole(value, lists))
    findings.push(finding('value.cut', 'warning', path, { found: value.slice(-END_SHOWN) }));
  if (kind.holdsLabel(raw ?? value)) findings.push(finding('value.holdsLabel', 'warning', path, { found: raw ?? value }));
  if (located?.mayBePen === true) findings.push(finding('value.pen', 'warning', path));
  if (located?.crossed) findings.push(finding('value.streak', 'warning', path));
  if (located?.unexplained != null) findings.push(finding('value.unexplained', 'warning', path, { found: located.unexplained }));
  if (located?.unread != null) findings.push(finding('value.unreadInk', 'warning', path, { where: located.unread }));
  if (located?.atEdge === true) findings.push(finding('value.atEdge', 'warning', path));
  if (located?.farFromLabel === true) findings.push(finding('value.farFromLabel', 'warning', path));
  return findings;
}

/** Null where nothing was read. */
function evidenceOf(draft: Draft, findings: readonly Finding[], agreed: readonly string[], lexicons: Lexicons): Evidence | null {
  const { value, raw, field, located, agree, differ, closed, engine } = draft;
  if (value === null || located === null) return null;
  const passes = differ === 0 && (agree >= 2 || closed) ? 'all' : agree >= 2 ? 'most' : 'one';
  const candidate: Candidate = { value, raw, field, located, clear: passes === 'all' && isClear(located) };
  const witnessed = agreed.some((rule) => rule !== 'calendar');
  const kind = readingKinds[field.kind];
  const severities = new Set(findings.map(({ severity }) => severity));
  return {
    worst: (['error', 'warning', 'info'] as const).find((severity) => severities.has(severity)) ?? null,
    handwritten: field.handwritten,
    passes,
    witnessed,
    sound:
      kind.isSpelled(candidate, lexicons) &&
      (kind.diacritics === null || diacriticsAgree(candidate, kind.diacritics, lexicons)) &&
      (witnessed || kind.isCertain(candidate, lexicons)) &&
      kind.isPossible(candidate),
    engine,
  };
}

/** Two networks of different descent read the same, and neither is in doubt: what they agree on need not be in a list to be believed. */
function isClear({ passes }: Located): boolean {
  return passes.some((pass) => networkOf(pass) === 'vie-careful') && passes.every(({ confidence }) => confidence >= CLEAR);
}

/**
 * The diacritics over letters and the dots below, told from the ink, must be those of the text (`NGUYỄN` read as `NGUYÊN`, `Mỵ` as `My`):
 * the engine loses a small one in the same way in every pass.
 */
function diacriticsAgree(candidate: Candidate, { doubtCounts, mayHideDot }: Diacritics, lexicons: Lexicons): boolean {
  const { value, located, clear } = candidate;
  if (located.ink?.doubted.some((word) => doubtCounts(word, candidate, lexicons)) || mayHideDot(value)) return false;
  const dots = dotsBelowIn(located.raw);
  return clear || dots === located.dotsBelow || dots === (located.ink?.dotsBelow ?? located.dotsBelow ?? dots);
}
