import { describe, expect, test } from 'vitest';
import { finding } from '#domain/finding';
import type { Explained, Located } from '#domain/reading';
import { readRecords } from '#reading/record/read-record';
import { context, pageReading, place, types } from '../paper.ts';

/** What a record says of its values and itself, from page readings. */
const read = (type: string, face: string, places: readonly Located[]) => {
  const [record] = readRecords([{ name: 'a.jpg', group: null, reading: pageReading(type, [face], places) }], types, context);
  const value = (path: string) => record?.values.find((v) => v.path === path);
  return { record, value };
};

describe('records are interpreted and judged', () => {
  test('passes that agree and values that witness each other pass', () => {
    const { value } = read('birth-certificate', 'front', [
      place('fullName', 'NGUYỄN THỊ HOA', 'NGUYỄN THỊ HOA'),
      place('dateOfBirth', '20/02/2010', '20/02/2010'),
      place(
        'dateOfBirthInWords',
        'Ngày hai mươi tháng hai năm hai nghìn không trăm mười',
        'Ngày hai mươi tháng hai năm hai nghìn không trăm mười',
      ),
      place('sex', 'Nữ'),
      place('personalId', '064310309444', '064310309444'),
    ]);
    for (const path of ['fullName', 'dateOfBirth', 'sex', 'personalId']) expect(value(path)?.accepted, path).toBe(true);
    expect(value('dateOfBirth')?.value).toBe('2010-02-20');
  });

  test('a number that contradicts the sex stops both', () => {
    const { value } = read('birth-certificate', 'front', [place('sex', 'Nam'), place('personalId', '064310309444', '064310309444')]);
    expect(value('sex')?.accepted).toBe(false);
    expect(value('personalId')?.accepted).toBe(false);
    expect(value('personalId')?.findings.map((f) => f.code)).toContain('id.sex');
  });

  test('passes that differ do not pass, the other reading is offered', () => {
    const { value } = read('birth-certificate', 'front', [place('motherName', 'LÂM DIỆU YẾN', 'LÂM DIỆU YÊN', 'LÂM DIỆU YẾN')]);
    expect(value('motherName')).toMatchObject({ value: 'LÂM DIỆU YẾN', accepted: false });
    expect(value('motherName')?.alternatives).toContain('LÂM DIỆU YÊN');
  });

  test('a tone that one pass is not sure of needs the ink; a tone of one spelling or of a family does not', () => {
    const ink = { agrees: null, doubted: [], dotsBelow: 0 };
    const name = (text: string, sure: number, agrees: boolean | null = null) =>
      read('birth-certificate', 'front', [{ ...place('fullName', [text, 96], [text, sure]), ink: { ...ink, agrees } }]).value('fullName')
        ?.accepted;
    expect(name('TRƯƠNG VĂN THUẦN', 44)).toBe(false);
    expect(name('TRƯƠNG VĂN THUẦN', 92)).toBe(true);
    expect(name('NGUYỄN VĂN HÙNG', 44)).toBe(false);
    expect(name('NGUYỄN VĂN HÙNG', 44, true)).toBe(true);
    expect(name('TRẦN VĂN KHOA', 44)).toBe(true);
    expect(name('ĐINH HOÀNG TRIẾT', 90)).toBe(true);
    expect(name('DƯƠNG VĂN ÔN', 86)).toBe(false);
  });

  test('a short number that one pass is not sure of may have lost a figure', () => {
    const number = (sure: number) =>
      read('land-certificate-2024', 'front', [place('parcelNumber', ['72', sure], ['72', 93])]).value('parcelNumber')?.accepted;
    expect([number(71), number(90)]).toEqual([false, true]);
  });

  test('words that no list has pass where two networks clearly read the same', () => {
    const name = (text: string, passes: readonly (readonly [how: string, confidence: number])[], agrees: boolean | null = null) =>
      read('birth-certificate', 'front', [
        {
          ...place('motherName', text),
          passes: passes.map(([how, confidence]) => ({ text, how, confidence })),
          ink: { agrees, doubted: agrees === false ? [text.split(' ')[1] ?? ''] : [], dotsBelow: 0 },
        },
      ]).value('motherName')?.accepted;
    const both = (confidence: number) => [['first', 91] as const, ['tall-vie-careful', confidence] as const];
    expect(name('H’TLUĬT BKRĂO', both(88))).toBe(true);
    expect(name('H’TLUĬT BKRĂO', both(84))).toBe(false);
    expect(name('H’TLUĬT BKRĂO', both(88), false)).toBe(false);
    expect(name('H’TLUĬT BKRĂO', [['first', 91] as const, ['tall', 91] as const])).toBe(false);
    // No people spells so: both have lost the same diacritic.
    expect(name('BÙI HOÀNG TIẸP', both(92))).toBe(false);
  });

  test('a letter that only its size tells from its capital is the capital where one must stand', () => {
    const { value } = read('birth-certificate', 'front', [place('motherName', 'cao Thanh ửng', 'cao Thanh ửng')]);
    expect(value('motherName')?.value).toBe('Cao Thanh Ửng');
    const paper = read('residence-confirmation-ct07', 'front', [place('nationality', 'việt Nam'), place('headName', 'Y con H’Bia')]);
    expect(paper.value('nationality')?.value).toBe('Việt Nam');
    const firm = read('enterprise-registration', 'front', [place('enterpriseName', 'Công ty cổ phần An Phú')]);
    expect(firm.value('enterpriseName')?.value).toBe('Công ty cổ phần An Phú');
  });

  test('two passes of one network do not outvote a sure one of another', () => {
    const { value } = read('birth-certificate', 'front', [
      {
        ...place('registrationNumber', '25/2017'),
        passes: [
          { text: '25/2017', how: 'first', confidence: 92 },
          { text: '252017', how: 'tall-eng', confidence: 72 },
          { text: '252017', how: 'soft-eng', confidence: 82 },
        ],
      },
    ]);
    expect(value('registrationNumber')).toMatchObject({ value: '25/2017', accepted: false });
  });

  test('words are voted on one by one, and nothing is written that no pass has read', () => {
    const { value } = read('birth-certificate', 'front', [
      place('hometown', 'Thôn 7, xã Ea Kac, huyện Krông Ana, tỉnh Đắk Lắk', 'Thôn 7, xã Ea Kao, huyện Krông Anq, tỉnh Đắk Lắk'),
    ]);
    expect(value('hometown')?.value).toBe('Thôn 7, xã Ea Kao, huyện Krông Ana, tỉnh Đắk Lắk');
    expect(value('hometown')?.accepted).toBe(false);
  });

  test('what is not there is empty and says so; nothing is made up', () => {
    const { value } = read('birth-certificate', 'front', [place('dateOfBirth', '45/13/2010', '45/13/2010')]);
    expect(value('dateOfBirth')).toMatchObject({ value: null, accepted: false });
    expect(value('personalId')).toMatchObject({ value: null, box: null });
    expect(value('personalId')?.findings.map((f) => f.code)).toEqual(['value.missing']);
  });

  test('handwriting is never accepted', () => {
    const { record } = read('household-register-book', 'cover', [
      place('headName', ['Nguyễn Văn An', 99], ['Nguyễn Văn An', 99]),
      place('issueDate', ['22 tháng 05 năm 2001', 99], ['22 tháng 05 năm 2001', 99]),
    ]);
    expect(record?.values.some((v) => v.accepted)).toBe(false);
    expect(record?.values.find((v) => v.path === 'headName')).toMatchObject({ handwritten: true, value: 'Nguyễn Văn An' });
  });

  test('a book: one row for every member page, a missing face is told', () => {
    const member = (name: string, n: number) => ({
      name: `so-p${n}.jpg`,
      group: 'so',
      reading: pageReading('household-register-book', ['member'], [{ ...place('fullName', name), table: 'members' }]),
    });
    const [record] = readRecords([member('BÌNH', 3), member('AN', 2)], types, context);
    expect(record?.values.filter((v) => v.path.endsWith('fullName')).map((v) => [v.path, v.value, v.page])).toEqual([
      ['members[0].fullName', 'AN', 0],
      ['members[1].fullName', 'BÌNH', 1],
    ]);
    expect(record?.pages.map((p) => p.page)).toEqual([1, 0]);
    expect(record?.findings.map((f) => f.code)).toContain('face.missing');
  });

  test('names that the form prints in capitals are kept as the register writes them', () => {
    const { value } = read('residence-confirmation-ct07', 'front', [place('fullName', 'ĐINH HỮU QUYẾT', 'ĐINH HỮU QUYẾT')]);
    expect(value('fullName')).toMatchObject({ value: 'Đinh Hữu Quyết', raw: 'ĐINH HỮU QUYẾT' });
  });

  test('paper of no known kind is a record without type and values', () => {
    const [record] = readRecords([{ name: 'x', group: null, reading: pageReading(null, []) }], types, context);
    expect(record).toMatchObject({ recordType: null, values: [] });
  });

  test('the same pages give the same records', () => {
    const pages = [{ name: 'a', group: null, reading: pageReading('birth-certificate', ['front'], [place('fullName', 'A B', 'A C')]) }];
    expect(readRecords(pages, types, context)).toEqual(readRecords(structuredClone(pages), types, context));
  });

  describe('a value answers for itself', () => {
    const one = (type: string, key: string, text: string, more: Partial<Located> = {}) => {
      const found = read(type, type === 'land-certificate-2009' ? 'inside' : 'front', [{ ...place(key, text, text), ...more }]).value(key);
      return { accepted: found?.accepted, codes: (found?.findings ?? []).map(({ code }) => code) };
    };

    test('an address of parts ends at a province of its time, and never at a bare word for a unit', () => {
      const address = (text: string) => one('birth-certificate', 'hometown', text);
      expect(address('xã Ea Tiêu, huyện Cư Kuin, tỉnh Đắk Lắk')).toMatchObject({ accepted: true, codes: [] });
      expect(address('phường Hòa Khánh Nam, quận Liên Chiểu, thành phố Đà Nẵng').accepted).toBe(true);
      for (const cut of [
        'xã Ea Tiêu, huyện Cư Kuin, tỉnh',
        'phường Yên Nghĩa, quận Hà Đông, thành phố',
        'thôn 5, xã Ea Tiêu',
        'xã Ea Tiêu, thành',
      ])
        expect(address(cut), cut).toMatchObject({ accepted: false, codes: expect.arrayContaining(['value.cut']) });
      // A single part is a name: an office, a hospital.
      expect(one('birth-certificate', 'registrationPlace', 'Ủy ban nhân dân xã Ea Kao').codes).not.toContain('value.cut');
    });

    test('an address begins with a name, a figure or a word for a unit', () => {
      const address = (text: string) => one('birth-certificate', 'hometown', `${text}, phường Tân Lập, tỉnh Đắk Lắk`).codes;
      for (const cut of ['ối 8', 'ân dân', 'gõ 48']) expect(address(cut), cut).toContain('value.cut');
      for (const whole of ['Khối 8', 'khối 8', 'tổ dân phố 3', 'TDP 3', '12 Lê Lợi', 'H’Drai'])
        expect(address(whole), whole).not.toContain('value.cut');
    });

    test('a date without its day waits for a person', () => {
      expect(one('birth-certificate', 'dateOfBirth', '05/1972').accepted).toBe(false);
      expect(one('birth-certificate', 'dateOfBirth', '19/05/1972').accepted).toBe(true);
    });

    test('a name with a sign at its end has lost letters', () => {
      expect(one('birth-certificate', 'motherName', 'LÊ THỊ )').accepted).toBe(false);
      expect(one('birth-certificate', 'motherName', 'LÊ THỊ HOA').accepted).toBe(true);
    });

    test('words of an area and of a date are whole', () => {
      expect(one('land-certificate-2009', 'areaInWords', 'Bảy nghìn ba trăm năm mươi sáu phẩy ba mét').codes).toContain('value.cut');
      expect(one('land-certificate-2009', 'areaInWords', 'Bảy nghìn ba trăm mét vuông').codes).not.toContain('value.cut');
      const date = (text: string) => one('birth-certificate', 'dateOfBirthInWords', text).codes.includes('value.cut');
      expect(date('Ngày hai mươi hai tháng mười')).toBe(true);
      expect(date('Ngày một tháng năm năm')).toBe(true);
      expect(date('Ngày một tháng năm năm hai nghìn')).toBe(false);
    });

    test('an area without its unit is not the end', () => {
      expect(one('land-certificate-2009', 'useOrigin', 'Giao đất có thu tiền sử dụng đất: 274').codes).toContain('value.cut');
      expect(one('land-certificate-2009', 'useOrigin', 'Giao đất có thu tiền sử dụng đất: 274 m²').codes).not.toContain('value.cut');
    });

    test('a label within a value stops it; parts of land have colons of their own', () => {
      expect(one('birth-certificate', 'ethnicity', 'Kinh Quốc gia: Việt').accepted).toBe(false);
      expect(one('birth-certificate', 'registrationPlace', 'tại: UBND xã Ea Tiêu, huyện Cư Kuin, tỉnh Đắk Lắk')).toMatchObject({
        accepted: false,
        codes: expect.arrayContaining(['value.holdsLabel']),
      });
      expect(one('land-certificate-2009', 'useTerm', 'Đất ở: Lâu dài; đất trồng cây lâu năm: 50 năm').codes).not.toContain(
        'value.holdsLabel',
      );
      expect(one('land-certificate-2009', 'useTerm', 'Lâu dài Ghi chú: Không').codes).toContain('value.holdsLabel');
    });

    test('what stands unexplained behind a value stops it', () => {
      const text = 'xã Ea Tiêu, huyện Cư Kuin, tỉnh Đắk Lắk';
      expect(one('birth-certificate', 'hometown', text, { unexplained: 'Cộng hòa' })).toEqual({
        accepted: false,
        codes: ['value.unexplained'],
      });
    });

    test.each([
      [{ unread: 'before' }, 'value.unreadInk'],
      [{ atEdge: true }, 'value.atEdge'],
      [{ farFromLabel: true }, 'value.farFromLabel'],
      [{ handwritten: true }, 'value.handwritten'],
      [{ mayBePen: true }, 'value.pen'],
    ] as const)('what its place says against it stops it (%o)', (said, code) => {
      const text = 'xã Ea Tiêu, huyện Cư Kuin, tỉnh Đắk Lắk';
      expect(one('birth-certificate', 'hometown', text, said)).toEqual({ accepted: false, codes: [code] });
    });
  });

  describe('what the page says of its form', () => {
    const explained = (more: Partial<Explained>) => ({ unexplained: [], unlabelled: [], findings: [], ...more });
    const record = (type: string, more: Partial<Explained>) => {
      const reading = { ...pageReading(type, ['front']), explained: explained(more) };
      return readRecords([{ name: 'a.jpg', group: null, reading }], types, context)[0];
    };

    test('a value whose label was not found says so', () => {
      const codes = (unlabelled: string[]) =>
        record('birth-certificate', { unlabelled })
          ?.values.find(({ path }) => path === 'hometown')
          ?.findings.map(({ code }) => code);
      expect(codes(['hometown'])).toEqual(['label.missing']);
      expect(codes([])).toEqual(['value.missing']);
    });

    test('a table that was not read is a finding, and a row for a person to fill in or to take out', () => {
      const findings = [finding('table.notRead', 'warning', null, { table: 'members', rows: 0 })];
      const lost = record('residence-confirmation-ct07', { findings });
      expect(lost?.findings).toContainEqual(findings[0]);
      expect(lost?.values.filter(({ path }) => path.startsWith('members[0]')).map(({ value }) => value)).toEqual([
        null,
        null,
        null,
        null,
        null,
      ]);
      expect(record('residence-confirmation-ct07', {})?.values.some(({ path }) => path.startsWith('members'))).toBe(false);
    });

    test('rows of a later page wait where those of an earlier one were lost: nobody knows which they are', () => {
      const type = 'residence-confirmation-ct07';
      const sex = (findings: Explained['findings']) => {
        const front = { ...pageReading(type, ['front']), explained: explained({ findings }) };
        const next = pageReading(type, ['continuation'], [{ ...place('sex', 'Nữ', 'Nữ'), table: 'members' }]);
        const pages = [front, next].map((reading, i) => ({ name: `a-p${i + 1}.jpg`, group: 'a', reading }));
        const [whole] = readRecords(pages, types, context);
        return whole?.values
          .filter(({ path }) => path.endsWith('].sex'))
          .map(({ path, value, accepted, findings }) => [path, value, accepted, findings.map(({ code }) => code)]);
      };
      expect(sex([])).toEqual([['members[0].sex', 'Nữ', true, []]]);
      expect(sex([finding('table.notRead', 'warning', null, { table: 'members', rows: 0 })])).toEqual([
        ['members[0].sex', null, false, ['value.missing']],
        ['members[1].sex', 'Nữ', false, ['table.notRead']],
      ]);
    });
  });

  test('a name that the form prints in capitals is in the letters of the register where other names show them', () => {
    const names = (head: string) =>
      read('residence-confirmation-ct07', 'front', [
        place('fullName', 'TRẦN NGỌC LOAN', 'TRẦN NGỌC LOAN'),
        place('headName', head, head),
      ]).value('fullName')?.value;
    expect(names('Bùi Văn Hùng')).toBe('Trần Ngọc Loan');
    expect(names('BÙI VĂN HÙNG')).toBe('TRẦN NGỌC LOAN');
  });
});
