/** Longer than most: the rules of the closed vocabulary that `rules.test.ts` does not hold, a describe for each thing they speak of. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { personOf } from '#domain/fields/personal-number';
import { landPurposes } from '#domain/lists/land-purposes';
import { numberProvinces } from '#domain/lists/number-provinces';
import { relationsToHead, sexOfRelation } from '#domain/lists/people';
import { type Check, RecordType } from '#domain/record-type';
import { rules } from '#domain/rules/rules';
import { addMonths, dateSpan, isoDate, yearsBetween } from '#domain/vietnamese/calendar';
import { ask, typeOf } from './ask.ts';

const one = (check: Check, ...fields: readonly (readonly [string, string])[]) => typeOf([check], fields);

/** A personal number as the law makes them. */
const person = fc
  .record({
    province: fc.constantFrom(...Object.keys(numberProvinces)),
    sex: fc.constantFrom('Nam' as const, 'Nữ' as const),
    year: fc.integer({ min: 1900, max: 2025 }),
    serial: fc.integer({ min: 0, max: 999_999 }),
  })
  .map(({ province, sex, year, serial }) => ({
    sex,
    year,
    province: numberProvinces[province] ?? '',
    id: `${province}${Math.floor((year - 1900) / 100) * 2 + (sex === 'Nữ' ? 1 : 0)}${String(year % 100).padStart(2, '0')}${String(serial).padStart(6, '0')}`,
  }));

describe('numbers of people', () => {
  it('say sex, year and province, for every number that the law can make', () => {
    const type = typeOf(
      [
        { rule: 'idSex', id: 'id', sex: 'sex' },
        { rule: 'idBirthYear', id: 'id', birth: 'born' },
        { rule: 'idPlace', id: 'id', place: 'place' },
      ],
      [
        ['id', 'personal-number'],
        ['sex', 'sex'],
        ['born', 'year'],
        ['place', 'address'],
      ],
    );
    fc.assert(
      fc.property(person, ({ id, sex, year, province }) => {
        expect(personOf(id)).toEqual({ sex, birthYear: year, province });
        expect(ask(type, { id, sex, born: String(year), place: `Sở Tư pháp tỉnh ${province}` }).findings).toEqual([]);
        const wrong = ask(type, { id, sex: sex === 'Nam' ? 'Nữ' : 'Nam', born: String(year === 1950 ? 1951 : 1950) });
        expect(wrong.findings.length).toBe(4);
        expect(wrong.witnesses).toEqual({});
      }),
      { numRuns: 60 },
    );
  });
  it('name the province of birth registration, also by its name of today', () => {
    const type = one({ rule: 'idPlace', id: 'id', place: 'place' }, ['id', 'personal-number'], ['place', 'address']);
    expect(ask(type, { id: '052188735071', place: 'xã Tuy Phước, tỉnh Gia Lai' }).findings).toEqual([]);
    expect(ask(type, { id: '001188735071', place: 'xã Ea Kar, tỉnh Đắk Lắk' }).findings).toEqual(['info id.place id']);
    expect(ask(type, { id: '001188735071', place: 'Ủy ban nhân dân xã Ea Kar' }).findings).toEqual([]);
  });
  it('fit what the form says of their owners', () => {
    const mother = one({ rule: 'idIs', id: 'mother', is: 'Nữ' }, ['mother', 'personal-number']);
    expect(ask(mother, { mother: '066088735071' }).findings).toEqual(['warning id.sex mother']);
    expect(ask(mother, { mother: '066188735071' })).toEqual({ findings: [], witnesses: {} });
    const wife = one(
      { rule: 'idTitle', id: 'id', name: 'spouse', male: ['ông', 'chồng'], female: ['bà', 'vợ'] },
      ['id', 'personal-number'],
      ['spouse', 'name'],
    );
    expect(ask(wife, { id: '066088735071', spouse: 'H Bia' }, {}, { spouse: 'và vợ là: H Bia' }).findings).toEqual(['warning id.sex id']);
    expect(ask(wife, { id: '066088735071', spouse: 'Y Bia' }, {}, { spouse: 'và chồng là ông: Y Bia' }).witnesses).toEqual({
      id: ['idTitle'],
    });
  });
  it('belong to one person each', () => {
    const type = typeOf(
      [
        { rule: 'notSame', one: 'owner', other: 'coOwner' },
        { rule: 'distinctRows', table: 'members', column: 'id' },
      ],
      [
        ['owner', 'personal-number'],
        ['coOwner', 'personal-number'],
      ],
    );
    expect(ask(type, { owner: '066188735071', coOwner: '066188735071' }).findings).toEqual([
      'warning person.twice owner',
      'warning person.twice coOwner',
    ]);
    expect(ask(type, { owner: '066188735071', coOwner: '066190735071' }).findings).toEqual(['info spouse.sex coOwner']);
    expect(
      ask(type, {
        'members[0].id': '066188735071',
        'members[1].id': '066088735072',
        'members[2].id': '066188735071',
        'members[3].id': null,
      }).findings,
    ).toEqual(['warning person.twice members[0].id', 'warning person.twice members[2].id']);
  });
});

