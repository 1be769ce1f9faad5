import type { Places, Unit } from '#domain/place';
import { problem } from '#domain/problem';
import { fold } from '#domain/vietnamese/fold';

export interface PlaceChoice {
  readonly code: string;
  readonly name: string;
  readonly province: string;
}

/** Today's name of a unit: `xã Ea Kao, tỉnh Đắk Lắk`; null for a code that nobody has. */
export function placeName(places: Places, code: string): string | null {
  const unit = places.byCode(code, null);
  if (!unit) return null;
  const own = unitName(unit);
  if (unit.level === 'province') return own;
  const province = places.provinces.find((one) => one.name === unit.province);
  return province ? `${own}, ${unitName(province)}` : own;
}

function unitName(unit: Unit): string {
  return `${unit.kind} ${unit.name}`;
}

/** `place.notFound`. */
export function mustFindPlace(places: Places, code: string): void {
  if (placeName(places, code) === null) throw problem('place.notFound', { code });
}

/** A province counts with all its communes. */
export function placesWithin(places: Places, code: string): readonly string[] {
  return [code, ...places.communesOf(code).map((unit) => unit.code ?? '')];
}

/** Today's provinces and communes for somebody who types a name or a code: marks aside, names that begin so before names that hold it. */
export function findPlaces(places: Places, text: string, limit: number): PlaceChoice[] {
  const wanted = fold(text);
  if (wanted === '') return [];
  const scored = choices(places).flatMap(({ key, choice }) => {
    const at = key.indexOf(wanted);
    if (at < 0) return [];
    return [{ choice, score: at === 0 ? 0 : key[at - 1] === ' ' ? 1 : 2 }];
  });
  return scored
    .sort((one, other) => one.score - other.score)
    .slice(0, limit)
    .map(({ choice }) => choice);
}

const known = new WeakMap<Places, readonly { readonly key: string; readonly choice: PlaceChoice }[]>();

function choices(places: Places) {
  const made =
    known.get(places) ??
    places.provinces
      .flatMap((province) => [province, ...places.communesOf(province.code ?? '')])
      .map((unit) => ({
        key: `${fold(unit.name)}, ${fold(unitName(unit))}, ${fold(unit.province)}, ${unit.code ?? ''}`,
        choice: { code: unit.code ?? '', name: unitName(unit), province: unit.province },
      }));
  known.set(places, made);
  return made;
}
