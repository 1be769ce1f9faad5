import { finding } from '#domain/finding';
import type { Classified } from '#domain/reading';
import type { Face, RecordType } from '#domain/record-type';
import type { ReadLine } from './recognise.ts';
import { byRow } from './rows.ts';
import { approximate, type Folded, fold, sameCase, tolerance } from './text.ts';

/** Scores are the weight of anchors found over the weight of all, 0 to 1. */
const limits = {
  /** A page with less is of no known type. */
  known: 0.5,
  /** Another type within this part of the best score: which of them it is cannot be told. */
  rival: 0.95,
  /** The same where only a part of the page was read, and less was asked of it. */
  rivalOfPart: 0.5,
  /** Another face of the same type with so much is on the page too. */
  otherFace: 0.75,
} as const;

/** What a score is made of. */
const scoring = {
  /** An anchor that was read with as many edits as letters would lose this part of its weight. */
  edits: 0.5,
  /** Each word that speaks against the face takes this part of the whole weight. */
  against: 0.35,
  /** A single anchor may be the form's name in another paper's text: the score stays under every limit. */
  oneAnchor: 0.3,
} as const;

/** When a form stands on the page twice. */
const twice = {
  /** This part of the anchors found was found twice. */
  anchors: 0.7,
  /** Lines much shorter than the anchor are no occurrence of it, and so many edits (part of its length) make other words of it. */
  shortest: 0.7,
  edits: 0.1,
} as const;

/** When part of another form lies on the page. */
const another = {
  /** So much of another type's face stands there in words that this form does not have (0.40 on a certificate that names a company's papers). */
  score: 0.45,
  anchors: 2,
  edits: 0.1,
} as const;

/**
 * Knows a page by its printed words, whatever the order of pages; never forces one. Of a part of the page less is asked (`enough`), but
 * then no other type may be anywhere near.
 */
export function classify(lines: readonly ReadLine[], types: readonly RecordType[], enough: number = limits.known): Classified {
  const texts = rowTexts(lines);
  const found: { type: RecordType; face: Face; score: number; evidence: string[] }[] = [];
  const claims = types.flatMap((type) =>
    type.faces.flatMap((face) =>
      face.anchors.flatMap((anchor) =>
        wordingsOf(anchor).flatMap((words) => claimsOf(words, texts).map((place) => ({ ...place, type, anchor }))),
      ),
    ),
  );
  for (const type of types) for (const face of type.faces) found.push({ type, face, ...scoreFace(type, face, claims, texts) });
  found.sort((a, b) => b.score - a.score);
  const best = found[0];
  const second = found.find((f) => f !== best && !(f.type.id === best?.type.id && f.type.version === best.type.version));
  if (
    !best ||
    best.score < enough ||
    (second && second.score >= best.score * (enough < limits.known ? limits.rivalOfPart : limits.rival))
  ) {
    return {
      recordType: null,
      version: null,
      face: null,
      faces: [],
      score: best?.score ?? 0,
      evidence: [],
      findings: [finding('page.unknown', 'warning', null)],
    };
  }
  const others = found.filter((f) => f !== best && f.type === best.type && f.score >= limits.otherFace).map((f) => f.face.id);
  return {
    recordType: best.type.id,
    version: best.type.version,
    face: best.face.id,
    faces: [best.face.id, ...others],
    score: best.score,
    evidence: best.evidence,
    findings:
      (best.face.entries === 1 && standsTwice(best.face, lines)) || holdsAnother(best.type, types, claims)
        ? [finding('page.severalRecords', 'error', null)]
        : [],
  };
}

/** Text of every row, its spans joined, and the same folded. */
interface RowText {
  readonly text: string;
  readonly folded: Folded;
}

function rowTexts(lines: readonly ReadLine[]): readonly RowText[] {
  return byRow(lines).map((row) => {
    const text = row.map((line) => line.words.map((w) => w.text).join(' ')).join(' ');
    return { text, folded: fold(text) };
  });
}

