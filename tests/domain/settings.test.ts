import { expect, it } from 'vitest';
import { serverOf } from '#domain/settings';

it('a server is known by its host and database, without user or password', () => {
  expect(serverOf('postgres://clerk:bi%20mat@db.daklak.gov.vn:5433/so_song?sslmode=verify-full')).toBe('db.daklak.gov.vn:5433/so_song');
  expect(serverOf('postgres://10.0.0.7/so_song')).toBe('10.0.0.7/so_song');
  expect(serverOf('postgres://clerk:a@b@host/so_song')).toBe('host/so_song');
});
