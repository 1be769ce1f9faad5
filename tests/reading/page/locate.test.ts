import { describe, expect, test } from 'vitest';
import { locate } from '#reading/page/locate';
import { linesOf, typeOf } from '../paper.ts';

const frame = { x0: 0, width: 2480, height: 3508 };
const values = (type: string, face: string, text: string, left = 200) =>
  Object.fromEntries(
    locate(linesOf(text, left), typeOf(type), [face], frame).map((p) => [p.table ? `${p.table}.${p.field.key}` : p.field.key, p.raw]),
  );

describe('values are found by the words before them', () => {
  test('several to a row, mother before father, a word of the form inside a value', () => {
    const found = values(
      'birth-certificate',
      'front',
      [
        'Họ, chữ đệm, tên: LÊ NGỌC YẾN',
        'Giới tính: Nữ   Dân tộc: Mường   Quốc tịch: Việt Nam',
        'Họ, chữ đệm, tên người mẹ: VŨ THỊ BÍCH',
        'Năm sinh: 1974   Dân tộc: Tày   Quốc tịch: Việt Nam',
        'Họ, chữ đệm, tên người cha: BÙI ĐÌNH HIẾU',
        'Năm sinh: 1979   Dân tộc: Thái   Quốc tịch: Việt Nam',
        'Nơi đăng ký khai sinh: Ủy ban nhân dân xã Ea Kao',
      ].join('\n'),
    );
    expect(found).toMatchObject({
      fullName: 'LÊ NGỌC YẾN',
      sex: 'Nữ',
      ethnicity: 'Mường',
      nationality: 'Việt Nam',
      motherName: 'VŨ THỊ BÍCH',
      motherBirthYear: '1974',
      motherEthnicity: 'Tày',
      fatherName: 'BÙI ĐÌNH HIẾU',
      fatherBirthYear: '1979',
      fatherEthnicity: 'Thái',
      registrationPlace: 'Ủy ban nhân dân xã Ea Kao',
    });
  });

  test('a number in colour that begins like a printed word (BA, Bà)', () => {
    const text = ['Bà: TRƯƠNG THANH SƯƠNG', 'Sinh năm: 1941   CMND số: 244412403', ...Array(40).fill('')].join('\n');
    const number = linesOf(`${'\n'.repeat(50)}BA 176967`, 1900).map((line) => ({ ...line, coloured: true }));
    const found = locate([...linesOf(text), ...number], typeOf('land-certificate-2009'), ['front'], frame);
    expect(found.find((place) => place.field.key === 'serialNumber')?.raw).toBe('BA 176967');
    expect(found.find((place) => place.field.key === 'ownerName')?.raw).toBe('TRƯƠNG THANH SƯƠNG');
  });

  describe('a date whose figures are not as printed', () => {
    const dates = (text: string) =>
      locate(linesOf(`${'\n'.repeat(40)}${text}`, 1300), typeOf('land-certificate-2009'), ['inside'], frame)
        .filter(({ field }) => field.key === 'issueDate')
        .map(({ raw, onlyByPen }) => ({ raw, onlyByPen: onlyByPen === true }));

    test('is found by the words around its blanks, and is a value only where a pen wrote it', () => {
      expect(dates('Kontum, ngày 2o, tháng l; năm 20 11')).toEqual([{ raw: 'ngày 2o, tháng l; năm 20 11', onlyByPen: true }]);
      expect(dates('Kontum, ngày 20 tháng 11 năm 2011')).toEqual([{ raw: 'ngày 20 tháng 11 năm 2011', onlyByPen: false }]);
    });

    test('is not looked for in the value of another label', () => {
      expect(dates('Thời hạn sử dụng: Đến ngày l2 tháng o7 năm 20 5o')).toEqual([]);
    });
  });

  test('a lost label leaves its value empty and does not borrow the neighbour’s', () => {
    const found = values(
      'birth-certificate',
      'front',
      [
        'Họ, chữ đệm, tên người mẹ: VŨ THỊ BÍCH',
        '#### %% 1974   Dân tộc: Tày',
        'Họ, chữ đệm, tên người cha: BÙI ĐÌNH HIẾU',
        'Năm sinh: 1979   Dân tộc: Thái',
      ].join('\n'),
    );
    expect(found.motherBirthYear).toBeUndefined();
    expect(found.fatherBirthYear).toBe('1979');
  });

  test('values that wrap, values under their label, values whose line had room', () => {
    const land = values(
      'land-certificate-2009',
      'inside',
      [
        'c) Diện tích: 8.259,5 m², (bằng chữ: Tám nghìn hai trăm năm mươi chín phẩy',
        'năm mét vuông)',
        'đ) Mục đích sử dụng: Đất trồng cây lâu năm',
        'g) Nguồn gốc sử dụng: Công nhận QSDĐ',
        '2. Nhà ở: -/-',
        'Số vào sổ cấp GCN:CS 31101',
      ].join('\n'),
    );
    expect(land).toMatchObject({
      areaM2: '8.259,5',
      areaInWords: 'Tám nghìn hai trăm năm mươi chín phẩy năm mét vuông',
      usePurpose: 'Đất trồng cây lâu năm',
      useOrigin: 'Công nhận QSDĐ',
      registryNumber: 'CS 31101',
    });
    const firm = values(
      'enterprise-registration',
      'front',
      '2. Địa chỉ trụ sở chính\nThôn 7, xã Cuôr Đăng, tỉnh Đắk Lắk, Việt Nam\n3. Vốn điều lệ: 86.000.000.000 đồng',
    );
    expect(firm).toMatchObject({ headOffice: 'Thôn 7, xã Cuôr Đăng, tỉnh Đắk Lắk, Việt Nam', charterCapitalVnd: '86.000.000.000' });
  });

  test('two numbers in a row, the second after a semicolon', () => {
    expect(values('land-certificate-2024', 'front', 'a. Thửa đất số: 45; tờ bản đồ số: 68')).toMatchObject({
      parcelNumber: '45',
      mapSheetNumber: '68',
    });
  });

  test('words of a value that resemble a printed word do not end it; a colon read as a letter does not hide one', () => {
    const found = values(
      'birth-certificate',
      'front',
      [
        'Sốt 424/2016',
        'Quê quán: Thôn 13, xã Gio Quang, huyện Gio Linh, tỉnh Quảng Trị',
        'Họ, chữ đệm, tên người mẹ: VŨ THỊ BÍCH',
        'Nơi cư trú: Thôn 11, xã Công Bằng, huyện Pác Nặm, tỉnh Bắc Kạn',
      ].join('\n'),
      1400,
    );
    expect(found).toMatchObject({
      registrationNumber: '424/2016',
      hometown: 'Thôn 13, xã Gio Quang, huyện Gio Linh, tỉnh Quảng Trị',
      motherAddress: 'Thôn 11, xã Công Bằng, huyện Pác Nặm, tỉnh Bắc Kạn',
    });
  });

  test('a spouse is only there when the paper says so', () => {
    const one = values(
      'land-certificate-2009',
      'front',
      'Bà: TẠ THỊ DIỄM\nSinh năm: 1968, CCCD số: 064168197755\nĐịa chỉ thường trú: Thôn 7',
    );
    expect(one).toMatchObject({ ownerName: 'TẠ THỊ DIỄM', ownerBirthYear: '1968', ownerIdNumber: '064168197755' });
    expect(one.coOwnerBirthYear).toBeUndefined();
    const two = values(
      'land-certificate-2009',
      'front',
      'Ông: A B\nSinh năm: 1968, CMND số: 245763935\nvà vợ là bà: C D\nSinh năm: 1970, CMND số: 245763936',
    );
    expect(two).toMatchObject({
      ownerBirthYear: '1968',
      ownerIdNumber: '245763935',
      coOwnerName: 'C D',
      coOwnerBirthYear: '1970',
      coOwnerIdNumber: '245763936',
    });
  });

  test('a date without a printed word of its own, its year on the next line', () => {
    const head = Array.from({ length: 14 }, (_, i) => `${i}. Một dòng chữ dài`).join('\n');
    expect(values('residence-confirmation-ct07', 'front', `${head}\nThuận Điền, ngày 16 tháng 06 năm\n       2023`, 900).issueDate).toBe(
      'ngày 16 tháng 06 năm 2023',
    );
  });

  test('a table whose rules are gone is read under its heads', () => {
    const found = locate(
      linesOf(
        [
          'TT   Họ, chữ đệm và tên   Ngày, tháng, năm sinh   Giới tính   Số định danh cá nhân   Quan hệ với chủ hộ',
          '1    Trần Minh Bốn        21/01/1947              Nam         086047106936           Bố',
          '2    Dương Thị Ngọc       04/12/1954              Nữ          024154848004           Em ruột',
          '                                                  TRƯỞNG CÔNG AN',
        ].join('\n'),
        0,
      ),
      typeOf('residence-confirmation-ct07'),
      ['front'],
      frame,
    ).filter((p) => p.table === 'members');
    expect(found.map((p) => [p.row, p.field.key, p.raw])).toEqual([
      [0, 'fullName', 'Trần Minh Bốn'],
      [0, 'dateOfBirth', '21/01/1947'],
      [0, 'sex', 'Nam'],
      [0, 'personalId', '086047106936'],
      [0, 'relationToHead', 'Bố'],
      [1, 'fullName', 'Dương Thị Ngọc'],
      [1, 'dateOfBirth', '04/12/1954'],
      [1, 'sex', 'Nữ'],
      [1, 'personalId', '024154848004'],
      [1, 'relationToHead', 'Em ruột'],
    ]);
  });

  test('a handwritten value has a place even where nothing could be read', () => {
    const regions = locate(
      linesOf('1. Họ và tên:\n3. Ngày, tháng, năm sinh: ##   4. Giới tính: N'),
      typeOf('household-register-book'),
      ['member'],
      frame,
    );
    const name = regions.find((p) => p.field.key === 'fullName');
    expect(name?.spans[0]?.x1).toBeGreaterThan((name?.spans[0]?.x0 ?? 0) + 100);
    expect(name?.spans[0]?.top).toBeLessThan(90);
  });

  test('a handwritten value is shown to its end, also on a second line and beyond the print', () => {
    const rows = ['Nơi thường trú:', '1. Họ và tên: A'];
    const written = { confidence: 20 };
    const lines = linesOf(`5. Quê quán: Buôn Drai, xã Cuôr Đăng, huyện Cư, tỉnh\nĐắk Lắk\n${rows.join('\n')}`).map((line, i) =>
      i < 2 ? { ...line, words: line.words.map((word) => ({ ...word, ...written })) } : line,
    );
    const place = locate(lines, typeOf('household-register-book'), ['member'], frame).find((p) => p.field.key === 'hometown');
    expect(place?.spans).toHaveLength(2);
    expect(place?.spans[0]?.x1).toBeGreaterThan(lines[0]?.x1 ?? 0);
    expect(place?.spans[1]?.bottom).toBeGreaterThan(lines[1]?.bottom ?? 0);
  });
});