describe('one person in two places', () => {
  const type = typeOf(
    [
      { rule: 'samePerson', ids: ['headId', 'members.id'], names: ['head', 'members.name'] },
      {
        rule: 'samePerson',
        ids: ['id', 'members.id'],
        names: ['name', 'members.name'],
        births: ['born', 'members.born'],
        sexes: ['sex', 'members.sex'],
      },
      { rule: 'oneHead', head: 'head', table: 'members', relation: 'relation', name: 'name', selfName: 'name', selfRelation: 'relation' },
    ],
    [
      ['head', 'name'],
      ['headId', 'personal-number'],
      ['name', 'name'],
      ['id', 'personal-number'],
      ['born', 'date'],
      ['sex', 'sex'],
      ['relation', 'text'],
    ],
  );
  const row = (name: string, id: string, relation: string, more: Readonly<Record<string, string>> = {}) =>
    Object.fromEntries(Object.entries({ name, id, relation, ...more }).map(([key, value]) => [`members[0].${key}`, value]));
  it('is borne out by number and name', () => {
    expect(ask(type, { head: 'Y Lơi Ayŭn', headId: '066061735071', ...row('Y LƠI AYŬN', '066061735071', 'Chủ hộ') })).toEqual({
      findings: [],
      witnesses: {
        headId: ['samePerson'],
        'members[0].id': ['samePerson'],
        head: ['samePerson', 'oneHead'],
        'members[0].name': ['samePerson', 'oneHead'],
        'members[0].relation': ['oneHead'],
      },
    });
  });
  it('differs in a digit, in the name, or in what is said of it', () => {
    expect(ask(type, { head: 'Y Lơi', headId: '066061735071', ...row('Y Lơi', '066061735871', 'Chủ hộ') }).findings).toEqual([
      'warning person.number headId',
      'warning person.number members[0].id',
    ]);
    expect(ask(type, { headId: '066061735071', head: 'Y Lơi', ...row('Y Lới', '066061735071', 'Con') }).findings).toEqual([
      'warning person.name head',
      'warning person.name members[0].name',
    ]);
    const born = { id: '066061735071', name: 'Y Lơi', born: '1961-08-09', sex: 'Nam' };
    expect(ask(type, { ...born, ...row('Y Lơi', born.id, 'Con', { born: '1961-08-08', sex: 'Nam' }) }).findings).toEqual([
      'warning person.data born',
      'warning person.data members[0].born',
    ]);
    expect(ask(type, { ...born, ...row('Y Lơi', born.id, 'Con', { born: '1961', sex: 'Nam' }) }).findings).toEqual([]);
  });
  it('may share its name with another', () => {
    expect(ask(type, { headId: '066061735071', head: 'Y Lơi', ...row('Y Lơi', '064190518544', 'Chủ hộ') }).findings).toEqual([]);
  });
  it('is the only head, wherever it stands', () => {
    expect(ask(type, { head: 'Y Lơi', name: 'H Bia', relation: 'Chủ hộ' }).findings).toEqual([
      'warning head.differs head',
      'warning head.differs name',
    ]);
    expect(ask(type, { head: 'Y Lơi', name: 'Y Lơi', relation: 'Con' }).findings).toEqual(['warning head.differs relation']);
    expect(ask(type, { head: 'Y Lơi', name: 'Y Lơi', relation: 'Chủ hộ' }).witnesses).toEqual({
      head: ['oneHead'],
      name: ['oneHead'],
      relation: ['oneHead'],
    });
  });
});

