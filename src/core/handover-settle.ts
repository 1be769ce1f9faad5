import { event } from '#domain/audit';
import { machine } from '#domain/caller';
import { finding } from '#domain/finding';
import type { Handover, HandoverReceipt } from '#domain/handover';
import { type Problem, problem } from '#domain/problem';
import { type HandoverRecord, setHandoverOutcome, setHandoverState } from '#store/handover';
import { type StoredJob, setJobProgress } from '#store/job';
import { findRecord, setRecordFindings, setRecordHandedOver, setRecordReturned } from '#store/paper-record';
import { audit } from './audit.ts';
import { mustFindBatch } from './batch.ts';
import { type Change, type CoreContext, change } from './context.ts';
import { made, partsOf } from './handover-delivery.ts';
import { communeOf } from './handover-preview.ts';
import { openSlices } from './slices.ts';

const by = machine('sender');

/**
 * What the receipt says becomes true record by record, some of them in each transaction; the hand-over is on its way until the last, so
 * that none of its records can be changed in between. It is not stopped any more: the destination has the records.
 */
export async function settleReceipt(core: CoreContext, job: StoredJob, found: Handover, receipt: HandoverReceipt): Promise<void> {
  const { id, batchId } = found;
  const refused = new Map(receipt.refused.map((refusal) => [refusal.recordId, refusal]));
  const commune = communeOf(core, mustFindBatch(core, core.store.read, batchId).placeCode) ?? '';
  const slices = openSlices();
  let settled = 0;
  let differing = 0;
  for (const part of partsOf(core, id)) {
    // The program ends: the next start goes on here.
    if (core.scheduler.closing()) throw problem('worker.stopped', {});
    settled += part.length;
    const unsettled = part.filter(({ outcome }) => outcome === null);
    const others = new Set<string>();
    for (const record of unsettled) {
      if (!refused.has(record.id) && !standsAsSent(core, record, commune)) others.add(record.id);
      if (slices.isOver()) await slices.next();
    }
    const settle = ({ write, at, tell }: Change) => {
      for (const record of unsettled) {
        const refusal = refused.get(record.id);
        setHandoverOutcome(write, id, record.key, refusal ? 'refused' : 'accepted');
        if (refusal) setRecordReturned(write, record.id);
        else setRecordHandedOver(write, record.id, at);
        if (others.has(record.id)) sayNotAsSent(write, record.id);
        tell({ type: 'record.changed', id: record.id, batchId });
      }
      setJobProgress(write, job.id, settled, found.records);
    };
    await slices.alone(() => change(core, by, settle));
    differing += others.size;
  }
  change(core, by, (transaction) => {
    const { write, at, tell } = transaction;
    setHandoverState(write, id, 'done', { at, problem: differing === 0 ? null : notAsSent(differing) });
    audit(
      transaction,
      event('handover.received', batchId, {
        handover: id,
        receipt: receipt.id,
        accepted: receipt.accepted,
        refused: receipt.refused.length,
      }),
    );
    tell({ type: 'handover.changed', id });
    tell({ type: 'batch.changed', id: batchId });
    tell({ type: 'target.changed' });
  });
}

/** Whether a record is still what was fixed when the hand-over began, as the destination has accepted it. */
function standsAsSent(core: CoreContext, record: HandoverRecord, commune: string): boolean {
  if (record.digest === null) return true;
  try {
    return made(core, record, commune).digest === record.digest;
  } catch {
    // Of a type that this program no longer knows: whatever it is, it is not what was sent.
    return false;
  }
}

/** Nothing here changes what is under way; where something did all the same, people are told, and the destination's word stands. */
function sayNotAsSent(write: Change['write'], recordId: string): void {
  const findings = findRecord(write, recordId)?.findings ?? [];
  setRecordFindings(write, recordId, [...findings, finding('record.notAsSent', 'error', null)]);
}

function notAsSent(records: number): Problem {
  const { code, params } = problem('handover.notAsSent', { records });
  return { code, params };
}
