import { mendUnitWords } from './fields/address.ts';
import { unitWords } from './lists/administration.ts';
import { type Level, nameKey, type Places, type Unit } from './place.ts';
import { fold, foldTight } from './vietnamese/fold.ts';
import { canonicalText } from './vietnamese/normal.ts';
import { distance } from './vietnamese/similar.ts';

/** Addresses taken apart into units: `Buôn Drai Hling, xã Cuôr Đăng, huyện Cư M’gar, tỉnh Đắk Lắk`. The paper's spelling is never replaced. */

export interface AddressPart {
  readonly level: Level;
  /** The name as printed, without its kind. */
  readonly name: string;
  /** Kind as printed (`xã`), or null where the paper leaves it out. */
  readonly kind: string | null;
  /** What it most likely is; null for a name that the country does not know at this level. */
  readonly unit: Unit | null;
  /** The printed spelling is the unit's own. */
  readonly exact: boolean;
  /** The name as it is usually spelled, where the printed one differs; a proposal. */
  readonly proposal: string | null;
  /** How far the proposal is from the print (see `distance`); 0 without one. */
  readonly distance: number;
}

export interface FoundPlace {
  readonly village: string | null;
  readonly commune: AddressPart | null;
  readonly district: AddressPart | null;
  readonly province: AddressPart | null;
  /** Each unit lies in the next one, by the country's tables (of any time). False where one is not known, too. */
  readonly consistent: boolean;
  /** Today's communes on this ground; several where the commune was split, none where it is not known. */
  readonly today: readonly Unit[];
  /** 0 to 1: how surely the commune is the one found. */
  readonly confidence: number;
  /** The address with the proposals put in, or null where there are none. */
  readonly proposed: string | null;
}

interface Piece {
  readonly text: string;
  readonly kind: string | null;
  readonly level: Level | 'village' | null;
  readonly name: string;
}

/** Units of an address. `asOf` (ISO date, null for today) matters for two-level addresses; with a district they are of before 07/2025. */
export function findPlaces(places: Places, address: string, asOf: string | null = null): FoundPlace {
  const pieces = split(address);
  const province = take(pieces, 'province', (piece) => pick(places, 'province', piece, asOf, {}));
  const within = { province: province.part?.unit?.name ?? province.part?.name ?? null };
  const district = take(province.rest, 'district', (piece) => pick(places, 'district', piece, places.since, within));
  // A district names a time before it was abolished, whatever the paper's date.
  const day = district.part ? (asOf !== null && asOf < places.since ? asOf : '2025-06-30') : asOf;
  const commune = take(district.rest, 'commune', (piece) =>
    pick(places, 'commune', piece, day, { ...within, district: district.part?.unit?.name ?? district.part?.name ?? null }),
  );
  const village = commune.rest.map((piece) => piece.text).join(', ') || null;
  const unit = commune.part?.unit ?? null;
  const consistent = unit !== null && fits(places, unit, district.part, province.part);
  const proposed = [commune.part, district.part, province.part].reduce(
    (text, part) => (part?.proposal ? replaceName(text, part) : text),
    canonicalText(address),
  );
  return {
    village,
    commune: commune.part,
    district: district.part,
    province: province.part,
    consistent,
    today: unit ? places.today(unit) : [],
    confidence: confidence(commune.part, consistent),
    proposed: proposed === canonicalText(address) ? null : proposed,
  };
}

/** The district belongs to the commune and both to the province; what is not printed does not speak against it. */
function fits(places: Places, unit: Unit, district: AddressPart | null, province: AddressPart | null): boolean {
  if (district && (unit.district === null || foldTight(unit.district) !== foldTight(district.unit?.name ?? district.name))) return false;
  if (!province) return true;
  return (
    places.byName('commune', unit.name, null, { province: province.unit?.name ?? province.name, district: unit.district })[0] === unit ||
    foldTight(unit.province) === foldTight(province.unit?.name ?? '')
  );
}

function confidence(commune: AddressPart | null, consistent: boolean): number {
  if (!commune?.unit) return 0;
  const spelling = commune.exact ? 1 : Math.max(0.3, 0.95 - commune.distance * 0.3);
  return Math.round(spelling * (consistent ? 0.99 : 0.8) * 100) / 100;
}

const words = unitWords
  .flatMap((unit) => [unit.word, ...unit.short].map((word) => ({ word, unit })))
  .sort((one, other) => other.word.length - one.word.length);
const inside = /(?:^|\s)(xã|phường|thị trấn|đặc khu)\s+(?=[\p{Lu}\d])/iu;