describe('relations', () => {
  const type = one({ rule: 'relationSex', relation: 'relation', sex: 'sex' }, ['relation', 'text'], ['sex', 'sex']);
  it('say the sex where they do', () => {
    expect(ask(type, { relation: 'Vợ', sex: 'Nam' }).findings).toEqual(['warning relation.sex relation', 'warning relation.sex sex']);
    expect(ask(type, { relation: 'Con rể', sex: 'Nam' }).witnesses).toEqual({ sex: ['relationSex'] });
    expect(ask(type, { relation: 'Con', sex: 'Nữ' })).toEqual({ findings: [], witnesses: {} });
  });
  it.each([
    ['Mẹ vợ', 'Nữ'],
    ['Bố chồng', 'Nam'],
    ['Con dâu', 'Nữ'],
    ['Con gái', 'Nữ'],
    ['Chú ruột', 'Nam'],
    ['Chủ hộ', null],
    ['Chắt', null],
    ['Em vợ', null],
    ['Bác ruột', null],
    ['Con nuôi', null],
    ['Cháu', null],
  ])('%s', (relation, sex) => expect(sexOfRelation(relation)).toBe(sex));
  it('know the country’s list', () =>
    expect(relationsToHead.flat().filter((word) => sexOfRelation(word) !== null).length).toBeGreaterThan(30));
});

