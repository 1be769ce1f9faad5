import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { NamesData, openLexicons, PlaceWordsData } from '#domain/lexicon';
import { openPlaces, PlacesData } from '#domain/place';
import type { Located } from '#domain/reading';
import type { Field } from '#domain/record-type';
import { corrected } from '#reading/record/corrections';
import { interpretField } from '#reading/record/interpret';
import { types, unremarkable } from '../paper.ts';

const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
const context = {
  lexicons: openLexicons(
    NamesData.parse(json('resources/lexicons/names.json')),
    PlaceWordsData.parse(json('resources/lexicons/place-words.json')),
  ),
  places: openPlaces(PlacesData.parse(json('resources/places/units.json'))),
};

function fieldOf(kind: string): Field {
  const field = types.flatMap((t) => t.fields).find((f) => f.kind === kind);
  if (!field) throw new Error(kind);
  return { ...field, printed: { ...field.printed, letters: 'any' as Field['printed']['letters'] } };
}

function place(passes: readonly (readonly [string, string])[], ink: Located['ink'] = null): Located {
  return {
    key: 'x',
    table: null,
    row: 0,
    entry: 0,
    box: [0, 0, 10, 10],
    raw: passes[0]?.[0] ?? '',
    confidence: 90,
    label: null,
    alternatives: [],
    passes: passes.map(([text, how]) => ({ text, how, confidence: 90 })),
    ...unremarkable,
    ink,
  };
}

const said = (kind: string, value: string, sure = false, ink: Located['ink'] = null) =>
  corrected(value, place([[value, 'first']], ink), sure, fieldOf(kind), 'x', context);

