import type { AuditEvent } from '#domain/audit';
import { callerKey } from '#domain/caller';
import { appendAudit } from '#store/audit';
import type { Change } from './context.ts';

/**
 * Writes down who did what to what. Operations say in the contract what the trail has of them, and the gate's side of `operation.ts` calls
 * this; only what the machine does by itself is written down where it is done.
 */
export function audit(change: Change, event: AuditEvent): void {
  appendAudit(change.write, { at: change.at, caller: callerKey(change.by), ...event });
}
