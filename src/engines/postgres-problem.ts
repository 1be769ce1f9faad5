import type { RefusedReason, UnreachableReason } from '#domain/delivery';
import { ProblemError, problem } from '#domain/problem';

/** What both drivers tell of an error of the server, as far as we use it. */
export interface ServerError {
  readonly sqlState: string;
  readonly routine: string;
  /** Table, column and constraint, as far as the server names them: never its message or detail, they quote values. */
  readonly place: string;
}

/** Null for what did not come from a PostgreSQL (a socket, a bug). */
export function serverError(error: unknown): ServerError | null {
  if (!(error instanceof Error)) return null;
  const known: Partial<Record<'code' | 'severity' | 'routine' | 'table' | 'column' | 'constraint', unknown>> = error as object;
  if (typeof known.code !== 'string' || !/^[0-9A-Z]{5}$/.test(known.code) || typeof known.severity !== 'string') return null;
  const place = [known.table, known.column, known.constraint].filter((name) => typeof name === 'string' && name !== '').join('.');
  return { sqlState: known.code, routine: String(known.routine ?? ''), place };
}

/** Worth another try of the whole transaction: a deadlock, a serialisation failure. */
export function isTransient(error: unknown): boolean {
  return error instanceof ProblemError && error.params.reason === ('conflict' satisfies RefusedReason);
}

type Reason = readonly ['destination.unreachable', UnreachableReason] | readonly ['destination.refused', RefusedReason];
const unreachable = (reason: UnreachableReason): Reason => ['destination.unreachable', reason];
const refused = (reason: RefusedReason): Reason => ['destination.refused', reason];

/** PostgreSQL error codes (appendix A of its manual), the longest beginning that fits. */
const bySqlState: Readonly<Record<string, Reason>> = {
  '08': unreachable('lost'),
  '57P01': unreachable('lost'),
  '57P02': unreachable('lost'),
  '57P03': unreachable('starting'),
  '57P05': unreachable('lost'),
  '25P03': unreachable('lost'),
  '25P04': unreachable('lost'),
  '57014': unreachable('timeout'),
  '53300': unreachable('tooManyConnections'),
  '28': refused('login'),
  '3D000': refused('database'),
  '42501': refused('rights'),
  '25006': refused('readOnly'),
  '42P01': refused('notPrepared'),
  '42703': refused('notPrepared'),
  '3F000': refused('notPrepared'),
  '53100': refused('diskFull'),
  '40': refused('conflict'),
  '55P03': refused('busy'),
  '55': refused('busy'),
  XX: refused('damaged'),
  '53': refused('other'),
  '54': refused('other'),
  '58': refused('other'),
  P0: refused('other'),
  '23': refused('other'),
  '22': refused('other'),
  '44': refused('other'),
};

/** Codes of Node's sockets and resolver. */
const bySocket: Readonly<Record<string, UnreachableReason>> = {
  ENOTFOUND: 'host',
  EAI_AGAIN: 'host',
  EAI_NODATA: 'host',
  EHOSTUNREACH: 'host',
  ENETUNREACH: 'host',
  ECONNREFUSED: 'connection',
  EACCES: 'connection',
  EPERM: 'connection',
  ETIMEDOUT: 'timeout',
  ECONNRESET: 'lost',
  EPIPE: 'lost',
  ERR_STREAM_DESTROYED: 'lost',
  ERR_STREAM_WRITE_AFTER_END: 'lost',
};

/**
 * Any error of a driver as what a person can be told. What is left is a bug: an Error that says where, without values. The driver's
 * own error never goes on, not even as a cause: it carries rows and parameters.
 */
export function asProblem(error: unknown): Error {
  if (error instanceof ProblemError) return error;
  const server = serverError(error);
  const cause = new Error(safeText(error, server));
  const reason = server === null ? socketReason(error) : serverReason(server.sqlState);
  if (reason === null) return cause;
  return reason[0] === 'destination.refused'
    ? problem(reason[0], { reason: reason[1] }, cause)
    : problem(reason[0], { reason: reason[1] }, cause);
}

export function refusal(reason: RefusedReason, about = ''): ProblemError {
  return problem('destination.refused', { reason }, new Error(about === '' ? reason : `${reason}: ${about}`));
}

function serverReason(sqlState: string): Reason | null {
  return bySqlState[sqlState] ?? bySqlState[sqlState.slice(0, 2)] ?? null;
}

function socketReason(error: unknown): Reason | null {
  if (!(error instanceof Error)) return null;
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const socket = bySocket[code];
  if (socket !== undefined) return unreachable(socket);
  // The driver has no codes for its own errors.
  if (/^SASL|password must be a string/i.test(error.message)) return refused('login');
  if (/does not support SSL/i.test(error.message) || /CERT|ERR_TLS|ERR_SSL|EPROTO|UNABLE_TO_/.test(code)) return refused('tls');
  if (/timeout/i.test(error.message)) return unreachable('timeout');
  if (/Connection terminated|not queryable|Client was closed/i.test(error.message)) return unreachable('lost');
  return null;
}

function safeText(error: unknown, server: ServerError | null): string {
  if (server !== null) return ['SQLSTATE', server.sqlState, server.routine, server.place].filter((part) => part !== '').join(' ');
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? `${error.name} ${error.code}` : `${error.name}: ${error.message}`;
}
