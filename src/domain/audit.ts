/**
 * What the audit trail can say, and what each event tells beside who, when and about what: counts, paths, codes and ids, never a person's
 * values. The words for people are in `messages/audit.ts`; an action without words does not compile.
 */
export interface AuditDetails {
  readonly 'batch.created': Nothing;
  readonly 'batch.updated': Nothing;
  readonly 'batch.removed': Nothing;
  readonly 'reading.stopped': { readonly pages: number };
  readonly 'reading.continued': { readonly pages: number };
  readonly 'reading.failedAgain': { readonly pages: number };
  readonly 'reading.paused': Nothing;
  readonly 'reading.resumed': Nothing;
  readonly 'import.started': { readonly files: number };
  readonly 'entry.dismissed': Nothing;
  readonly 'scan.started': { readonly resolution: number };
  readonly 'page.readAgain': Nothing;
  readonly 'record.opened': Nothing;
  readonly 'record.fetchedAhead': Nothing;
  readonly 'record.rowAdded': { readonly table: string; readonly index: number };
  readonly 'record.rowRemoved': { readonly table: string; readonly index: number };
  readonly 'record.sentAgain': Nothing;
  readonly 'record.pagesConfirmed': Nothing;
  readonly 'record.parted': Nothing;
  readonly 'record.joined': { readonly other: string };
  readonly 'value.decided': {
    readonly path: string;
    readonly decision: string;
    readonly state: string;
    readonly overrules?: string;
  };
  readonly 'value.undone': { readonly path: string };
  readonly 'handover.started': {
    readonly handover: string;
    readonly records: number;
    readonly byMachine: number;
    readonly overruled: number;
  };
  readonly 'handover.received': {
    readonly handover: string;
    readonly receipt: string;
    readonly accepted: number;
    readonly refused: number;
  };
  readonly 'target.created': Nothing;
  readonly 'target.updated': Nothing;
  readonly 'target.removed': Nothing;
  readonly 'job.stopped': Nothing;
  readonly 'settings.saved': Nothing;
  readonly 'secret.saved': Nothing;
  readonly 'queueKey.taken': Nothing;
}
type Nothing = Readonly<Record<string, never>>;

export type AuditAction = keyof AuditDetails;

/** One event to be written down: subjects are ids, or the name of the one thing that was changed (`settings`). */
export type AuditEvent = {
  readonly [A in AuditAction]: { readonly action: A; readonly subject: string; readonly detail: AuditDetails[A] };
}[AuditAction];

/** An event with its details; `event('batch.created', id)` where there are none. */
export function event<A extends AuditAction>(
  action: A,
  subject: string,
  ...detail: AuditDetails[A] extends Nothing ? [] : [AuditDetails[A]]
): AuditEvent {
  return { action, subject, detail: detail[0] ?? {} } as AuditEvent;
}
