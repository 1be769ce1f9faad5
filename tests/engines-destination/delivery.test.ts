import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalJson, cellFits, destinationTables, receiptAnswers, receiptDigest } from '#domain/delivery';
import { RecordType } from '#domain/record-type';
import { columnOf, delivery, record, records, sha256, testType, usualValues, uuid, value } from './fixtures.ts';

describe('canonical JSON', () => {
  it('does not depend on the order of members, keeps that of lists, and reads back', () => {
    expect(canonicalJson({ b: [2, 1], a: { d: null, c: 'Đ"\n' }, e: undefined })).toBe('{"a":{"c":"Đ\\"\\n","d":null},"b":[2,1]}');
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        const text = canonicalJson(json);
        expect(canonicalJson(JSON.parse(text))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });
});

describe('tables of a type', () => {
  it('are its own and one for every table of rows, with the kinds’ column types', () => {
    expect(destinationTables(testType, columnOf)).toEqual([
      {
        name: 'test_register',
        parent: null,
        columns: [
          { name: 'owner_name', type: 'text' },
          { name: 'area_m2', type: 'numeric' },
          { name: 'capital_vnd', type: 'bigint' },
          { name: 'birth_year', type: 'integer' },
          { name: 'issue_date', type: 'date' },
        ],
      },
      {
        name: 'test_register_member',
        parent: 'test_register',
        columns: [
          { name: 'full_name', type: 'text' },
          { name: 'born', type: 'date' },
        ],
      },
    ]);
  });

  it('refuse names that would collide or be cut', () => {
    const named = (...names: readonly string[]) =>
      RecordType.parse({ ...testType, fields: names.map((name) => ({ ...testType.fields[4], key: 'x', export: name })) });
    for (const names of [['a', 'a'], ['record_key'], ['a', 'a_day'], ['x'.repeat(60)]])
      expect(() => destinationTables(named(...names), columnOf)).toThrow(/test-register/);
    expect(destinationTables(named('x'.repeat(59)), columnOf)).toHaveLength(2);
  });
});

describe('a record ready to travel', () => {
  it('has columns by export name, rows by index and sorted evidence', () => {
    const one = record('key', [...usualValues].reverse());
    expect(one.fields).toEqual({
      owner_name: usualValues[0]?.value,
      area_m2: '1250.50',
      capital_vnd: '9007199254740993',
      birth_year: '1985',
      issue_date: '2011-07',
    });
    expect(one.tables.test_register_member?.map((row) => row.full_name)).toEqual(['NGUYỄN THỊ HỒNG GẤM', null, 'Trần Văn Út']);
    expect(one.evidence.map(({ path }) => path)).toEqual([...one.evidence.map(({ path }) => path)].sort());
    expect(one.evidence[0]).toMatchObject({ path: 'area', pageSha256: sha256('page-1'), decidedBy: 'Nguyễn Thị Ánh' });
    expect(one).toEqual(record('key'));
  });

  it('has another digest as soon as anything of it is another', () => {
    const other = (more: Parameters<typeof value>[2]) => record('key', [value('area', '1', more)]).digest;
    const digests = [
      record('key').digest,
      record('other').digest,
      record('key', usualValues, testType, '00001').digest,
      record('key', usualValues, { ...testType, version: 2 }).digest,
      other({}),
      other({ box: [1, 2, 3, 4] }),
      other({ raw: 'l' }),
      other({ state: 'keyed' }),
      other({ decidedBy: null }),
      other({ pageId: 'page-2' }),
      record('key', []).digest,
    ];
    expect(new Set(digests).size).toBe(digests.length);
    // How often a value was saved on the way is nobody's business.
    expect(other({ revision: 9, alternatives: ['7'] })).toBe(other({}));
  });
});

describe('a receipt', () => {
  const sent = delivery('h', records(3, 'receipt'));
  const whole = {
    id: 'r',
    handoverId: 'h',
    destination: 'd',
    receivedAt: '2026-01-01T00:00:00.000Z',
    sent: 3,
    accepted: 2,
    already: 1,
    refused: [],
    digest: receiptDigest(sent.contents, sha256),
  };

  it('answers its delivery and no other', () => {
    expect(receiptAnswers(whole, sent, sha256)).toBe(true);
    for (const wrong of [
      { handoverId: 'x' },
      { sent: 4 },
      { accepted: 1 },
      { digest: sha256('') },
      { refused: [{ key: sent.contents[0]?.key ?? '', code: 'record.changed' as const, detail: '' }] },
    ]) {
      expect(receiptAnswers({ ...whole, ...wrong }, sent, sha256)).toBe(false);
    }
    expect(receiptAnswers(whole, delivery('h', [...records(3, 'receipt').slice(1), record(uuid('x'))]), sha256)).toBe(false);
  });

  it('has a digest without an order', () => {
    expect(receiptDigest([...sent.contents].reverse(), sha256)).toBe(whole.digest);
    expect(
      receiptDigest(
        [
          { key: 'b', digest: '2' },
          { key: 'a', digest: '1' },
        ],
        sha256,
      ),
    ).toBe(sha256('a 1\nb 2\n'));
  });
});

describe('what fits a column', () => {
  it.each([
    ['numeric', '1250.5', true],
    ['numeric', '-0.25', true],
    ['numeric', '1.250,5', false],
    ['numeric', '', false],
    ['numeric', 'NaN', false],
    ['numeric', '1e5', false],
    ['numeric', 5, true],
    ['integer', '-2147483647', true],
    ['integer', '2147483648', false],
    ['integer', '12.0', false],
    ['bigint', '9223372036854775807', true],
    ['bigint', '-9223372036854775808', true],
    ['bigint', '9223372036854775808', false],
    ['bigint', '99999999999999999999', false],
    ['date', '2024', true],
    ['date', '2024-02', true],
    ['date', '2024-02-29', true],
    ['date', '2023-02-29', false],
    ['date', '2024-13', false],
    ['date', '2024-00', false],
    ['date', '0000', false],
    ['date', '2024-2-9', false],
    ['date', '29/02/2024', false],
    ['text', "Y Bhĭt H'Mlô", true],
    ['text', 'a\u0000', false],
    ['text', '\udc00', false],
    ['integer', null, true],
  ] as const)('%s %s: %s', (type, cell, fits) => {
    expect(cellFits(type, cell)).toBe(fits);
  });
});
