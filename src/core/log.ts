import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { dayOf } from '#domain/day';

/** What the log may say: codes, ids, counts and times. Never a value, a name or a path of a person's file. */
export interface Log {
  readonly info: (what: string, facts?: Facts) => void;
  readonly warn: (what: string, facts?: Facts) => void;
  /** The stack is written without the error's message, which may quote a value. */
  readonly error: (what: string, error: unknown, facts?: Facts) => void;
}
type Facts = Readonly<Record<string, string | number | boolean | null>>;

export function openLog(folder: string, where: 'file' | 'silent'): Log {
  if (where === 'silent') return { info: () => {}, warn: () => {}, error: () => {} };
  mkdirSync(join(folder, 'logs'), { recursive: true });
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['value', 'raw', 'typed', 'name', 'title', 'path', '*.value', '*.name'],
    },
    pino.destination({ dest: join(folder, 'logs', `${dayOf(new Date())}.log`), sync: true }),
  );
  return {
    info: (what, facts = {}) => logger.info(facts, what),
    warn: (what, facts = {}) => logger.warn(facts, what),
    error: (what, error, facts = {}) => logger.error({ ...facts, ...shapeOf(error) }, what),
  };
}

function shapeOf(error: unknown): Facts {
  if (!(error instanceof Error)) return { kind: typeof error };
  const frames = (error.stack ?? '')
    .split('\n')
    .filter((line) => line.trimStart().startsWith('at '))
    .slice(0, 8)
    .join(' | ');
  return { kind: error.name, code: 'code' in error ? String(error.code) : null, frames };
}
