import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { pino } from 'pino';
import { dayOf } from '#domain/day';
import { fileMode, folderMode } from '#store/owner-only';

/** What the log may say: codes, ids, counts and times. Never a value, a name or a path of a person's file. */
export interface Log {
  readonly info: (what: string, facts?: Facts) => void;
  readonly warn: (what: string, facts?: Facts) => void;
  /** The stack is written without the error's message, which may quote a value. */
  readonly error: (what: string, error: unknown, facts?: Facts) => void;
}
type Facts = Readonly<Record<string, string | number | boolean | null>>;

/** A log never fails whoever writes to it: what a full disk does not take is left out, and counted once there is room. */
export function openLog(folder: string, where: 'file' | 'silent'): Log {
  if (where === 'silent') return { info: () => {}, warn: () => {}, error: () => {} };
  const logger = pino(
    {
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: ['value', 'raw', 'typed', 'name', 'title', 'path', '*.value', '*.name'],
    },
    openLines(join(folder, 'logs')),
  );
  return {
    info: (what, facts = {}) => logger.info(facts, what),
    warn: (what, facts = {}) => logger.warn(facts, what),
    error: (what, error, facts = {}) => logger.error({ ...facts, ...shapeOf(error) }, what),
  };
}

/** One file a day. Lines are few, so each opens it anew: a folder that was away for a while is no matter. */
function openLines(folder: string): { readonly write: (line: string) => void } {
  let lost = 0;
  return {
    write: (line) => {
      try {
        mkdirSync(folder, { recursive: true, mode: folderMode });
        // The line at which the room ended may lie there in part.
        const before = lost === 0 ? '' : `\n${JSON.stringify({ lost })}\n`;
        appendFileSync(join(folder, `${dayOf(new Date())}.log`), before + line, { mode: fileMode });
        lost = 0;
      } catch {
        lost += 1;
      }
    },
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
