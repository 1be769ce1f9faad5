import { z } from 'zod';
import { addDays } from './day.ts';
import { earlierProvinces } from './lists/earlier-provinces.ts';
import { foldTight } from './vietnamese/fold.ts';
import { comparableText } from './vietnamese/normal.ts';
import { closest, type Lexicon, lexicon } from './vietnamese/similar.ts';
import { toneKey } from './vietnamese/tone.ts';

/**
 * Administrative units in time. Since 01/07/2025 there are provinces and communes only (QĐ 19/2025/QĐ-TTg); before, districts stood between.
 * Codes were used again: 24301 is one commune before and another after, so a code means something only with its
 * date. Longer than other files: one closure over one set of tables.
 */

type ProvinceRow = readonly [code: string, kind: string, name: string];
type CommuneRow = readonly [code: string, kind: string, name: string, provinceCode: string];
type FormerProvinceRow = readonly [oldCode: string, kind: string, name: string, todayCode: string];
type FormerDistrictRow = readonly [kind: string, name: string, formerProvince: number];
/** The code is '' for communes that were gone before the tables of 2025. */
type FormerCommuneRow = readonly [code: string, kind: string, name: string, formerDistrict: number, today: readonly string[]];

/** Rows of plain tuples are checked by hand: 15,000 of them take zod 60 ms. */
const rows = <Row>(...shape: readonly ('string' | 'number' | 'object')[]) =>
  z.custom<readonly Row[]>(
    (value) =>
      Array.isArray(value) &&
      value.every((row) => Array.isArray(row) && row.length === shape.length && shape.every((type, at) => typeof row[at] === type)),
  );

export const PlacesData = z.object({
  since: z.iso.date(),
  provinces: rows<ProvinceRow>('string', 'string', 'string'),
  communes: rows<CommuneRow>('string', 'string', 'string', 'string'),
  formerProvinces: rows<FormerProvinceRow>('string', 'string', 'string', 'string'),
  formerDistricts: rows<FormerDistrictRow>('string', 'string', 'number'),
  formerCommunes: rows<FormerCommuneRow>('string', 'string', 'string', 'number', 'object'),
});
export type PlacesData = z.infer<typeof PlacesData>;

export type Level = 'province' | 'district' | 'commune';

/** A unit as it was from `from` to `to` (ISO dates, inclusive; null: not known, or still). */
export interface Unit {
  readonly level: Level;
  /** Null for districts and for communes that were gone before the codes of 2025. */
  readonly code: string | null;
  /** `xã`, `phường`, `thị trấn`, `huyện` … */
  readonly kind: string;
  readonly name: string;
  readonly district: string | null;
  /** Name of the province, its own for a province. */
  readonly province: string;
  readonly from: string | null;
  readonly to: string | null;
  /** Codes of today's communes (for a province: provinces) on this ground; more than one where the unit was split. */
  readonly today: readonly string[];
}

export interface Within {
  readonly district?: string | null;
  readonly province?: string | null;
}

export interface Places {
  /** First day of today's units. */
  readonly since: string;
  readonly provinces: readonly Unit[];
  /** Today's communes of a province, by name. */
  readonly communesOf: (provinceCode: string) => readonly Unit[];
  /** What the code meant on that day (ISO date; null: today). Two digits: province, five: commune. */
  readonly byCode: (code: string, asOf: string | null) => Unit | null;
  /**
   * Units of this name (marks, case, spaces and apostrophes aside), best first: those of the day before others, those within the district
   * and province before others. An empty list means that the name is not known at that level at any time.
   */
  readonly byName: (level: Level, name: string, asOf: string | null, within?: Within) => readonly Unit[];
  /** Units with the name most like this one, within a province where one is given; nearest first. */
  readonly nearest: (
    level: Level,
    name: string,
    limit: number,
    within?: Within,
  ) => readonly { readonly unit: Unit; readonly distance: number }[];
  /** Today's communes on the ground of a commune. */
  readonly today: (unit: Unit) => readonly Unit[];
  /** Every word of every name, for reading: 4,000 words or so. */
  readonly words: () => ReadonlySet<string>;
}

