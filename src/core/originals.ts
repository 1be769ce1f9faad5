import { problem } from '#domain/problem';
import type { Store } from '#store/open-store';
import { damagedOriginals, fileNameOf, setDamagedOriginals } from '#store/original';
import type { PageStore } from '#store/page-store';
import type { Notices } from './notices.ts';

/** The evidence behind every value: an original is believed only when its bytes are those that came in. */
export interface Originals {
  /**
   * Compares a stored original with its hash, once for as long as its file stays as it was found. `page.damaged`: it is not what came
   * in; that is remembered, and said above every screen.
   */
  readonly mustBeWhole: (original: { readonly sha256: string; readonly fileName: string }) => Promise<void>;
  /** The same anew, whatever is known: the disk may have changed what nobody wrote. */
  readonly checkAnew: (sha256: string) => Promise<void>;
  /** The same paper came in again and its bytes lie there once more. */
  readonly healed: (sha256: string) => void;
}

export function openOriginals({
  store,
  pageStore,
  notices,
}: {
  readonly store: Store;
  readonly pageStore: PageStore;
  readonly notices: Notices;
}): Originals {
  /** What the file was like when it was found whole, by hash. */
  const whole = new Map<string, string>();

  function tell(): void {
    const all = damagedOriginals(store.read);
    const [first] = all;
    const name = first === undefined ? null : fileNameOf(store.read, first);
    notices.set('originals', all.size === 0 ? null : problem('originals.damaged', { name: name ?? '', files: all.size }));
  }

  function mark(sha256: string, isDamaged: boolean): void {
    const known = damagedOriginals(store.read);
    if (known.has(sha256) === isDamaged) return;
    const next = new Set(known);
    if (isDamaged) next.add(sha256);
    else next.delete(sha256);
    store.write((write) => setDamagedOriginals(write, next));
    tell();
  }

  async function checkAnew(sha256: string): Promise<void> {
    const stamp = await pageStore.stamp(sha256);
    const isWhole = stamp !== null && (await pageStore.isWhole(sha256));
    if (stamp !== null && isWhole) whole.set(sha256, stamp);
    else whole.delete(sha256);
    mark(sha256, !isWhole);
  }

  tell();
  return {
    checkAnew,
    mustBeWhole: async ({ sha256, fileName }) => {
      const known = whole.get(sha256);
      if (known === undefined || known !== (await pageStore.stamp(sha256))) await checkAnew(sha256);
      if (!whole.has(sha256)) throw problem('page.damaged', { name: fileName });
    },
    healed: (sha256) => mark(sha256, false),
  };
}