describe('what was misread is put right visibly', () => {
  test.each([
    ['name', 'NGUYÊN LỤA', 'NGUYỄN LỤA'],
    ['name', 'Đăng Thị Quyên', 'Đặng Thị Quyên'],
    ['name', 'Lô Viết Tiẹp', 'Lô Viết Tiệp'],
    ['name', 'ƯNG NHẠT KHÔI', 'ƯNG NHẬT KHÔI'],
    ['name', 'HJUIN HĐƠK', "H'JUIN HĐƠK"],
    ['name', 'Điểu KRĬ', "Điểu K'Rĭ"],
    ['name', 'NAYH’NHĬ', 'NAY H’NHĬ'],
    ['name', 'ĐIẾU K’RĬ', 'ĐIỂU K’RĬ'],
    ['address', 'Khóm 6, thị trấn Ia Hai, huyện Đồng Xuân, tỉnh Phú Yên', 'Khóm 6, thị trấn La Hai, huyện Đồng Xuân, tỉnh Phú Yên'],
    ['address', 'Ấp 2, xã Văn Môn, huyện Yên Phong, tỉnh Bác Ninh', 'Ấp 2, xã Văn Môn, huyện Yên Phong, tỉnh Bắc Ninh'],
    ['name', 'Y Kđ ăm', 'Y Kđăm'],
    ['address', 'Ấp ó, xã Đạ Tông, huyện Đam Rông, tỉnh Lâm Đồng', 'Ấp 6, xã Đạ Tông, huyện Đam Rông, tỉnh Lâm Đồng'],
    ['address', 'Số l đường Lê Lợi, xã Văn Môn, huyện Yên Phong', 'Số 1 đường Lê Lợi, xã Văn Môn, huyện Yên Phong'],
    ['address', 'Tổ dân phố 1O, xã Văn Môn, huyện Yên Phong', 'Tổ dân phố 10, xã Văn Môn, huyện Yên Phong'],
    [
      'address',
      'Ủy ban nhân dân xã KR ông Búk, huyện Krông Pắc, tỉnh Đắk Lắk',
      'Ủy ban nhân dân xã KRông Búk, huyện Krông Pắc, tỉnh Đắk Lắk',
    ],
    ['address', 'Thôn 2, xã Văn Môn, huyện Yên Phong tỉnh Bắc Ninh', 'Thôn 2, xã Văn Môn, huyện Yên Phong, tỉnh Bắc Ninh'],
  ])('%s: %s → %s', (kind, read, right) => {
    const { value, findings } = said(kind, read);
    expect(value).toBe(right);
    expect(findings.map((f) => [f.code, f.severity])).toContainEqual(['value.proposal', 'warning']);
  });

  test.each([
    ['name', 'Nguyễn Mạnh Đrăng'],
    ['name', 'Y Kđăm Mđrắk'],
    ['name', 'H’Hwing Hđơk'],
    ['address', 'Buôn Mđưng, xã Ea Tar, huyện Cư M’gar, tỉnh Đắk Lắk'],
    ['address', 'Khu B, xã Văn Môn, huyện Yên Phong, tỉnh Bắc Ninh'],
    ['address', 'Số 12b đường Lê Lợi, xã Văn Môn, huyện Yên Phong, tỉnh Bắc Ninh'],
    ['address', 'Công an thành phố Hà Nội'],
    ['address', 'Phòng Tư pháp, Ủy ban nhân dân huyện Yên Phong, tỉnh Bắc Ninh'],
    ['address', 'Thôn 2 xã Văn Môn huyện Yên Phong tỉnh Bắc Ninh'],
  ])('%s %s stays', (kind, read) => {
    expect(said(kind, read)).toEqual({ value: read, findings: [] });
  });

  test('a unit whose name has a space behind its sign keeps it', () => {
    const shown = 'Thôn 1, xã Đạ K’ Nàng, huyện Đam Rông, tỉnh Lâm Đồng';
    const found = { located: place([[shown, 'first']]), page: 0 };
    expect(interpretField(fieldOf('address'), 'x', found, context).value?.replace(/['’]/g, '’')).toBe(shown);
  });

  test('a spelling that all passes are sure of is the paper’s own', () => {
    const old = 'Thôn 2, xã Ea Tar, huyện Cư M’gar, tỉnh Đăk Lăk';
    expect(said('address', old, true)).toEqual({ value: old, findings: [] });
    expect(said('name', 'Nguyên Lụa', true, { agrees: true, doubted: [], dotsBelow: 1 }).value).toBe('Nguyên Lụa');
  });

  test('figures are taken from the pass for figures', () => {
    const draft = interpretField(
      fieldOf('address'),
      'x',
      {
        located: place([
          ['Thôn 15, xã Ea Tar', 'first'],
          ['Thôn 15, xã Ea Tar', 'tall'],
          ['Thôn 13, xã Ea Tar', 'figures'],
        ]),
        page: 0,
      },
      context,
    );
    expect(draft.value).toBe('Thôn 13, xã Ea Tar');
    expect(draft.differ).toBeGreaterThan(0);
  });

  test('a year that no term reaches loses against one that it does', () => {
    const passes = ['2957', '2057', '2957'].map((year, i) => [`Đến ngày 20 tháng 08 năm ${year}`, `pass ${i}`] as const);
    expect(interpretField(fieldOf('text'), 'x', { located: place(passes), page: 0 }, context).value).toBe('Đến ngày 20 tháng 08 năm 2057');
  });

  test('a comma lost behind grouped thousands is proposed', () => {
    const draft = interpretField(fieldOf('area'), 'x', { located: place([['45.4717', 'first']]), page: 0 }, context);
    expect(draft.value).toBe('45471.7');
    expect(draft.findings.map((f) => f.code)).toContain('value.proposal');
  });

  const meant = (kind: string, passes: readonly string[], ink: Located['ink'] = null) =>
    interpretField(
      fieldOf(kind),
      'x',
      {
        located: place(
          passes.map((text, i) => [text, `pass ${i}`] as const),
          ink,
        ),
        page: 0,
      },
      context,
    );

  test('a figure that one pass has read goes before what its letter looks like', () => {
    const draft = meant('address', [
      'Tổ l, xã Văn Môn, huyện Yên Phong',
      'Tổ 7, xã Văn Môn, huyện Yên Phong',
      'Tổ l, xã Văn Môn, huyện Yên Phong',
    ]);
    expect(draft.value).toBe('Tổ 7, xã Văn Môn, huyện Yên Phong');
    expect(draft.differ).toBeGreaterThan(0);
  });

  test('passes that see the same letters under other diacritics outvote one that sees others', () => {
    const rest = 'Mđưng, xã Xốp, huyện Đắk Glei, tỉnh Kon Tum';
    expect(meant('address', [`Buôn Săt ${rest}`, `Buôn Sùt ${rest}`, `Buôn Sũt ${rest}`]).value).toMatch(/^Buôn S[ùũ]t /);
  });

  test('a pass that the ink speaks against loses to one with another diacritic', () => {
    const ink = { agrees: false, doubted: ['Tình'], dotsBelow: 1 };
    expect(meant('name', ['Vũ Thị Tình', 'Vũ Thị Tỉnh']).value).toBe('Vũ Thị Tình');
    expect(meant('name', ['Vũ Thị Tình', 'Vũ Thị Tỉnh'], ink).value).toBe('Vũ Thị Tỉnh');
  });

  test('an area with its decimals goes before passes that lost them', () => {
    expect(meant('area', ['38.963,44', '38.963', '38.963']).value).toBe('38963.44');
  });

  test('the number of the next question is no part of a word of registers', () => {
    const draft = meant('text', ['Chủhộ 6.', 'Chủhộ 6.']);
    expect(draft.value).toBe('Chủ hộ');
    expect(draft.findings.map((f) => f.code)).toContain('value.proposal');
    expect(meant('text', ['Con 2']).value).toBe('Con 2');
  });

  test('a wording that is mended keeps the paper’s place of a tone', () => {
    expect(meant('purpose', ['Dất nuôi trồng thủy sản']).value).toBe('Đất nuôi trồng thủy sản');
  });

  test('a figure that stands twice in one sure pass was dropped by the others', () => {
    const draft = meant('plot-number', ['1129', '129', '129']);
    expect([draft.value, draft.differ]).toEqual(['1129', 2]);
  });

  test('within words no letter is a capital', () => {
    expect(meant('area-in-words', ['Bốn trăm bảy mươi Lăm mét vuông']).value).toBe('Bốn trăm bảy mươi lăm mét vuông');
  });

  test('a row’s number and rule are no part of a name', () => {
    expect(interpretField(fieldOf('name'), 'x', { located: place([['2 | Triệu Thị Trinh', 'first']]), page: 0 }, context).value).toBe(
      'Triệu Thị Trinh',
    );
  });
});
