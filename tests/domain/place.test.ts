import { describe, expect, it } from 'vitest';
import { openPlaces, PlacesData } from '#domain/place';
import { findPlaces } from '#domain/place-address';
import { realPlaces } from './kinds.ts';

const places = realPlaces();

describe('places', () => {
  it('has the whole country', () => {
    expect(places.provinces).toHaveLength(34);
    expect(places.provinces.flatMap((unit) => places.communesOf(unit.code ?? ''))).toHaveLength(3321);
    expect(places.communesOf('66')).toHaveLength(102);
    expect(places.communesOf('52')).toHaveLength(135);
  });

  it('knows what a code meant on its day', () => {
    expect(places.byCode('24301', '2020-05-01')).toMatchObject({ name: 'Cuor Đăng', district: 'Cư M’gar', today: ['24301'] });
    expect(places.byCode('24301', null)).toMatchObject({ kind: 'xã', name: 'Cuôr Đăng', from: '2025-07-01' });
    expect(places.byCode('24292', '2025-06-30')?.name).toBe('Ea D’Rơng');
    expect(places.byCode('24292', '2025-07-01')).toBeNull();
    expect(places.byCode('66', null)?.name).toBe('Đắk Lắk');
    expect(places.byCode('64', '2020-01-01')?.name).toBe('Gia Lai');
    expect(places.byCode('52', null)?.name).toBe('Gia Lai');
  });

  it('leads every old commune to one of today', () => {
    const [old] = places.byName('commune', 'Ea Drơng', '2020-01-01');
    expect(old && places.today(old)).toEqual([expect.objectContaining({ code: '24301' })]);
    const split = findPlaces(places, 'Phường 13, quận Gò Vấp, thành phố Hồ Chí Minh');
    expect(split.today.map((unit) => unit.code)).toEqual(['26878', '26882']);
  });

  it('refuses data of another shape', () => {
    expect(
      PlacesData.safeParse({
        since: '2025-07-01',
        provinces: [['66', 'tỉnh']],
        communes: [],
        formerProvinces: [],
        formerDistricts: [],
        formerCommunes: [],
      }).success,
    ).toBe(false);
    expect(
      openPlaces(
        PlacesData.parse({
          since: '2025-07-01',
          provinces: [],
          communes: [],
          formerProvinces: [],
          formerDistricts: [],
          formerCommunes: [],
        }),
      ).byName('commune', 'x', null),
    ).toEqual([]);
  });
});

describe('addresses', () => {
  it('of three levels and of two', () => {
    const old = findPlaces(places, 'Buôn Drai Hling, xã Cuor Đăng, huyện Cư M’gar, tỉnh Đắk Lắk');
    expect(old).toMatchObject({ village: 'Buôn Drai Hling', consistent: true, confidence: 0.99, proposed: null });
    expect(old.today.map((unit) => unit.name)).toEqual(['Cuôr Đăng']);
    const now = findPlaces(places, 'Thôn Phước Lộc, xã Ea Kar, tỉnh Đắk Lắk');
    expect(now).toMatchObject({ village: 'Thôn Phước Lộc', district: null, consistent: true });
    expect(now.commune?.unit?.code).toBe('24373');
  });

  it('takes apostrophes, capitals, spaces and tone places as they come', () => {
    for (const text of [
      "xã Ea Kar, huyện Cư M'gar, tỉnh Đắk Lắk",
      'XÃ EA KAR, HUYỆN CƯ M’GAR, TỈNH ĐẮK LẮK',
      'xã Ea Kar, huyện Krông A Na, tỉnh Đắk Lắk',
      'xã Ea Kar, huyện Krông Ana, tỉnh Đắk Lắk',
      'phường Đông Hoà, tỉnh Đắk Lắk',
    ]) {
      const found = findPlaces(places, text);
      expect([found.commune?.exact, found.district?.exact ?? true, found.proposed]).toEqual([true, true, null]);
    }
  });

  it('proposes and never replaces', () => {
    const worn = findPlaces(places, 'Thôn 1, xã Pơng Drăng, huyện Krông Păc, tỉnh Đắk Lắk');
    expect(worn.commune).toMatchObject({ name: 'Pơng Drăng', exact: false, proposal: 'Pơng Drang' });
    expect(worn.proposed).toBe('Thôn 1, xã Pơng Drang, huyện Krông Pắc, tỉnh Đắk Lắk');
    expect(worn.confidence).toBeLessThan(0.8);
    const letters = findPlaces(places, 'xã Krông Bõng, tỉnh Đắk Lắk');
    expect(letters.commune?.proposal).toBe('Krông Bông');
  });

  it('tells units that are not consistent from units that are not known', () => {
    const apart = findPlaces(places, 'Buôn Ea Nao A, xã Phú Mỡ, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk');
    expect(apart).toMatchObject({ consistent: false, commune: { exact: true }, district: { exact: true } });
    expect(findPlaces(places, 'xã Bắc Cực Xa, tỉnh Đắk Lắk').commune).toMatchObject({ unit: null, proposal: null });
  });

  it('finds the commune in other wordings', () => {
    expect(findPlaces(places, 'Ủy ban nhân dân xã Ea Kao').commune?.unit?.code).toBe('24169');
    expect(findPlaces(places, 'Số 5 Lê Duẩn, P. Tân Lợi, TP. Buôn Ma Thuột, Đắk Lắk').commune?.unit?.name).toBe('Tân Lợi');
    expect(findPlaces(places, 'xã Cuôr Đăng, huyện Ea Kar, tỉnh Đắk Lắk, Việt Nam').province?.unit?.name).toBe('Đắk Lắk');
    expect(findPlaces(places, 'xã Hàm Yên, tỉnh Hà Tuyên')).toMatchObject({ consistent: true });
  });

  it('looks up in under a millisecond on average', () => {
    const list = places.communesOf('66').map((unit) => `Thôn 3, ${unit.kind} ${unit.name}, tỉnh Đắk Lắk`);
    for (const address of list) findPlaces(places, address);
    const start = performance.now();
    for (const address of list) expect(findPlaces(places, address).commune?.exact).toBe(true);
    // Ten times the usual, so that a busy machine does not fail it.
    expect((performance.now() - start) / list.length).toBeLessThan(5);
  });
});
