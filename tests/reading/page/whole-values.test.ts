import { describe, expect, test } from 'vitest';
import { readingKinds } from '#reading/kinds/reading-kinds';
import { locate } from '#reading/page/locate';
import { context, linesOf, typeOf } from '../paper.ts';

const frame = { x0: 0, width: 2480, height: 3508 };
const values = (type: string, face: string, text: string) =>
  Object.fromEntries(locate(linesOf(text), typeOf(type), [face], frame).map((place) => [place.field.key, place.raw]));

describe('a value is whole, and nobody else’s', () => {
  const whole = (text: string, type = 'land-certificate-2009', face = 'front') => values(type, face, text);

  test('a second owner in a block of its own is the co-owner, and neither takes from the other', () => {
    const both = whole(
      [
        'Ông: Lê Quốc Bảo',
        'Sinh năm: 1981, Hộ chiếu số: B7654321',
        'Nơi thường trú: Thôn 3, xã Yên Lập, tỉnh Phú Thọ',
        'Bà: Phạm Thị Mai',
        'Sinh năm: 1984, CMND số: 112345678',
        'Địa chỉ thường trú: Tổ 9, phường Tân Hòa, tỉnh Phú Thọ',
      ].join('\n'),
    );
    expect(both).toMatchObject({
      ownerName: 'Lê Quốc Bảo',
      ownerIdKind: 'Hộ chiếu số',
      ownerIdNumber: 'B7654321',
      ownerAddress: 'Thôn 3, xã Yên Lập, tỉnh Phú Thọ',
      coOwnerName: 'Phạm Thị Mai',
      coOwnerBirthYear: '1984',
      coOwnerIdKind: 'CMND số',
      coOwnerIdNumber: '112345678',
      coOwnerAddress: 'Tổ 9, phường Tân Hòa, tỉnh Phú Thọ',
    });
    const bare = whole('Ông: Lê Quốc Bảo\nBà: Phạm Thị Mai\nCMND số: 112345678\nĐịa chỉ thường trú: Tổ 9, tỉnh Phú Thọ');
    expect(bare).toMatchObject({ ownerName: 'Lê Quốc Bảo', coOwnerIdNumber: '112345678', coOwnerAddress: 'Tổ 9, tỉnh Phú Thọ' });
    expect([bare.ownerIdNumber, bare.ownerAddress]).toEqual([undefined, undefined]);
  });

  test('an address goes on where it cannot end, though its line had room, and over dirt between the lines', () => {
    const lines = linesOf(
      'b) Địa chỉ: Ngõ 48, phường Hòa Khánh, quận\nLiên Chiểu, thành phố\nĐà Nẵng\nc) Diện tích: 85 m², (bằng chữ: Tám mươi lăm mét\nvuông)',
    );
    const between = { top: 120, bottom: 168, meanline: 130, baseline: 158, row: 90 };
    const dirt = linesOf('xp q').map((line) => ({ ...line, ...between, words: line.words.map((word) => ({ ...word, confidence: 0 })) }));
    const found = locate([...lines, ...dirt], typeOf('land-certificate-2009'), ['inside'], frame);
    const raw = (key: string) => found.find(({ field }) => field.key === key)?.raw;
    // Two lines are all that this form gives it.
    expect(raw('parcelAddress')).toBe('Ngõ 48, phường Hòa Khánh, quận Liên Chiểu, thành phố');
    expect(raw('areaInWords')).toBe('Tám mươi lăm mét vuông');
    expect(found.find(({ field }) => field.key === 'parcelAddress')?.unexplained).toBe('Đà Nẵng');
  });

  test('a line that begins with a label that no type knows ends a value', () => {
    const firm = whole(
      '2. Địa chỉ trụ sở chính\nThôn 7, xã Cuôr Đăng, tỉnh Đắk Lắk, Việt Nam\nHộp thư điện tử: a@b.vn',
      'enterprise-registration',
    );
    expect(firm.headOffice).toBe('Thôn 7, xã Cuôr Đăng, tỉnh Đắk Lắk, Việt Nam');
    const land = whole(
      'đ) Mục đích sử dụng: Đất ở: 274 m²;\nĐất trồng cây lâu năm: 500 m²\ne) Thời hạn sử dụng: Lâu dài',
      'land-certificate-2009',
      'inside',
    );
    expect(land.usePurpose).toContain('Đất trồng cây lâu năm: 500 m²');
  });

  test('half an office and half a name are cut; what registers list is no part of a name', () => {
    const { address, name } = readingKinds;
    const cut = ['Ủy', 'Ủy ban nhân dân', 'UBND', 'Trạm', 'Thôn'];
    expect(cut.filter((value) => !address.goesOn(value) && address.isWhole(value, context))).toEqual([]);
    const places = ['Huế', 'Ủy ban nhân dân xã Hòa Phú', 'Trạm y tế phường Hòa Khánh Nam', 'Hà Nội'];
    expect(places.filter((value) => address.goesOn(value) || !address.isWhole(value, context))).toEqual([]);
    expect(['Ngô Xu', 'Ngô Xuân', 'Mỹ Mỵ', 'Y Bu'].map((value) => name.isWhole(value, context))).toEqual([false, true, true, true]);
    expect(['Ngọc Hiếu', 'Quốc Toàn', 'Đinh Ngọc Hiếu', 'H’YER KTLA'].map((value) => name.isWhole(value, context))).toEqual([
      ...[false, false, true, true],
    ]);
    expect(['Y WANG BYĂ Phật giáo', 'Y Wang Byă Phật giáo', 'PHẠM VĂN AN Kinh'].every(name.holdsLabel)).toBe(true);
    expect(['Y WANG BYĂ', 'PHẠM VĂN KINH', 'Phạm Văn Thái'].some(name.holdsLabel)).toBe(false);
  });

  test('half of a wording that certificates repeat goes on, or is cut', () => {
    const origin = (...rows: readonly string[]) =>
      whole(['g) Nguồn gốc sử dụng: Công nhận QSD đất như giao đất có thu tiền', ...rows].join('\n'), 'land-certificate-2009', 'inside')
        .useOrigin;
    expect(origin('sử dụng đất')).toBe('Công nhận QSD đất như giao đất có thu tiền sử dụng đất');
    expect(readingKinds.text.goesOn('Công nhận QSD đất như giao đất có thu tiền')).toBe(true);
    for (const text of ['Công nhận QSDĐ', 'Nhận thừa kế', 'Lâu dài', 'Việt Nam', 'Con'])
      expect(readingKinds.text.goesOn(text), text).toBe(false);
  });

  test('a list goes on behind a semicolon, however far its next line is indented', () => {
    const land = whole(
      `đ) Mục đích sử dụng: Đất ở: 274 m²; Đất trồng cây lâu năm: 2.550,9 m²;\n${' '.repeat(24)}Đất nuôi trồng thủy sản: 546 m²\ne) Thời hạn sử dụng: Lâu dài`,
      'land-certificate-2009',
      'inside',
    );
    expect(land.usePurpose).toBe('Đất ở: 274 m²; Đất trồng cây lâu năm: 2.550,9 m²; Đất nuôi trồng thủy sản: 546 m²');
  });

  test('what stands where a value would go on, and belongs to nothing, is said', () => {
    const found = (under: string) =>
      locate(
        linesOf(
          `a) Thửa đất số: 5, của một dòng dài hơn nhiều để còn chỗ trống phía sau\nb) Địa chỉ: Thôn 7, xã Ea Kao, tỉnh Đắk Lắk\n${under}`,
        ),
        typeOf('land-certificate-2009'),
        ['inside'],
        frame,
      ).find(({ field }) => field.key === 'parcelAddress')?.unexplained;
    expect(found('ranh giới theo hồ sơ')).toBe('ranh giới theo hồ sơ');
    expect(found('c) Diện tích: 85 m²')).toBeNull();
    expect(found('2. Tài sản gắn liền với đất')).toBeNull();
    expect(found('Số hiệu cũ: 12')).toBeNull();
  });

  test('the pattern of a frame right of the text is no part of a value', () => {
    const line = linesOf('Quốc tịch: Việt Nam')[0];
    const frameOf = linesOf('ệ', 2300).map((one) => ({ ...one, words: one.words.map((word) => ({ ...word, confidence: 0 })) }));
    const text = linesOf('\nNơi sinh: Bệnh viện Phụ sản Đắk Lắk, tỉnh Đắk Lắk, Việt Nam và nhiều chữ nữa');
    if (!line) throw new Error('no line');
    const found = locate([line, ...frameOf, ...text], typeOf('birth-certificate'), ['front'], frame);
    expect(found.find(({ field }) => field.key === 'nationality')?.raw).toBe('Việt Nam');
  });
});
