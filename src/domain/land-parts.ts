import { findFigures } from './fields/figures.ts';
import { purposesOf } from './fields/purpose.ts';
import { fold } from './vietnamese/fold.ts';

/** A certificate of several land uses: what it says of each. Texts as printed, area as exact decimal text; null where it cannot be told. */
export interface LandPart {
  readonly words: string;
  readonly area: string | null;
  readonly term: string | null;
  readonly origin: string | null;
}

/** None where the paper names one use alone. */
export function landParts(purposes: string, term: string | null, origin: string | null): readonly LandPart[] {
  const parts = purposesOf(purposes);
  if (parts.length < 2) return [];
  const origins = originsOf(
    origin ?? '',
    parts.map(({ area }) => area),
  );
  return parts.map(({ words, purpose, area }, i) => ({
    words,
    area,
    term: termOf(term ?? '', words, purpose?.group ?? null),
    origin: origins[i] ?? null,
  }));
}

const pieces = (text: string) => text.split(/\s*;\s*/u).filter((piece) => piece !== '');

/** `Đất ở: Lâu dài; Đất nông nghiệp: Đến ngày 18/03/2053`; a single term without a name is that of all. */
function termOf(text: string, words: string, group: string | null): string | null {
  const all = pieces(text);
  if (all.length === 1 && !all[0]?.includes(':')) return all[0] ?? null;
  const own = all.flatMap((piece) => {
    const [, of = '', term = ''] = /^([^:]+):\s*(.+)$/u.exec(piece) ?? [];
    return isMeant(fold(of), fold(words), group) ? [term] : [];
  });
  return own.length === 1 ? (own[0] ?? null) : null;
}

function isMeant(of: string, words: string, group: string | null): boolean {
  if (of === '') return false;
  const groupNamed = of === 'dat nong nghiep' ? 'agricultural' : of === 'dat phi nong nghiep' ? 'building' : null;
  return groupNamed === null ? words === of || words.startsWith(`${of} `) : groupNamed === group;
}

/** Square metres that rounding may lose. */
const TOLERANCE = 0.1001;

/** Origins stand in the order of the uses, each with the area of one of them or of several together. */
function originsOf(text: string, areas: readonly (string | null)[]): readonly (string | null)[] {
  const all = pieces(text);
  const none = areas.map(() => null);
  if (all.length === 0) return none;
  const [only] = all;
  if (all.length === 1) return areas.map(() => (only as string).replace(/\s*:\s*[\d.,]+\s*m\s?[²2]?$/u, ''));
  const out: string[] = [];
  for (const piece of all) {
    const [, words = '', figures = ''] = /^(.+?)\s*:\s*([\d.,]+)\s*m\s?[²2]?$/u.exec(piece) ?? [];
    let rest = Number(findFigures(figures, 2)[0]?.value ?? Number.NaN);
    while (rest > TOLERANCE && out.length < areas.length) {
      rest -= Number(areas[out.length] ?? Number.NaN);
      out.push(words);
    }
    if (!(Math.abs(rest) <= TOLERANCE)) return none;
  }
  return out.length === areas.length ? out : none;
}
