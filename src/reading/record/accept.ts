import { type Finding, finding } from '#domain/finding';
import type { Lexicons } from '#domain/lexicon';
import type { Located, ReadValue } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { checkRecord, type RuleContext, type RuleValues, witnesses } from '#domain/rules/check-record';
import type { ReadContext } from '#reading/context';
import type { Candidate, ReadingKind } from '#reading/kinds/reading-kind';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { dotsBelowIn } from '#reading/kinds/words';
import { networkOf } from '#reading/page/look-again';
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
    const candidate = candidateOf(draft);
    const confidence = candidate && confidenceOf(candidate, draft, findings, spoken.get(path) ?? [], context);
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
function confidenceOf(
  candidate: Candidate,
  draft: Draft,
  findings: readonly Finding[],
  witness: readonly string[],
  { lexicons }: ReadContext,
): number {
  const { field } = candidate;
  if (field.handwritten) return 0.5;
  if (findings.some((f) => f.severity === 'error')) return 0.3;
  if (findings.some((f) => f.severity === 'warning')) return 0.6;
  const whole = isWhole(draft);
  const strong = witness.some((w) => w !== 'calendar');
  const kind = readingKinds[field.kind];
  const usual =
    kind.isSpelled(candidate, lexicons) &&
    diacriticsAgree(candidate, kind, lexicons) &&
    (strong || kind.isCertain(candidate, lexicons)) &&
    kind.isPossible(candidate);
  if (whole) return strong && usual ? 0.999 : usual && draft.engine >= 80 ? 0.995 : 0.9;
  if (draft.agree >= 2) return strong && usual ? 0.93 : 0.88;
  return strong ? 0.8 : 0.7;
}

function candidateOf(draft: Draft): Candidate | null {
  const { value, raw, field, place } = draft;
  return value === null || place === null ? null : { value, raw, field, place, clear: isWhole(draft) && clearToBoth(place) };
}

/** All passes mean the same value, and there were two of them, or one was enough. */
function isWhole({ agree, differ, closed }: Draft): boolean {
  return differ === 0 && (agree >= 2 || closed);
}

/** Two networks of different descent read the same, and neither is in doubt: what they agree on need not be in a list to be believed. */
function clearToBoth({ looks }: Located): boolean {
  return looks.some((look) => networkOf(look.how) === 'vie-careful') && looks.every((look) => look.confidence >= 85);
}

/**
 * The diacritics over letters and the dots below, told from the ink, must be those of the text (`NGUYỄN` read as `NGUYÊN`, `Mỵ` as `My`):
 * the engine loses a small one in the same way in every pass.
 */
function diacriticsAgree(candidate: Candidate, { diacritics }: ReadingKind, lexicons: Lexicons): boolean {
  if (!diacritics) return true;
  const { value, place, clear } = candidate;
  if (place.ink?.doubted.some((word) => diacritics.doubtCounts(word, candidate, lexicons))) return false;
  if (diacritics.mayHideDot(value)) return false;
  const dots = dotsBelowIn(place.raw);
  return clear || dots === place.pointsBelow || dots === (place.ink?.points ?? place.pointsBelow ?? dots);
}
