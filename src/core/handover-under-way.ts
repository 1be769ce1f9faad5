import { problem } from '#domain/problem';
import type { ReadHandle } from '#store/handle';
import { batchUnderWay } from '#store/handover';

/**
 * What a hand-over was sent with (place, office, destination) stays until its receipt was asked for: changed under it, its records would be
 * others there, or lie in two databases. Of one batch, or of any (null). `handover.underWay`.
 */
export function refuseUnderWay(read: ReadHandle, batchId: string | null): void {
  const code = batchUnderWay(read, batchId);
  if (code !== null) throw problem('handover.underWay', { code });
}
