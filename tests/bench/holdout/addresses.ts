import { readFileSync } from 'node:fs';
import { PlacesData } from '#domain/place';
import type { Random } from './random.ts';

/** A commune of the data with its units above, as printed. */
export interface Place {
  /** `xã Ea Tul` */
  readonly commune: string;
  /** `huyện Cư M'gar`; null since the two levels of 2025. */
  readonly district: string | null;
  /** `tỉnh Đắk Lắk` */
  readonly province: string;
  readonly communeName: string;
  readonly districtName: string | null;
  readonly provinceName: string;
  readonly highland: boolean;
}

const near = new Set(['Đắk Lắk', 'Gia Lai', 'Đắk Nông', 'Kon Tum', 'Lâm Đồng', 'Phú Yên']);
const highlands = new Set(['Đắk Lắk', 'Gia Lai', 'Đắk Nông', 'Kon Tum']);

export interface Addresses {
  /** A commune of three levels (`old`) or of the two since 01/07/2025. Half of them in the Central Highlands. */
  readonly place: (r: Random, old: boolean) => Place;
  /** Another commune of the same province, and where possible the same district. */
  readonly beside: (r: Random, place: Place) => Place;
}

export function openAddresses(): Addresses {
  const data = PlacesData.parse(JSON.parse(readFileSync('resources/places/units.json', 'utf8')));
  const oldPlaces: Place[] = [];
  for (const [, kind, name, at] of data.formerCommunes) {
    const district = data.formerDistricts[at];
    const province = district ? data.formerProvinces[district[2]] : undefined;
    if (!district || !province) continue;
    oldPlaces.push({
      commune: `${kind} ${name}`,
      district: `${district[0]} ${district[1]}`,
      province: `${province[1]} ${province[2]}`,
      communeName: name,
      districtName: district[1],
      provinceName: province[2],
      highland: highlands.has(province[2]),
    });
  }
  const provinces = new Map(data.provinces.map(([code, kind, name]) => [code, [kind, name] as const]));
  const newPlaces: Place[] = [];
  for (const [, kind, name, code] of data.communes) {
    const province = provinces.get(code);
    if (province)
      newPlaces.push({
        commune: `${kind} ${name}`,
        district: null,
        province: `${province[0]} ${province[1]}`,
        communeName: name,
        districtName: null,
        provinceName: province[1],
        highland: highlands.has(province[1]),
      });
  }
  const nearby = (list: readonly Place[]) => list.filter((p) => near.has(p.provinceName));
  const lists = { old: oldPlaces, now: newPlaces, oldNear: nearby(oldPlaces), nowNear: nearby(newPlaces) };
  return {
    place: (r, old) => r.pick(r.chance(0.5) ? (old ? lists.oldNear : lists.nowNear) : old ? lists.old : lists.now),
    beside: (r, place) => {
      const list = (place.district ? lists.old : lists.now).filter((p) => p.province === place.province && p.commune !== place.commune);
      const same = list.filter((p) => p.district === place.district);
      return r.pick(same.length > 0 ? same : list.length > 0 ? list : [place]);
    },
  };
}

const highlandVillages = [
  'Buôn Kŏ Tam',
  'Buôn Akŏ Dhông',
  'Buôn Tơng Jŭ',
  'Buôn Čuôr Kăp',
  'Buôn Ƀuôr',
  "Buôn M'Bŏng",
  'Buôn Kmrơng Prŏng',
  'Buôn Êga',
  'Buôn Hra Êa Hning',
  'Buôn Jŭng',
  'Buôn Êa Mdhar 1A',
  'Plei Ơi',
  'Làng Kép Ping',
  'Bon Bu Prâng',
  'Buôn Krĭ',
  'Buôn Tlĭêr',
  'Buôn Sŭt Mđưng',
  'Làng Mrông Yŏ 2',
];
const villages = [
  'Thôn Hòa Bình',
  'Thôn Quảng Tiến',
  'Thôn Đoài',
  'Thôn Nghĩa Lập',
  'Xóm Mới',
  'Xóm Đồng Tâm',
  'Bản Nà Hỳ',
  'Bản Huổi Lếch',
  'Ấp Mỹ Thạnh A',
  'Ấp Bình Đông',
  'Ấp Phước Lợi 2',
  'Khóm Đông Thịnh 6',
  'Thôn Tam Kỳ',
  'Thôn Đắc Lộc',
  'Xóm Cầu Gỗ',
  'Thôn Bích Khê',
  'Ấp Rạch Rê',
  'Thôn Ngũ Sơn',
];
const streets = [
  'Lê Duẩn',
  'Y Ngông',
  'Phan Chu Trinh',
  'Nguyễn Tất Thành',
  'Lý Thường Kiệt',
  'Hai Bà Trưng',
  'Võ Nguyên Giáp',
  'Trường Chinh',
  'Nguyễn Thị Minh Khai',
  'Điện Biên Phủ',
  'Ngô Gia Tự',
];

/** What stands before the commune. Numbered villages are the most common. */
export function village(r: Random, place: Place): string {
  const town = /^(phường|thị trấn)/.test(place.commune);
  const kind = r.next();
  if (town && kind < 0.35) return `Số ${r.whole(2, 480)}${r.chance(0.3) ? `/${r.whole(1, 60)}` : ''} đường ${r.pick(streets)}`;
  if (town && kind < 0.8)
    return r.pick([
      `Tổ dân phố ${r.whole(1, 25)}`,
      `Khu phố ${r.whole(1, 12)}`,
      `Tổ ${r.whole(1, 40)}, khu phố ${r.whole(1, 9)}`,
      `Khối ${r.whole(1, 20)}`,
    ]);
  if (place.highland && kind < 0.6) return r.pick(highlandVillages);
  return kind < 0.8 ? `${r.pick(['Thôn', 'Xóm', 'Ấp', 'Thôn', 'Đội'])} ${r.whole(1, 24)}` : r.pick(villages);
}

export function address(r: Random, place: Place, at: string = village(r, place)): string {
  return [at, place.commune, place.district, place.province].filter(Boolean).join(', ');
}