/** Takes checked data (`PlacesData.parse`); indexes are made at the first question, in some 50 ms. */
export function openPlaces(data: PlacesData): Places {
  const { since } = data;
  const before = addDays(since, -1);
  const provinceName = new Map(data.provinces.map(([code, , name]) => [code, name]));
  const provinces = data.provinces.map(
    ([code, kind, name]): Unit => ({
      level: 'province',
      code,
      kind,
      name,
      district: null,
      province: name,
      from: since,
      to: null,
      today: [code],
    }),
  );
  const communes = once(() =>
    data.communes.map(
      ([code, kind, name, province]): Unit => ({
        level: 'commune',
        code,
        kind,
        name,
        district: null,
        province: provinceName.get(province) ?? '',
        from: since,
        to: null,
        today: [code],
      }),
    ),
  );
  const commune = once(() => new Map(communes().map((unit) => [unit.code ?? '', unit])));
  const formerProvinces = data.formerProvinces.map(
    ([code, kind, name, today]): Unit => ({
      level: 'province',
      code: code || null,
      kind,
      name,
      district: null,
      province: name,
      from: null,
      to: before,
      today: [today],
    }),
  );
  const earlier = earlierProvinces.flatMap(({ names, from, to, into }) =>
    names.map(
      (name): Unit => ({
        level: 'province',
        code: null,
        kind: 'tỉnh',
        name,
        district: null,
        province: names[0] ?? name,
        from,
        to,
        today: into,
      }),
    ),
  );
  const districts = once(() =>
    data.formerDistricts.map(
      ([kind, name, at]): Unit => ({
        level: 'district',
        code: null,
        kind,
        name,
        district: name,
        province: formerProvinces[at]?.name ?? '',
        from: null,
        to: before,
        today: [],
      }),
    ),
  );
  const formerCommunes = once(() =>
    data.formerCommunes.map(([code, kind, name, at, today]): Unit => {
      const district = districts()[at];
      return {
        level: 'commune',
        code: code || null,
        kind,
        name,
        district: district?.name ?? null,
        province: district?.province ?? '',
        from: null,
        to: code ? before : null,
        today,
      };
    }),
  );
  const formerByCode = once(() => new Map(formerCommunes().flatMap((unit) => (unit.code === null ? [] : [[unit.code, unit] as const]))));
  const all = {
    province: once(() => [...provinces, ...formerProvinces, ...earlier]),
    district: districts,
    commune: once(() => [...communes(), ...formerCommunes()]),
  };
  const byKey = {
    province: once(() => grouped(all.province())),
    district: once(() => grouped(all.district())),
    commune: once(() => grouped(all.commune())),
  };
  const lexicons = new Map<string, Lexicon>();

  const provinceOfCommune = once(() => new Map(data.communes.map(([code, , , province]) => [code, province])));
  /** Today's provinces on a unit's ground. */
  const ground = (unit: Unit): readonly string[] => {
    if (unit.level === 'province') return unit.today;
    if (unit.level === 'commune') return unit.today.map((code) => provinceOfCommune().get(code) ?? '');
    return (byKey.province().get(foldTight(unit.province)) ?? []).flatMap((province) => province.today);
  };
  const wanted = remember((name: string) => {
    const key = foldTight(name);
    return { key, ground: new Set((byKey.province().get(key) ?? []).flatMap((province) => province.today)) };
  });
  const keyOf = remember(foldTight);
  const spellingOf = remember(nameKey);
  /** Papers name a unit's province of any time: the one it was in, or one on the same ground before or after. */
  const sameProvince = (unit: Unit, name: string) => {
    const province = wanted(name);
    return keyOf(unit.province) === province.key || ground(unit).some((code) => province.ground.has(code));
  };

  const lexiconOf = (level: Level, province: string | null) => {
    const name = `${level}/${province === null ? '' : foldTight(province)}`;
    const known = lexicons.get(name);
    if (known) return known;
    const units = all[level]().filter((unit) => province === null || sameProvince(unit, province));
    const made = lexicon(new Set(units.map((unit) => comparableText(unit.name).toLowerCase())));
    lexicons.set(name, made);
    return made;
  };

  const byName: Places['byName'] = (level, name, asOf, within = {}) => {
    const day = asOf ?? since;
    const exact = nameKey(name);
    const score = (unit: Unit) =>
      (within.district && unit.district !== null && keyOf(unit.district) === keyOf(within.district) ? 8 : 0) +
      (within.province && sameProvince(unit, within.province) ? 4 : 0) +
      ((unit.from === null || unit.from <= day) && (unit.to === null || day <= unit.to) ? 2 : 0) +
      (spellingOf(unit.name) === exact ? 1 : 0);
    const found = (byKey[level]().get(foldTight(name)) ?? []).map((unit) => ({ unit, score: score(unit) }));
    return found.sort((one, other) => other.score - one.score).map(({ unit }) => unit);
  };

  return {
    since,
    provinces,
    communesOf: (provinceCode) =>
      communes()
        .filter((unit) => provinceOfCommune().get(unit.code ?? '') === provinceCode)
        .sort((one, other) => (foldTight(one.name) < foldTight(other.name) ? -1 : 1)),
    byCode: (code, asOf) => {
      const former = asOf !== null && asOf < since;
      if (code.length === 2) return (former ? formerProvinces : provinces).find((unit) => unit.code === code) ?? null;
      return (former ? formerByCode() : commune()).get(code) ?? null;
    },
    byName,
    nearest: (level, name, limit, within = {}) =>
      closest(comparableText(name).toLowerCase(), lexiconOf(level, within.province ?? null), limit, 4).flatMap(({ word, distance }) => {
        const [unit] = byName(level, word, null, within).filter((candidate) => comparableText(candidate.name).toLowerCase() === word);
        return unit ? [{ unit, distance }] : [];
      }),
    today: (unit) => (unit.level === 'commune' ? unit.today.flatMap((code) => commune().get(code) ?? []) : []),
    words: once(
      () =>
        new Set(
          [...all.province(), ...all.district(), ...all.commune()]
            .flatMap((unit) => unit.name.split(/[\s-]+/))
            .filter((word) => /^\p{L}/u.test(word)),
        ),
    ),
  };
}

/** Two names are spelled alike: case, spaces, kind of apostrophe and place of the tone mark aside. */
export function nameKey(name: string): string {
  return toneKey(comparableText(name).toLowerCase()).replace(/ /g, '');
}

function grouped(units: readonly Unit[]): ReadonlyMap<string, readonly Unit[]> {
  const groups = new Map<string, Unit[]>();
  for (const unit of units) {
    const key = foldTight(unit.name);
    const group = groups.get(key);
    if (group) group.push(unit);
    else groups.set(key, [unit]);
  }
  return groups;
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function remember<V>(make: (key: string) => V): (key: string) => V {
  const made = new Map<string, V>();
  return (key) => {
    const known = made.get(key);
    if (known !== undefined) return known;
    const value = make(key);
    if (made.size < 5000) made.set(key, value);
    return value;
  };
}
