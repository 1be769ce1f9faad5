import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cellOf, columnOf, fieldPath, rowCount, rowPath, rowsOfTables, withoutRow } from '#domain/field-path';

const key = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,9}$/);

describe('the path of a value', () => {
  it('is read as it was made', () => {
    fc.assert(
      fc.property(key, fc.nat(9999), key, (table, index, column) => {
        const path = fieldPath(table, { index, column });
        expect(cellOf(path)).toEqual({ table, index, column });
        expect(path).toBe(`${rowPath(table, index)}.${column}`);
        expect(cellOf(fieldPath(table))).toBeNull();
      }),
    );
  });

  it('is a plain name or a whole cell, nothing in between', () => {
    for (const path of [
      '',
      'name',
      'members',
      'members[2]',
      'members[].sex',
      'members.sex',
      'members[-1].sex',
      'members[02].sex',
      'members[2].',
      'a[1].b[2].c',
    ])
      expect(cellOf(path), path).toBeNull();
  });

  it('names a whole column in checks, with or without brackets', () => {
    for (const name of ['members.sex', 'members[].sex']) expect(columnOf(name)).toEqual({ table: 'members', column: 'sex' });
    for (const name of ['members', 'members[0].sex', '']) expect(columnOf(name), name).toBeNull();
  });
});

describe('rows of a table', () => {
  const values = ['name', 'members[10].sex', 'members[2].sex', 'members[2].who', 'membersOther[40].sex'].map((path) => ({ path }));

  it('count to the last one that has a cell', () => {
    expect(rowCount(values, 'members')).toBe(11);
    expect(rowCount(values, 'membersOther')).toBe(41);
    expect(rowCount(values, 'name')).toBe(0);
    expect(rowCount([], 'members')).toBe(0);
  });

  it('are those that are there, in order of number', () => {
    expect(rowsOfTables(values.map(({ path }) => path))).toEqual(
      new Map([
        ['members', [2, 10]],
        ['membersOther', [40]],
      ]),
    );
  });

  it('move up when one of them is taken away', () => {
    const paths = ['name', 'members[0].sex', 'members[1].sex', 'members[2].sex', 'membersOther[2].sex'];
    expect(paths.map((path) => withoutRow(path, 'members', 1))).toEqual([
      'name',
      'members[0].sex',
      null,
      'members[1].sex',
      'membersOther[2].sex',
    ]);
  });
});
