import { z } from 'zod';

/** What values of a record say against each other: the same is said at every one of them. */
const betweenValues = [
  'id.sex',
  'id.birthYear',
  'id.place',
  'id.kind',
  'date.words',
  'area.words',
  'area.parts',
  'area.form',
  'date.order',
  'date.outsideForm',
  'place.time',
  'purpose.outOfTime',
  'term.past',
  'term.unknown',
  'term.purpose',
  'parent.age',
  'age.young',
  'number.year',
  'qr.differs',
  'qr.unreadable',
  'code.year',
  'serial.fileName',
  'head.differs',
  'head.notOne',
  'spouse.sex',
  'relation.sex',
  'person.number',
  'person.name',
  'person.data',
  'person.twice',
  'record.duplicate',
] as const;

/**
 * Everything that a check can say of a value or a record. Checks return findings, they never throw.
 * A code added here does not compile until both languages of `messages` say it.
 */
export const findingCodes = [
  // reading
  'value.missing',
  'value.handwritten',
  'value.pen',
  'value.format',
  'value.proposal',
  'value.disagree',
  'value.cut',
  'value.unexplained',
  'value.unreadInk',
  'value.atEdge',
  'value.farFromLabel',
  'value.holdsLabel',
  'value.streak',
  'label.missing',
  'letters.foreign',
  'syllable.unknown',
  // one value
  'id.length',
  'id.province',
  'id.label',
  'id.serialRepeated',
  'tax.check',
  'serial.form',
  'plot.digits',
  'registry.form',
  'registry.isSerial',
  'date.calendar',
  'date.future',
  'date.early',
  'area.notPositive',
  'name.digits',
  'name.letters',
  'place.unknown',
  'choice.unknown',
  'purpose.unknown',
  'place.apart',
  ...betweenValues,
  // the record and its pages
  'record.duplicateSerial',
  'record.duplicateParcel',
  'record.errors',
  'record.notAsSent',
  'record.joinedByOrder',
  'record.pagesDiffer',
  'face.missing',
  'face.repeated',
  'face.half',
  'table.notRead',
  'table.rowsUnread',
  'page.damaged',
  'page.blurred',
  'page.faint',
  'page.lowResolution',
  'page.cut',
  'page.blank',
  'page.dark',
  'page.turned',
  'page.streaks',
  'page.perspective',
  'page.bent',
  'page.shadow',
  'page.negative',
  'page.unknown',
  'page.severalRecords',
] as const;

export const FindingCode = z.enum(findingCodes);
export type FindingCode = z.infer<typeof FindingCode>;

/** What reading itself says of a value; it is silent once a person has decided. Everything else is said anew whenever a value changes. */
const readingCodes: ReadonlySet<FindingCode> = new Set([
  'value.missing',
  'value.handwritten',
  'value.pen',
  'value.proposal',
  'value.disagree',
  'value.cut',
  'value.unexplained',
  'value.unreadInk',
  'value.atEdge',
  'value.farFromLabel',
  'value.holdsLabel',
  'value.streak',
  'label.missing',
  'letters.foreign',
  'syllable.unknown',
  'qr.unreadable',
]);

/** What reading says of the pages of a record: kept until they are put together anew. Everything else of the record is said after every change. */
const ofPages: ReadonlySet<FindingCode> = new Set(['record.joinedByOrder', 'record.pagesDiffer']);

export function isOfPages({ code }: Finding): boolean {
  return ofPages.has(code) || /^(?:face|page|table)\./.test(code);
}

export const Severity = z.enum(['error', 'warning', 'info']);
export type Severity = z.infer<typeof Severity>;

export const FindingParams = z.record(z.string(), z.union([z.string(), z.number()]));
export type FindingParams = z.infer<typeof FindingParams>;

/** Why a person lets an error stand. */
export const Overruling = z.enum(['asOnPaper', 'compared', 'later']);
export type Overruling = z.infer<typeof Overruling>;

/** `path` is a field path (`ownerName`, `members[1].sex`) or null where the whole record or page is meant. */
export const Finding = z.object({
  code: FindingCode,
  severity: Severity,
  params: FindingParams,
  path: z.string().nullable(),
  /** The other values of the contradiction: the same is said at each of them, and answered at one. */
  with: z.array(z.string()).optional(),
  /** A person has seen the error and let the value stand, for this reason. */
  overruled: Overruling.optional(),
});
export type Finding = z.infer<typeof Finding>;

export function finding(code: FindingCode, severity: Severity, path: string | null, params: FindingParams = {}): Finding {
  return { code, severity, params, path };
}

const isBetween: ReadonlySet<FindingCode> = new Set(betweenValues);

/** What contradicts what: the same at every value that takes part in it, whichever of them it is said at. */
export function contradictionOf({ code, params, path }: Finding): string {
  return JSON.stringify([code, params, isBetween.has(code) ? null : path]);
}

/** Findings of one check that say the same contradiction name each other. What one value is for the other, the other is for it (`found`, `other`). */
export function namingEachOther(findings: readonly Finding[]): readonly Finding[] {
  const keyOf = ({ code, params: { found = '', other = '', ...params } }: Finding) =>
    JSON.stringify([code, params, [String(found), String(other)].sort()]);
  return findings.map((one) => {
    const others = findings.flatMap(({ path, ...rest }) =>
      path !== null && path !== one.path && keyOf({ path, ...rest }) === keyOf(one) ? [path] : [],
    );
    return one.path === null || others.length === 0 ? one : { ...one, with: [...new Set(others)] };
  });
}

/** An error that nobody has answered: neither by another value nor by a reason. */
export function isStanding({ severity, overruled }: Finding): boolean {
  return severity === 'error' && overruled === undefined;
}

export function isOfReading({ code }: Finding): boolean {
  return readingCodes.has(code);
}