describe('dates of papers', () => {
  it('age on a day, as the law of that day asked', () => {
    const type = one(
      { rule: 'ageAt', birth: 'born', at: 'married', years: 20, from: '2015-01-01', to: null },
      ['born', 'date'],
      ['married', 'date'],
    );
    expect(ask(type, { born: '2000-05-02', married: '2020-05-01' }).findings).toEqual([
      'warning age.young born',
      'warning age.young married',
    ]);
    expect(ask(type, { born: '2000-05-02', married: '2020-05-02' }).findings).toEqual([]);
    expect(ask(type, { born: '2000', married: '2020' }).findings).toEqual([]);
    expect(ask(type, { born: '1990-05-02', married: '2008-05-01' }).findings).toEqual([]);
  });
  it('purposes in the list of their day', () => {
    const type = one({ rule: 'purposeInTime', purpose: 'purpose', date: 'issued', months: 6 }, ['purpose', 'purpose'], ['issued', 'date']);
    const say = (purpose: string, issued: string) => ask(type, { purpose, issued }).findings;
    expect(say('Đất bằng trồng cây hàng năm khác', '2014-05-01')).toEqual([]);
    expect(say('Đất bằng trồng cây hàng năm khác 200 m²; Đất ở tại nông thôn 100 m²', '2025-06-01')).toEqual([
      'warning purpose.outOfTime purpose',
    ]);
    // The new circular was six weeks old.
    expect(say('Đất bằng trồng cây hàng năm khác', '2024-09-15')).toEqual([]);
    expect(say('Đất chăn nuôi tập trung', '2020-01-01')).toEqual(['warning purpose.outOfTime purpose']);
    expect(say('Đất vui vẻ', '2020-01-01')).toEqual([]);
    // A purpose is in order on every day of its own list.
    fc.assert(
      fc.property(fc.constantFrom(...landPurposes), fc.integer({ min: 0, max: 27 }), ({ names, from, to }, months) => {
        const day = to === null ? addMonths(from ?? '1995-01-15', months) : addMonths(to, -months);
        for (const name of names) if (from === null || day >= from) expect(say(name, day)).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
  it('terms end after the issue', () => {
    const type = one(
      { rule: 'termOfUse', term: 'term', purpose: 'purpose', issued: 'issued' },
      ['term', 'text'],
      ['purpose', 'purpose'],
      ['issued', 'date'],
    );
    const say = (term: string, purpose: string) => ask(type, { term, purpose, issued: '2013-01-04' }).findings;
    expect(say('Đến ngày 08 tháng 05 năm 2047', 'Đất rừng sản xuất')).toEqual([]);
    expect(say('Đến ngày 08/05/2007', 'Đất rừng sản xuất')).toEqual(['warning term.past term']);
    expect(say('Lâu dài', 'Đất ở tại nông thôn')).toEqual([]);
    expect(say('Lâu dài', 'Đất trồng cây lâu năm')).toEqual(['info term.purpose term']);
    expect(say('Đến ngày 15/10/2043', 'Đất ở tại đô thị')).toEqual(['info term.purpose term']);
    expect(
      say('Đất ở: lâu dài; đất trồng cây lâu năm: đến ngày 15/10/2043', 'Đất ở tại nông thôn 100 m²; đất trồng cây lâu năm 50 m²'),
    ).toEqual([]);
    expect(say('Theo quyết định', 'Đất quốc phòng')).toEqual(['info term.unknown term']);
  });
  it('places of their day', () => {
    const type = one({ rule: 'placeInTime', place: 'place', date: 'date' }, ['place', 'address'], ['date', 'date']);
    const say = (place: string, date: string) => ask(type, { place, date }).findings.filter((text) => text.includes('place.time'));
    expect(say('xã Hòa Thuận, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk', '2015-05-01')).toEqual([]);
    expect(say('huyện Cư M’gar, tỉnh Đắk Lắk', '2026-01-05')).toEqual(['info place.time place']);
    expect(say('xã Ea Kar, tỉnh Đắk Lắk', '2026-01-05')).toEqual([]);
  });
  it('count months and years', () => {
    expect(addMonths('2014-12-31', 2)).toBe('2015-02-28');
    expect(addMonths('2014-01-15', -13)).toBe('2012-12-15');
    const day = fc
      .record({ y: fc.integer({ min: 1850, max: 2100 }), m: fc.integer({ min: 1, max: 12 }), d: fc.integer({ min: 1, max: 28 }) })
      .map(({ y, m, d }) => isoDate(y, m, d) ?? '');
    fc.assert(
      fc.property(day, fc.integer({ min: 0, max: 120 }), (from, years) => {
        const to = addMonths(from, years * 12);
        expect(yearsBetween(from, to)).toBe(years);
        expect(yearsBetween(to, from) + years).toBe(0);
        expect(dateSpan(to)).not.toBeNull();
      }),
    );
  });
});

describe('other papers', () => {
  it('hold the same numbers together once', () => {
    const type = one({ rule: 'unique', fields: ['place', 'book', 'number'] }, ['place', 'code'], ['book', 'code'], ['number', 'code']);
    const values = { place: '24157', book: '01/1999', number: '12/1999' };
    const taken = {
      serial: () => null,
      parcel: () => null,
      values: (asked: readonly { readonly path: string; readonly value: string }[]) =>
        asked.map(({ path, value }) => `${path}=${value}`).join() === 'place=24157,book=01/1999,number=12/1999' ? 'L-0001 · 3' : null,
    };
    expect(ask(type, values, { taken }).findings).toEqual([
      'error record.duplicate place',
      'error record.duplicate book',
      'error record.duplicate number',
    ]);
    expect(ask(type, { ...values, number: '13/1999' }, { taken }).findings).toEqual([]);
    expect(ask(type, { ...values, number: null }, { taken }).findings).toEqual([]);
    expect(ask(type, values).findings).toEqual([]);
  });
  it('are named by their serial', () => {
    const type = one({ rule: 'fileName', serial: 'serial' }, ['serial', 'serial']);
    const say = (serial: string, ...fileNames: string[]) => ask(type, { serial }, { fileNames });
    expect(say('AĐ 266864', 'lô 3/AĐ 266864-GCN.pdf').witnesses).toEqual({ serial: ['fileName'] });
    expect(say('BN 392893', 'bn392893-GT-p1.jpg').witnesses).toEqual({ serial: ['fileName'] });
    expect(say('BN 392893', 'BN 392898-GCN.pdf').findings).toEqual(['warning serial.fileName serial']);
    expect(say('AĐ 266864', 'AD 266864-GCN.pdf').findings).toEqual(['warning serial.fileName serial']);
    for (const name of ['scan-0001.jpg', 'IMG_20250617.jpg', 'SC 000123.jpg', 'land-certificate-2009-01-p1.jpg'])
      expect(say('BN 392893', name)).toEqual({ findings: [], witnesses: {} });
  });
  it('carry the year in a linear code', () => {
    const type = one({ rule: 'codeYear', digits: 13, at: 5, date: 'issued' }, ['issued', 'date']);
    expect(ask(type, { issued: '2013-01-04' }, { qr: ['2415713000123'] }).findings).toEqual([]);
    expect(ask(type, { issued: '2014-01-04' }, { qr: ['2415713000123', 'x'] }).findings).toEqual(['info code.year issued']);
    expect(ask(type, { issued: '2014-01-04' }, { qr: ['241571300012'] }).findings).toEqual([]);
  });
  it('add up without rounding away a decimetre', () => {
    const type = typeOf(
      [{ rule: 'areaParts', area: 'area', form: 'form' }],
      [
        ['area', 'area'],
        ['form', 'use-form'],
        ['purpose', 'purpose'],
      ],
    );
    const tenths = fc.integer({ min: 1, max: 999_999 });
    fc.assert(
      fc.property(tenths, tenths, fc.integer({ min: 2, max: 500 }), (own, shared, error) => {
        const write = (value: number) => String(value / 10).replace('.', ',');
        const raws = { form: `riêng: ${write(own)} m²; chung: ${write(shared)} m²` };
        const right = { area: String((own + shared) / 10), form: 'riêng và chung' };
        expect(ask(type, right, {}, raws).findings).toEqual([]);
        expect(ask(type, { ...right, area: String((own + shared + error) / 10) }, {}, raws).findings).toEqual([
          'error area.parts area',
          'error area.parts form',
        ]);
      }),
      { numRuns: 60 },
    );
  });
});

it('doubts a second part where the first is the whole area', () => {
  const type = typeOf(
    [{ rule: 'areaParts', area: 'area', form: 'form' }],
    [
      ['area', 'area'],
      ['form', 'use-form'],
    ],
  );
  const values = { area: '2470', form: 'riêng và chung' };
  expect(ask(type, values, {}, { form: 'riêng: Kbóng m²; chung: 2470 m²' }).findings).toEqual(['warning area.form form']);
  expect(ask(type, { ...values, form: 'chung' }, {}, { form: 'riêng: Không m²; chung: 2470 m²' }).findings).toEqual([]);
});

it('takes old checks and new ones as data', () => {
  const parse = (check: unknown) => RecordType.shape.checks.safeParse([check]).success;
  expect(parse({ rule: 'idTitle', id: 'a', name: 'b', male: 'Ông', female: ['Bà', 'vợ'] })).toBe(true);
  expect(parse({ rule: 'ageAt', birth: 'a', at: 'b', years: 20, from: 'soon' })).toBe(false);
  expect(parse({ rule: 'invented', a: 'b' })).toBe(false);
});

it('are all explained to authors of record types', () => {
  const guide = readFileSync('docs/record-type-author.md', 'utf8');
  expect(Object.keys(rules).filter((rule) => !guide.includes(`\`${rule}\``))).toEqual([]);
});
