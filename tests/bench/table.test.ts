import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { atLeast, atMost, exactly, holds, jsonFile, print, type Row } from './table.ts';

const row = (fields: Partial<Row>): Row => ({
  program: 'test',
  what: 'a figure',
  value: 5,
  unit: 'ms',
  atLeast: null,
  aim: null,
  ...fields,
});

describe('a promise', () => {
  test.each([
    ['at most, kept', atMost(5), 5, true],
    ['at most, missed', atMost(5), 5.01, false],
    ['at least, kept', atLeast(98.5), 98.5, true],
    ['at least, missed', atLeast(98.5), 98.49, false],
    ['exactly, missed', exactly(0), 1, false],
    ['of what was not measured', atMost(5), null, false],
    ['that nobody made', null, 5, null],
  ])('%s', (_, limit, value, kept) => {
    expect(holds({ value, atLeast: limit })).toBe(kept);
  });
});

describe('a table', () => {
  let said = '';
  let folder = '';
  beforeEach(() => {
    said = '';
    folder = mkdtempSync(join(tmpdir(), 'so-song-table-'));
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      said += text;
      return true;
    });
  });
  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = 0;
    rmSync(folder, { recursive: true, force: true });
  });

  test('says what, value, unit, promise, wish and whether it holds; and how busy the machine is', () => {
    print([row({ atLeast: atMost(10), aim: atMost(3) }), row({ what: 'told', value: 99.216, unit: '%' })]);
    const [, head = '', first = '', second = ''] = said.split('\n');
    expect(head.trim().split(/ {2,}/)).toEqual(['what', 'value', 'unit', 'at least', 'aim', 'holds']);
    expect(first.trim().split(/ {2,}/)).toEqual(['a figure', '5', 'ms', '≤ 10', '≤ 3', 'yes']);
    expect(second.trim().split(/ {2,}/)).toEqual(['told', '99.22', '%']);
    expect(said).toMatch(/load average \d/);
    expect(process.exitCode ?? 0).toBe(0);
  });

  test('ends with 1 where a promise is missed or was not measured', () => {
    print([row({ atLeast: atMost(4) })]);
    expect(said).toContain('NO');
    expect(process.exitCode).toBe(1);
    process.exitCode = 0;
    print([row({ value: null, atLeast: atMost(4) })]);
    expect(said).toContain('not measured');
    expect(process.exitCode).toBe(1);
  });

  test('is written as JSON for whoever compares runs', () => {
    const json = join(folder, 'rows.json');
    print([row({ atLeast: atMost(10) })], { json });
    expect(JSON.parse(readFileSync(json, 'utf8'))).toEqual([
      { program: 'test', what: 'a figure', value: 5, unit: 'ms', atLeast: '≤ 10', aim: null, holds: true },
    ]);
  });
});

test('--json names a file', () => {
  expect(jsonFile(['a', '--json', 'b.json'])).toBe('b.json');
  expect(jsonFile(['a'])).toBeNull();
});

test('every program says its figures in this form', () => {
  const bench = readFileSync(join(import.meta.dirname, 'bench.ts'), 'utf8');
  const programs = readdirSync(import.meta.dirname).filter(
    (file) => file.endsWith('.ts') && new RegExp(`^  ${file.slice(0, -3)}: '`, 'm').test(bench),
  );
  expect(programs.length).toBeGreaterThanOrEqual(5);
  for (const program of programs) expect(readFileSync(join(import.meta.dirname, program), 'utf8'), program).toMatch(/\bprint\(/);
});
