/** Longer than most: every rule of the closed vocabulary, in this file and in `rules-more.test.ts`. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ask, typeOf } from './ask.ts';

describe('personal numbers', () => {
  const type = typeOf(
    [
      { rule: 'idSex', id: 'id', sex: 'sex' },
      { rule: 'idBirthYear', id: 'id', birth: 'born' },
    ],
    [
      ['id', 'personal-number'],
      ['sex', 'sex'],
      ['born', 'date'],
    ],
  );
  it('bear sex and year out', () => {
    expect(ask(type, { id: '066188735071', sex: 'Nữ', born: '1988-04-01' })).toEqual({
      findings: [],
      witnesses: { id: ['idSex', 'idBirthYear'], sex: ['idSex'], born: ['idBirthYear'] },
    });
  });
  it('or speak against both', () => {
    expect(ask(type, { id: '066188735071', sex: 'Nam', born: '1989' }).findings).toEqual([
      'warning id.sex id',
      'warning id.sex sex',
      'warning id.birthYear id',
      'warning id.birthYear born',
    ]);
  });
  it('say nothing when something is missing', () => {
    expect(ask(type, { id: '248032446', sex: 'Nam', born: '1989' })).toEqual({ findings: [], witnesses: {} });
    expect(ask(type, { id: null, sex: 'Nam' })).toEqual({ findings: [], witnesses: {} });
  });
  it('are checked in every row of a table, by either way of naming it', () => {
    for (const dots of ['members', 'members[]']) {
      const rows = typeOf([{ rule: 'idSex', id: `${dots}.id`, sex: `${dots}.sex` }], []);
      const asked = ask(rows, {
        'members[0].id': '066188735071',
        'members[0].sex': 'Nữ',
        'members[2].id': '066088735071',
        'members[2].sex': 'Nữ',
      });
      expect(asked.findings).toEqual(['warning id.sex members[2].id', 'warning id.sex members[2].sex']);
      expect(asked.witnesses).toEqual({ 'members[0].id': ['idSex'], 'members[0].sex': ['idSex'] });
    }
  });
  it('know the printed title', () => {
    const titled = typeOf(
      [{ rule: 'idTitle', id: 'id', name: 'owner', male: 'Ông', female: 'Bà' }],
      [
        ['id', 'personal-number'],
        ['owner', 'name'],
      ],
    );
    expect(ask(titled, { id: '066188735071', owner: 'H Bia' }, {}, { owner: 'Ông: H Bia' }).findings).toEqual(['warning id.sex id']);
    expect(ask(titled, { id: '066188735071', owner: 'H Bia' }, {}, { owner: 'Bà: H Bia' }).witnesses).toEqual({ id: ['idTitle'] });
    expect(ask(titled, { id: '066188735071', owner: 'Ông Bia' }, {}, { owner: 'Ông/Bà: Ông Bia' }).findings).toEqual([]);
  });
});

describe('words and figures', () => {
  it('dates', () => {
    const type = typeOf(
      [{ rule: 'dateWords', date: 'born', words: 'words' }],
      [
        ['born', 'date'],
        ['words', 'date-in-words'],
      ],
    );
    const words = 'Ngày hai mươi tháng hai năm hai nghìn không trăm mười';
    expect(ask(type, { born: '2010-02-20', words }).witnesses).toEqual({ born: ['dateWords'], words: ['dateWords'] });
    expect(ask(type, { born: '2010-02-21', words }).findings).toEqual(['warning date.words born', 'warning date.words words']);
    expect(ask(type, { born: '2010', words })).toEqual({ findings: [], witnesses: { born: ['dateWords'] } });
  });
  it('areas, and their parts', () => {
    const type = typeOf(
      [
        { rule: 'areaWords', area: 'area', words: 'words' },
        { rule: 'areaParts', area: 'area', form: 'form' },
      ],
      [
        ['area', 'area'],
        ['words', 'area-in-words'],
        ['form', 'use-form'],
        ['purpose', 'purpose'],
      ],
    );
    const words = 'Một trăm năm mươi phẩy năm mét vuông';
    const good = ask(
      type,
      { area: '150.5', words, form: 'riêng và chung', purpose: 'Đất ở tại nông thôn 100 m²; đất trồng cây lâu năm 50,5 m²' },
      {},
      { form: 'riêng: 100 m²; chung: 50,5 m²' },
    );
    expect(good.findings).toEqual([]);
    expect(good.witnesses).toEqual({ area: ['areaWords', 'areaParts'], words: ['areaWords'], form: ['areaParts'], purpose: ['areaParts'] });
    expect(
      ask(type, { area: '160.5', words, form: 'riêng', purpose: 'Đất ở tại nông thôn' }, {}, { form: 'riêng: 150,5 m²; chung: Không m²' })
        .findings,
    ).toEqual(['warning area.words area', 'warning area.words words', 'error area.parts area', 'error area.parts form']);
    expect(ask(type, { area: '160.5', form: 'riêng' }, {}, { form: 'Sử dụng riêng' }).findings).toEqual([]);
  });
});

describe('time', () => {
  const type = typeOf(
    [
      { rule: 'dateOrder', earlier: 'born', later: 'registered' },
      { rule: 'dateInForm', date: 'registered' },
      { rule: 'parentAge', child: 'born', parent: 'mother', years: 12 },
      { rule: 'numberYear', number: 'number', date: 'registered' },
    ],
    [
      ['born', 'date'],
      ['registered', 'date'],
      ['mother', 'year'],
      ['number', 'registry-number'],
    ],
  );
  it('is in order', () => {
    expect(ask(type, { born: '2010-02-20', registered: '2010-03-20', mother: '1974', number: '245/2010' })).toEqual({
      findings: [],
      witnesses: { number: ['numberYear'], registered: ['numberYear'] },
    });
    expect(ask(type, { born: '2010', registered: '2010-03-20', mother: '1998' }).findings).toEqual([]);
  });
  it('or is not', () => {
    expect(ask(type, { born: '2010-05-20', registered: '2010-03-20', mother: '1999', number: '245/2011' }).findings).toEqual([
      'warning date.order born',
      'warning date.order registered',
      'warning parent.age born',
      'warning parent.age mother',
      'error number.year number',
      'error number.year registered',
    ]);
    expect(ask(type, { registered: '2025-01-02' }).findings).toEqual(['warning date.outsideForm registered']);
    expect(ask(type, { born: '2027-01-01', mother: '2030' }).findings).toEqual(
      expect.arrayContaining(['error date.future born', 'error date.future mother']),
    );
  });
});

describe('papers', () => {
  const type = typeOf(
    [
      { rule: 'qrTokens', fields: ['serial', 'parcel', 'sheet', 'area'] },
      { rule: 'uniqueSerial', serial: 'serial' },
      { rule: 'notSame', one: 'registry', other: 'serial' },
      { rule: 'uniqueParcel', parcel: 'parcel', sheet: 'sheet', address: 'address' },
    ],
    [
      ['serial', 'serial'],
      ['parcel', 'plot-number'],
      ['sheet', 'plot-number'],
      ['area', 'area'],
      ['registry', 'registry-number'],
      ['address', 'address'],
    ],
    { qr: { face: 'front' } },
  );
  const values = { serial: 'AA 15816232', parcel: '708', sheet: '33', area: '7048' };
  it('agree with their code', () => {
    const all = { serial: ['qrTokens'], parcel: ['qrTokens'], sheet: ['qrTokens'], area: ['qrTokens'] };
    expect(ask(type, values, { qr: ['AA15816232|708|33|7048'] })).toEqual({ findings: [], witnesses: all });
    expect(ask(type, values, { qr: ['https://example.vn', 'Số: AA15816232;Diện tích: 7.048;Thửa: 708;Tờ: 33'] })).toEqual({
      findings: [],
      witnesses: all,
    });
  });
  it('or differ from it', () => {
    expect(ask(type, { ...values, area: '7018' }, { qr: ['AA15816232|708|33|7048'] }).findings).toEqual(['warning qr.differs area']);
    expect(ask(type, { ...values, parcel: '33', sheet: '708' }, { qr: ['AA15816232|708|33|7048'] }).findings).not.toEqual([]);
    expect(ask(type, values).findings).toEqual(['info qr.unreadable null']);
  });
  it('are there once', () => {
    const taken = {
      serial: (serial: string) => (serial === 'AA 15816232' ? 'hồ sơ 7' : null),
      parcel: (commune: string, sheet: string, parcel: string) => (`${commune}/${sheet}/${parcel}` === '24373/33/708' ? 'hồ sơ 8' : null),
    };
    const asked = ask(
      type,
      { ...values, registry: 'AA 15816232', address: 'Thôn 1, xã Ea Kar, tỉnh Đắk Lắk' },
      { taken, qr: ['AA15816232|708|33|7048'] },
    );
    expect(asked.findings).toEqual([
      'error record.duplicateSerial serial',
      'warning registry.isSerial registry',
      'warning record.duplicateParcel parcel',
    ]);
    expect(asked.witnesses.address).toEqual(['places']);
  });
});

describe('places and households', () => {
  it('tells unknown places from strange pairs', () => {
    const type = typeOf([], [['home', 'address']]);
    expect(ask(type, { home: 'Thôn 1, xã Pơng Drăng, tỉnh Đắk Lắk' })).toEqual({ findings: ['warning place.unknown home'], witnesses: {} });
    expect(ask(type, { home: 'Buôn Ea Nao A, xã Phú Mỡ, thành phố Buôn Ma Thuột, tỉnh Đắk Lắk' })).toEqual({
      findings: ['info place.apart home'],
      witnesses: { home: ['places'] },
    });
    expect(ask(type, { home: 'Trạm xá' })).toEqual({ findings: [], witnesses: {} });
  });
  it('has one head, on the first row', () => {
    const type = typeOf(
      [
        { rule: 'headIsFirstRow', head: 'head', table: 'members', relation: 'relation', name: 'name' },
        { rule: 'oneHead', head: 'head', table: 'members', relation: 'relation', name: 'name' },
      ],
      [['head', 'name']],
    );
    expect(
      ask(type, { head: 'Y LƠI AYŬN', 'members[0].name': 'Y Lơi Ayŭn', 'members[0].relation': 'Chủ hộ', 'members[1].relation': 'Con' }),
    ).toEqual({
      findings: [],
      witnesses: {
        head: ['headIsFirstRow', 'oneHead'],
        'members[0].name': ['headIsFirstRow', 'oneHead'],
        'members[0].relation': ['oneHead'],
      },
    });
    expect(
      ask(type, { head: 'Y LƠI AYŬN', 'members[0].name': 'Y Lơi Ayun', 'members[0].relation': 'Chủ hộ', 'members[1].relation': 'Chủ hộ' })
        .findings,
    ).toEqual([
      'warning head.differs head',
      'warning head.differs members[0].name',
      'warning head.notOne members[0].relation',
      'warning head.notOne members[1].relation',
    ]);
  });
});

it('never throws, whatever stands on the paper', () => {
  const names = ['id', 'sex', 'born', 'words', 'area', 'form', 'serial', 'address', 'members[0].id', 'members[0].sex', 'members[x].id'];
  const type = typeOf(
    [
      { rule: 'idSex', id: 'id', sex: 'sex' },
      { rule: 'idBirthYear', id: 'members.id', birth: 'born' },
      { rule: 'dateWords', date: 'born', words: 'words' },
      { rule: 'areaWords', area: 'area', words: 'words' },
      { rule: 'areaParts', area: 'area', form: 'form' },
      { rule: 'qrTokens', fields: ['serial', 'area', 'nowhere'] },
      { rule: 'headIsFirstRow', head: 'id', table: 'members', relation: 'sex', name: 'id' },
      { rule: 'dateInForm', date: 'born' },
    ],
    [
      ['id', 'personal-number'],
      ['born', 'date'],
      ['address', 'address'],
      ['form', 'use-form'],
    ],
    { qr: { face: 'front' } },
  );
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom(...names), fc.option(fc.string({ unit: 'binary', maxLength: 15 }))),
      fc.array(fc.string()),
      (values, qr) => {
        ask(type, values, { qr });
        return true;
      },
    ),
    { numRuns: 80 },
  );
});
