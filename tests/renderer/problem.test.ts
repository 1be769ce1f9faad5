import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { en } from '#messages/en';
import { vi } from '#messages/vi';
import { problemOf } from '#renderer/core.ts';
import { tellError } from '#renderer/problem.ts';

describe('errors', () => {
  it('of the core keep their code and parameters', () => {
    expect(problemOf(new ORPCError('value.stale', { status: 409, data: { path: 'ownerName' }, defined: true }))).toEqual({
      code: 'value.stale',
      params: { path: 'ownerName' },
    });
  });

  it('tell a silent core from a refusal', () => {
    expect(problemOf(new TypeError('Failed to fetch'))).toBe('silent');
    expect(tellError(vi, new TypeError('Failed to fetch'))).toEqual(vi.frame.silent);
    expect(problemOf(new ORPCError('FORBIDDEN'))).toEqual({ code: 'access.refused', params: {} });
  });

  it('that nobody knows are still told, in both languages', () => {
    for (const error of [new Error('?'), null, 'text', { code: 'no.such' }]) {
      for (const messages of [vi, en]) expect(tellError(messages, error).what.length).toBeGreaterThan(5);
    }
  });
});