/** Where an anchor stands on one row; `cost` is edits over length. */
interface Claim {
  readonly row: number;
  readonly start: number;
  readonly end: number;
  readonly cost: number;
}
type Claims = readonly (Claim & { readonly type: RecordType; readonly anchor: Anchor })[];

function scoreFace(type: RecordType, face: Face, claims: Claims, texts: readonly RowText[]): { score: number; evidence: string[] } {
  let all = 0;
  let got = 0;
  const evidence: string[] = [];
  for (const anchor of face.anchors) {
    all += anchor.weight;
    const own = claims.filter(
      (claim) => claim.anchor === anchor && !claims.some((other) => other.type !== type && fitsBetter(other, claim)),
    );
    if (own.length === 0) continue;
    got += anchor.weight * (1 - Math.min(...own.map(({ cost }) => cost)) * scoring.edits);
    evidence.push(anchor.text);
  }
  for (const word of face.not) if (claimsOf(word, texts).length > 0) got -= all * scoring.against;
  if (evidence.length < Math.min(2, face.anchors.length)) got = Math.min(got, all * scoring.oneAnchor);
  return { score: Math.max(0, got / all), evidence };
}

type Anchor = Face['anchors'][number];

export function wordingsOf({ text, or }: Anchor): readonly string[] {
  return [text, ...or];
}

/** Words that another form prints there, much nearer to what was read, are not this one's: `ĐĂNG KÝ KHAI SINH` is no `GIẤY KHAI SINH`. */
function fitsBetter(other: Claim, claim: Claim): boolean {
  return other.row === claim.row && other.cost * 2 < claim.cost && other.start <= claim.start + 1 && other.end >= claim.end - 1;
}

/** Where these words stand best on every row that has them. */
function claimsOf(words: string, texts: readonly RowText[]): readonly Claim[] {
  const pattern = fold(words).text;
  return texts.flatMap(({ text, folded }, row) => {
    const place = approximate(folded.text, pattern, tolerance(pattern.length)).find((p) =>
      sameCase(words, text.slice(folded.at[p.start], (folded.at[p.end - 1] as number) + 1)),
    );
    return place ? [{ row, start: place.start, end: place.end, cost: place.cost / pattern.length }] : [];
  });
}

/** A face of another type would nearly be known as well, by words that are not this form's: another paper lies over this one. */
function holdsAnother(own: RecordType, types: readonly RecordType[], claims: Claims): boolean {
  const ownClaims = claims.filter(({ type }) => type.id === own.id);
  const isForeign = (claim: Claim) =>
    claim.cost <= another.edits && !ownClaims.some(({ row, start, end }) => row === claim.row && start < claim.end && end > claim.start);
  const faces = types.filter(({ id }) => id !== own.id).flatMap((type) => type.faces);
  return faces.some(({ anchors }) => {
    const found = anchors.filter((anchor) => claims.some((claim) => claim.anchor === anchor && isForeign(claim)));
    const weight = (list: readonly Anchor[]) => list.reduce((sum, anchor) => sum + anchor.weight, 0);
    return found.length >= another.anchors && weight(found) >= weight(anchors) * another.score;
  });
}

/** Most anchors stand on the page twice: two records were photographed together. */
function standsTwice(face: Face, lines: readonly ReadLine[]): boolean {
  const texts = lines.map((line) => fold(line.words.map((w) => w.text).join(' ')).text);
  const times = (words: string) => {
    const pattern = fold(words).text;
    return texts.filter(
      (text) => text.length >= pattern.length * twice.shortest && approximate(text, pattern, pattern.length * twice.edits).length > 0,
    ).length;
  };
  const counts = face.anchors.map((anchor) => Math.max(...wordingsOf(anchor).map(times))).filter((count) => count > 0);
  return counts.length >= 2 && counts.filter((count) => count >= 2).length >= counts.length * twice.anchors;
}
