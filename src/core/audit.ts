import { callerKey } from '#domain/caller';
import { appendAudit } from '#store/audit';
import type { Change } from './context.ts';

/** Writes down who did what to what; details are counts and codes, never values. */
export function audit(
  change: Change,
  action: string,
  subject: string,
  detail: Readonly<Record<string, string | number | null>> = {},
): void {
  appendAudit(change.write, { at: change.at, caller: callerKey(change.by), action, subject, detail });
}
