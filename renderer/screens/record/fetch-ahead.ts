import type { QueryClient } from '@tanstack/react-query';
import type { PaperRecord } from '#domain/paper-record';
import { rpc } from '#renderer/core.ts';
import { fetchPicture } from '#renderer/pictures.ts';
import { cropOf, cropPicture } from './CropView.tsx';
import { pagePicture } from './PageView.tsx';
import type { Saver } from './saver.ts';
import { formOf, nextOpen, type Place } from './walk.ts';

/** Everything that is needed next is fetched while nobody waits for it. */

/** Fetched, and in front of nobody yet: whoever comes to one leaves their trace then. */
const unseen = new Set<string>();

/** Tells the core that a record which was fetched ahead is looked at now. */
export function tellSeen(id: string): void {
  if (unseen.delete(id)) rpc.record.seen.call({ id }).catch(() => unseen.add(id));
}

export function fetchPlaces(record: PaperRecord, places: readonly Place[], width: number): void {
  for (const { value } of places) {
    const page = record.pages.find((one) => one.pageId === value.pageId);
    if (!page) continue;
    fetchPicture(pagePicture(page));
    if (value.box) fetchPicture(cropPicture(page, cropOf(page, value.box, width), width));
  }
}

/** The next record with its first page and its first two doubts. Failing is no matter here: it is asked for again when it is opened. */
export async function fetchAhead(client: QueryClient, saver: Saver, id: string | null, width: number): Promise<void> {
  if (id === null) return;
  const [record, types] = await Promise.all([
    client.ensureQueryData({
      queryKey: rpc.record.open.queryKey({ input: { id } }),
      queryFn: () => {
        unseen.add(id);
        return saver.ask(id, () => rpc.record.open.call({ id, ahead: true }));
      },
    }),
    client.ensureQueryData(rpc.workstation.recordTypes.queryOptions()),
  ]).catch(() => [null, null] as const);
  const type = types?.find((one) => one.id === record?.recordType && one.version === record.version);
  if (!record) return;
  if (!type) return void (record.pages[0] && fetchPicture(pagePicture(record.pages[0])));
  const { order } = formOf(type, record.values);
  const first = nextOpen(order, null);
  const second = first === null ? null : nextOpen(order, first);
  fetchPlaces(
    record,
    order.filter(({ path }) => path === first || path === second),
    width,
  );
}
