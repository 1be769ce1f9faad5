import { describe, expect, it } from 'vitest';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { unfitReason } from '#engines/destination-postgres/schema';

const name = (url: string) => {
  openDestination({ kind: 'postgres', url });
  return 'opened';
};

describe('the address of a destination', () => {
  it.each([
    'postgres://u:p@localhost/db',
    'postgresql://u@10.0.0.1:6432/db',
    'postgres://u:p%40%2F@[::1]:5432/s%E1%BB%95',
    ' postgres://u:p@h/db?sslmode=verify-full ',
    'postgres://u:p@h/db?sslmode=disable',
  ])('%s', (url) => {
    expect(name(url)).toBe('opened');
  });

  it.each([
    '',
    'nonsense',
    'localhost:5432',
    'http://u:p@h/db',
    'postgres://',
    'postgres:///db',
    'postgres://u:p@h',
    'postgres://u:p@h/',
    'postgres://h/db',
    'postgres://u:p@h:99999/db',
    'postgres://u:p@h/db?sslmode=maybe',
    'postgres://u:p@h/db?host=/tmp',
    'postgres://u:p@h/db?sslkey=/etc/passwd',
    'postgres://u:%zz@h/db',
    'postgres://u%00:p@h/db',
    'postgres://u:p@h/db%0A',
    'postgres://u:p@h/db#x',
    'postgres://u:p@h/db?sslmode=verify-ca&sslrootcert=/no/such/file.pem',
    'postgres://u:p@h o/db',
  ])('%s is none', (url) => {
    expect(() => name(url)).toThrow(expect.objectContaining({ code: 'destination.badUrl', params: {} }));
  });

  it('says nothing of what was wrong with a URL: it may hold a password', () => {
    try {
      name('postgres://u:bí-mật@h:port/db');
      expect.unreachable();
    } catch (error) {
      expect(`${error instanceof Error ? `${error.stack} ${error.cause}` : error}`).not.toMatch(/bí-mật|b%C3/);
    }
  });
});

describe('a server', () => {
  it('must be PostgreSQL 15 or newer, in UTF-8', () => {
    expect([
      unfitReason(140012, 'UTF8'),
      unfitReason(90624, 'UTF8'),
      unfitReason(Number.NaN, 'UTF8'),
      unfitReason(150001, 'LATIN1'),
      unfitReason(150000, 'UTF8'),
      unfitReason(180004, 'UTF8'),
    ]).toEqual(['serverTooOld', 'serverTooOld', 'serverTooOld', 'encoding', null, null]);
  });
});