/** Parts between commas, from the widest unit to the village. */
function split(address: string): readonly Piece[] {
  const parts = mendUnitWords(canonicalText(address))
    .split(/\s*[,;]\s*|\s+[-–]\s+(?=(?:xã|phường|thị|huyện|quận|thành|tỉnh|tp)\b)/iu)
    .map((part) => part.replace(/^[.\s]+|[.\s]+$/g, ''))
    .filter((part) => part !== '');
  if (['viet nam', 'vietnam', 'vn'].includes(fold(parts.at(-1) ?? ''))) parts.pop();
  return parts.map(piece).reverse();
}

function piece(text: string): Piece {
  const lower = text.toLowerCase();
  for (const { word, unit } of words) {
    if (lower.startsWith(word) && (/[\s.]/.test(text.charAt(word.length)) || (word.endsWith('.') && text.length > word.length))) {
      return { text, kind: unit.word, level: unit.level, name: text.slice(word.length).replace(/^[\s.]+/, '') };
    }
  }
  // "Ủy ban nhân dân xã Ea Kao": the unit stands inside the part.
  const match = inside.exec(text);
  return match
    ? { text, kind: (match[1] ?? '').toLowerCase(), level: 'commune', name: text.slice(match.index + match[0].length) }
    : { text, kind: null, level: null, name: text };
}

/** The widest piece that can be of this level, and the pieces left for the narrower ones. */
function take(
  pieces: readonly Piece[],
  level: Level,
  pick: (piece: Piece) => AddressPart,
): { readonly part: AddressPart | null; readonly rest: readonly Piece[] } {
  const without = (at: number) => pieces.filter((_, index) => index !== at);
  for (const [at, piece] of pieces.entries()) {
    // Thành phố is a province's kind and a district's: whichever knows the name.
    const city = piece.kind === 'thành phố' && level !== 'commune';
    if (piece.level === level || city) {
      const part = pick(piece);
      if (!city || part.unit !== null || level === 'district') return { part, rest: without(at) };
    }
    if (at > 0) continue;
    // The widest piece without its kind: only a known spelling counts. "Buôn Ma Thuột" looks like a village and is none.
    if (piece.level === null || (piece.level === 'village' && pieces.length > 1)) {
      const part = pick({ ...piece, name: piece.text, kind: null });
      if (part.unit !== null && part.exact) return { part, rest: without(0) };
    }
    if (level === 'province') break;
  }
  return { part: null, rest: pieces };
}

function pick(
  places: Places,
  level: Level,
  { name, kind, text }: Piece,
  asOf: string | null,
  within: { readonly province?: string | null; readonly district?: string | null },
): AddressPart {
  const same = places.byName(level, name, asOf, within);
  const [first] = same;
  if (first) {
    const key = nameKey(name);
    const exact = same.find((unit) => nameKey(unit.name) === key);
    // Another spelling is proposed only for the unit that stands where the address says.
    const spelled = exact ?? first;
    const far = exact ? 0 : distance(name.toLowerCase(), spelled.name.toLowerCase());
    const unit = exact && sameGround(exact, first) ? exact : first;
    return { level, name, kind, unit, exact: exact !== undefined, proposal: exact ? null : casedLike(name, spelled.name), distance: far };
  }
  // A bare part may be anything: only its own spelling makes it a unit.
  if (kind === null || text === '') return { level, name, kind, unit: null, exact: false, proposal: null, distance: 0 };
  const limit = Math.min(2.2, 0.5 + name.length * 0.15);
  const [best, second] = places.nearest(level, name, limit, within);
  if (!best || (second && second.distance - best.distance < 0.2 && foldTight(second.unit.name) !== foldTight(best.unit.name)))
    return { level, name, kind, unit: null, exact: false, proposal: null, distance: 0 };
  return { level, name, kind, unit: best.unit, exact: false, proposal: casedLike(name, best.unit.name), distance: best.distance };
}

function sameGround(one: Unit, other: Unit): boolean {
  return one.district === other.district && one.province === other.province;
}

/** Capitals where the paper prints capitals. */
function casedLike(printed: string, name: string): string {
  return printed.length > 2 && printed === printed.toUpperCase() && printed !== printed.toLowerCase() ? name.toUpperCase() : name;
}

function replaceName(text: string, part: AddressPart): string {
  const at = text.lastIndexOf(part.name);
  return at < 0 || part.proposal === null ? text : text.slice(0, at) + part.proposal + text.slice(at + part.name.length);
}
