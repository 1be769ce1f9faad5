import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fieldKinds } from '#domain/fields/field-kinds';
import { personOf } from '#domain/fields/personal-number';
import { purposesOf } from '#domain/fields/purpose';
import { isTaxCode } from '#domain/fields/tax-code';
import { partsOfUseForm } from '#domain/fields/use-form';
import { type KindId, kindIds } from '#domain/record-type';
import { fieldOf } from './kinds.ts';

/** Long, because every kind is here, by examples and by what holds of all of them. */
const read = (kind: KindId, raw: string, extra = {}) => fieldKinds[kind].interpret(raw, fieldOf(kind, extra), 'value');
const codes = (kind: KindId, raw: string, extra = {}) => read(kind, raw, extra).findings.map((one) => one.code);

describe('every kind', () => {
  it.each(kindIds)('%s never throws, and what it reads is canonical', (kind) => {
    const { interpret, normalise, validate, format, toJson } = fieldKinds[kind];
    const field = fieldOf(kind);
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string({ unit: 'binary', maxLength: 80 }),
          fc.string({ unit: fc.constantFrom(...'0123456789./,- ngàythángnămmrieêngchungBNCH²()') }),
        ),
        (text) => {
          const { value, alternatives } = interpret(text, field, 'value');
          normalise(text, field);
          validate(text, field, 'value');
          format(text, 'vi');
          toJson(text);
          return (
            alternatives.length <= 3 && (value === null || (value === value.normalize('NFC') && value.trim() === value && value !== ''))
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it.each(['date', 'year', 'number', 'area', 'money', 'personal-number', 'tax-code'] as const)(
    '%s takes what is typed as a whole or not at all: no figure is lost',
    (kind) => {
      const figures = (text: string) => [...(text.match(/[1-9]/g) ?? [])].sort().join('');
      const pieces = fc.constantFrom(
        ' ',
        '/',
        '.',
        '-',
        ',',
        'abc',
        'năm ',
        '5',
        '12',
        '1965',
        '619.8.1961',
        '9/8/',
        '250',
        '(',
        ')',
        ' m',
      );
      fc.assert(
        fc.property(fc.array(pieces, { maxLength: 6 }), (parts) => {
          const typed = parts.join('');
          const value = fieldKinds[kind].normalise(typed, fieldOf(kind));
          return value === null || (figures(value) === figures(typed) && !/abc/.test(typed));
        }),
        { numRuns: 500 },
      );
    },
  );

  const canonical: Readonly<Partial<Record<KindId, fc.Arbitrary<string>>>> = {
    date: fc.oneof(
      fc
        .date({ min: new Date('1850-01-01T00:00:00Z'), max: new Date('2199-12-31T00:00:00Z'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
      fc.integer({ min: 1850, max: 2199 }).map(String),
      fc
        .tuple(fc.integer({ min: 1850, max: 2199 }), fc.integer({ min: 1, max: 12 }))
        .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`),
    ),
    area: fc.integer({ min: 1, max: 99_999_999 }).map((hundredths) => String(hundredths / 100)),
    money: fc.integer({ min: 0, max: 999_999_999_999 }).map(String),
    year: fc.integer({ min: 1850, max: 2199 }).map(String),
    sex: fc.constantFrom('Nam', 'Nữ'),
    'use-form': fc.constantFrom('riêng', 'chung', 'riêng và chung'),
    'personal-number': fc.oneof(fc.stringMatching(/^\d{12}$/), fc.stringMatching(/^\d{9}$/)),
    serial: fc.stringMatching(/^[A-ZĐ]{2} \d{6}$/),
    'plot-number': fc.stringMatching(/^\d{1,4}$/),
    'registry-number': fc.stringMatching(/^(?:CH|CS|VP|H) \d{1,6}$/),
    'tax-code': fc.stringMatching(/^\d{10}$/),
  };
  it.each(Object.keys(canonical) as KindId[])('%s takes back what it shows, in both languages', (kind) => {
    const { format, normalise, interpret } = fieldKinds[kind];
    const field = fieldOf(kind);
    fc.assert(
      fc.property(canonical[kind] ?? fc.constant(''), (value) => {
        expect(normalise(format(value, 'vi'), field)).toBe(value);
        expect(normalise(format(value, 'en'), field)).toBe(value);
        expect(interpret(format(value, 'vi'), field, 'value').value).toBe(value);
      }),
      { numRuns: 200 },
    );
  });
});

describe('dates', () => {
  it.each([
    ['20/02/2010', '2010-02-20'],
    ['5/3/1987', '1987-03-05'],
    ['05.3.1987', '1987-03-05'],
    ['5-3-1987', '1987-03-05'],
    ['20 / 02 / 2010', '2010-02-20'],
    ['ngày 08 tháng 05 năm 2047', '2047-05-08'],
    ['Đắk Lắk, ngay 4 thảng 01 nãm 2013', '2013-01-04'],
    ['1985', '1985'],
    ['03/1985', '1985-03'],
    ['tháng 3 năm 1990', '1990-03'],
    ['Ngày hai mươi tháng hai năm hai nghìn không trăm mười', '2010-02-20'],
  ])('reads %s', (raw, value) => expect(read('date', raw).value).toBe(value));
  it('says what it changed, and invents nothing', () => {
    expect(read('date', '2O/O2/2010')).toMatchObject({ value: '2010-02-20', findings: [{ code: 'value.proposal', severity: 'warning' }] });
    expect(read('date', '31/02/1990')).toMatchObject({ value: null, findings: [{ code: 'date.calendar', severity: 'error' }] });
    expect(read('date', 'năm').value).toBeNull();
    expect(codes('date', '01/01/1790')).toContain('date.early');
  });
  it.each([
    ['5/3/1987', '1987-03-05'],
    ['05031987', '1987-03-05'],
    ['3/1987', '1987-03'],
    ['1987', '1987'],
    ['05 03 1987', '1987-03-05'],
    ['5 / 3 / 1987', '1987-03-05'],
    ['ngày 5 tháng 3 năm 1987', '1987-03-05'],
    ['sinh năm 1987', '1987'],
    ['mồng năm tháng ba năm một nghìn chín trăm tám mươi bảy', '1987-03-05'],
    ['050387', null],
    ['5/3/87', null],
    ['31/2/1990', null],
    ['9/8/619.8.1961', null],
    ['abc 1965', null],
    ['5/3/1987 abc', null],
    ['1987 1965', null],
    ['19 87', null],
  ])('takes %s when typed', (typed, value) => {
    expect(fieldKinds.date.normalise(typed, fieldOf('date'))).toBe(value);
  });
  it.each([
    ['date', '5/3/87', ['1987-03-05', '1887-03-05']],
    ['date', '050305', ['2005-03-05', '1905-03-05']],
    ['date', '5 - 3 - 26', ['2026-03-05', '1926-03-05']],
    ['date', 'ngày 5 tháng 3 năm 87', ['1987-03-05', '1887-03-05']],
    ['date', '3/61', ['1961-03', '1861-03']],
    ['date', '30', ['1930']],
    ['date', '29/2/00', ['2000-02-29']],
    ['date', '31/2/87', []],
    ['date', 'abc 87', []],
    ['year', '87', ['1987', '1887']],
    ['year', 'năm 05', ['2005', '1905']],
    ['year', '1987', []],
    ['year', '5/87', []],
  ] as const)('offers every century for %s typed as %s', (kind, typed, years) => {
    expect(fieldKinds[kind].normalise(typed, fieldOf(kind))).toBe(typed === '1987' ? typed : null);
    expect(fieldKinds[kind].meanings?.(typed, '2026-11-28')).toEqual(years);
  });
});

describe('numbers', () => {
  it.each([
    ['1.250,5', '1250.5'],
    ['16.314,1 m²', '16314.1'],
    ['9.016 m2', '9016'],
    ['16.314', '16314'],
    ['856,2m2', '856.2'],
    ['16 314,1 m²', '16314.1'],
    ['7048 m² (bằng chữ: Bảy nghìn không trăm bốn mươi tám)', '7048'],
  ])('area %s', (raw, value) => expect(read('area', raw)).toMatchObject({ value, findings: [] }));
  it('doubts separators that do not fit', () => {
    expect(read('area', '16.314.1')).toMatchObject({ value: '16314.1', findings: [{ code: 'value.proposal' }] });
    expect(read('area', '16,314')).toMatchObject({ value: '16314', alternatives: ['16.314'] });
    expect(codes('area', '0')).toEqual(['area.notPositive']);
    expect(read('area', '-/-')).toEqual({ value: null, alternatives: [], findings: [] });
  });
  it.each([
    ['area', '100,5 m²', '100.5'],
    ['area', '1 250,5', '1250.5'],
    ['area', '100 m2 (bằng chữ: Một trăm mét vuông)', '100'],
    ['area', '100 (abc)', null],
    ['area', '(abc) 100', null],
    ['area', '100 (hai trăm)', null],
    ['area', '12 m 5', null],
    ['area', '12 34', null],
    ['number', '1 2', null],
    ['money', '13,5 tỷ đồng', '13500000000'],
    ['money', '2 tỷ 500 triệu', null],
    ['money', '13,5 tỷ abc', null],
    ['sex', 'nuwx', 'Nữ'],
    ['sex', 'nước', null],
  ] as const)('%s takes %s when typed, as a whole or not at all', (kind, typed, value) =>
    expect(fieldKinds[kind].normalise(typed, fieldOf(kind))).toBe(value),
  );
  it('money', () => {
    expect(read('money', '86.000.000.000 đồng')).toMatchObject({ value: '86000000000', findings: [] });
    expect(read('money', '13,5 tỷ đồng').value).toBe('13500000000');
    expect(read('money', '13.500.000.000 đồng (Mười ba tỷ năm trăm triệu đồng)').findings).toEqual([]);
    expect(codes('money', '13.500.000.000 đồng (Mười ba tỷ sáu trăm triệu đồng)')).toEqual(['value.disagree']);
  });
  it('plots are numbers where they are plain', () => {
    expect(fieldKinds['plot-number'].toJson('622')).toBe(622);
    expect(fieldKinds['plot-number'].toJson('0622')).toBe('0622');
    expect(read('plot-number', 'TĐ-05').value).toBe('TĐ-05');
    expect(read('plot-number', 'l35')).toMatchObject({ value: '135', findings: [{ code: 'value.proposal' }] });
  });
});

describe('numbers of people, papers and enterprises', () => {
  it('personal numbers', () => {
    expect(read('personal-number', '066 044 661 632').value).toBe('066044661632');
    expect(read('personal-number', 'O66O44661632')).toMatchObject({
      value: '066044661632',
      findings: [{ code: 'value.proposal', severity: 'warning' }],
    });
    expect(codes('personal-number', '06604466163')).toEqual(['id.length']);
    expect(codes('personal-number', '996044661632')).toEqual(['id.province']);
    expect(codes('personal-number', 'CCCD số: 248032446')).toEqual(['id.label']);
    // Its last three figures lay under another paper.
    expect(codes('personal-number', '066192788', { printed: { labels: ['Số định danh cá nhân'] } })).toEqual(['id.label']);
    expect(codes('personal-number', '066192788', { printed: { labels: ['CMND số', 'CCCD số'] } })).toEqual([]);
    expect(personOf('066188735071')).toEqual({ sex: 'Nữ', birthYear: 1988, province: 'Đắk Lắk' });
    expect(personOf('064310309444')).toMatchObject({ sex: 'Nữ', birthYear: 2010 });
  });
  it('tax codes', () => {
    expect(isTaxCode('0100233488')).toBe(true);
    expect(isTaxCode('0100233480')).toBe(false);
    expect(isTaxCode('0314409058-002')).toBe(true);
    expect(isTaxCode('0314409058-000')).toBe(false);
    expect(isTaxCode('0100000000')).toBe(false);
    expect(read('tax-code', '0100233480')).toMatchObject({ value: '0100233480', findings: [{ code: 'tax.check', severity: 'error' }] });
    expect(read('tax-code', '0100233480').alternatives).toContain('0100233488');
  });
  it('serials', () => {
    const pattern = '^[A-ZĐ]{2} \\d{6}$';
    expect(read('serial', 'BN392893', { pattern })).toMatchObject({ value: 'BN 392893', findings: [] });
    expect(read('serial', 'AĐ 266864', { pattern }).value).toBe('AĐ 266864');
    expect(read('serial', '8N 39289I', { pattern })).toMatchObject({ value: 'BN 392891', findings: [{ code: 'value.proposal' }] });
    expect(codes('serial', 'AA 15816232', { pattern })).toEqual(['serial.form']);
  });
  it('registers', () => {
    expect(read('registry-number', 'CS94311').value).toBe('CS 94311');
    expect(read('registry-number', 'CS 94311/2019').value).toBe('CS 94311/2019');
    expect(read('registry-number', '245 / 2010').value).toBe('245/2010');
    expect(codes('registry-number', 'AA 15816232')).toEqual(['registry.isSerial']);
    expect(read('code', '245 / 2010', { pattern: '^\\d+/\\d{4}$' }).value).toBe('245/2010');
  });
});

describe('words', () => {
  it('use forms', () => {
    expect(read('use-form', 'riêng: Không m²; chung: 16.314,1 m²').value).toBe('chung');
    expect(read('use-form', 'Sử dụng riêng').value).toBe('riêng');
    expect(read('use-form', 'riêng: 100 m², chung: 50,5 m²').value).toBe('riêng và chung');
    expect(partsOfUseForm('riêng: 100 m², chung: 50,5 m²')).toMatchObject({ own: '100', shared: '50.5' });
    expect(partsOfUseForm('riêng: -/- m²; chung: 20 m²')).toMatchObject({ own: '0', shared: '20' });
  });
  it('purposes', () => {
    expect(read('purpose', 'Đât rừng sản xuât')).toMatchObject({
      value: 'Đất rừng sản xuất',
      findings: [{ code: 'value.proposal', severity: 'info' }],
    });
    expect(read('purpose', 'Đất nuôi trồng thuỷ sản')).toMatchObject({ value: 'Đất nuôi trồng thuỷ sản', findings: [] });
    expect(codes('purpose', 'Đất vui vẻ')).toEqual(['purpose.unknown']);
    expect(
      purposesOf('Đất ở tại nông thôn 200 m²; đất trồng cây lâu năm 500,5 m²').map(({ purpose, area }) => [purpose?.code, area]),
    ).toEqual([
      ['ONT', '200'],
      ['CLN', '500.5'],
    ]);
  });
  it('names stay as the paper has them', () => {
    expect(read('name', "H'Loan Êban")).toEqual({ value: "H'Loan Êban", alternatives: [], findings: [] });
    expect(read('name', 'Y Bhĭt Mlô').findings).toEqual([]);
    expect(read('name', 'Hộ ông: NGUYỄN VĂN A').value).toBe('NGUYỄN VĂN A');
    expect(read('name', 'Bà Nguyễn Thị B').value).toBe('Nguyễn Thị B');
    expect(codes('name', 'NGUYỄN VĂN TH4NH')).toContain('name.digits');
    expect(codes('name', 'Nguyễn Văn Thưởg')).toEqual(['syllable.unknown']);
  });
  it('addresses keep their names', () => {
    expect(read('address', 'Thôn 7 , xá Ea Kar,huyén Lắk, tinh Đăk Lăk.')).toMatchObject({
      value: 'Thôn 7, xã Ea Kar, huyện Lắk, tỉnh Đăk Lăk',
      findings: [{ code: 'value.proposal', severity: 'info' }],
    });
  });
  it('formulas are mended, other text is not', () => {
    expect(read('text', 'Đén ngay 08 thảng 05 nam 2047').value).toBe('Đến ngày 08 tháng 05 năm 2047');
    expect(read('text', 'Công nhận QSDĐ như giao đất có thu tiến sử dụng đất').value).toBe(
      'Công nhận QSDĐ như giao đất có thu tiền sử dụng đất',
    );
    expect(read('text', 'CÔNG TY TNHH SÔNG HINH')).toMatchObject({ value: 'CÔNG TY TNHH SÔNG HINH', findings: [] });
    expect(read('text', 'Chú hộ').value).toBe('Chủ hộ');
    expect(read('text', 'Đến ngày 06/08/2066')).toMatchObject({ value: 'Đến ngày 06/08/2066', findings: [] });
  });
  it('choices', () => {
    const choices = [
      { value: 'Ê Đê', printed: ['Ê Đê', 'Ê-đê'] },
      { value: 'Kinh', printed: ['Kinh'] },
    ];
    expect(read('choice', 'Ê-đê', { choices }).value).toBe('Ê Đê');
    expect(read('choice', 'Kính', { choices })).toMatchObject({ value: 'Kinh', findings: [{ code: 'value.proposal' }] });
    expect(codes('choice', 'Xyzt', { choices })).toEqual(['choice.unknown']);
    expect(read('choice', "M'Nông").value).toBe("M'Nông");
    expect(fieldKinds.choice.normalise('k', fieldOf('choice', { choices }))).toBe('Kinh');
  });
  it('sex', () => {
    expect(read('sex', 'Nừ').value).toBe('Nữ');
    expect(read('sex', 'Nguyễn Văn A').value).toBeNull();
    expect(fieldKinds.sex.normalise('n', fieldOf('sex'))).toBe('Nam');
    expect(fieldKinds.sex.normalise('nu', fieldOf('sex'))).toBe('Nữ');
  });
});

describe('sex', () => {
  it('is read by itself, with its label, and with what is left of the next one', () => {
    expect(read('sex', 'Nam')).toMatchObject({ value: 'Nam', findings: [] });
    expect(read('sex', 'Nữ Dân')).toMatchObject({ value: 'Nữ', findings: [] });
    expect(read('sex', 'Nũ').findings.map((one) => one.severity)).toEqual(['info']);
  });
  it('is not taken from the midst of other words without a word', () => {
    const { findings } = read('sex', 'và vợ là bà: ĐỖ THỊ KIM VỸ Sinh năm: 1965');
    expect(findings.filter((one) => one.severity === 'warning').map((one) => one.code)).toContain('value.unexplained');
    expect(codes('sex', 'Nguyễn Thị Nam')).toEqual(['value.unexplained']);
  });
});
