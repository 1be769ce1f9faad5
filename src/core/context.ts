import type { Children } from '#children';
import type { CoreEvent } from '#contract/events';
import type { Note } from '#contract/operation';
import type { Caller } from '#domain/caller';
import type { StartedHandover } from '#domain/handover';
import type { SharedReadingState } from '#domain/job';
import { problem } from '#domain/problem';
import type { Settings } from '#domain/settings';
import type { Clock, Destination, ReadingQueue, Scanner, Secrets } from '#ports';
import type { NotAPromise, ReadHandle, WriteHandle } from '#store/handle';
import type { Store } from '#store/open-store';
import type { PageStore } from '#store/page-store';
import type { Renditions } from '#store/renditions';
import type { Events } from './events.ts';
import type { Knowledge } from './knowledge.ts';
import type { Log } from './log.ts';
import type { Notices } from './notices.ts';
import type { Originals } from './originals.ts';
import type { Pace } from './pace.ts';
import type { Scheduler } from './scheduler.ts';

export type DestinationTarget =
  | { readonly kind: 'postgres'; readonly url: string; readonly password?: string }
  | { readonly kind: 'embedded'; readonly folder: string };

export interface QueueAddress {
  readonly url: string;
  readonly password: string | null;
  readonly key: string;
  /** This workstation among those that share pages. */
  readonly office: string;
}

/** Everything foreign that the core works with; the program that runs it brings the real ones. */
export interface Engines {
  /** Child processes that read pages and open files; as many as there are readers. */
  readonly readers: Children;
  /** Child processes that make pictures for people, so that looking never waits behind reading. */
  readonly renditionWorkers: Children;
  readonly scanner: Scanner;
  readonly openDestination: (target: DestinationTarget) => Destination;
  readonly secrets: Secrets;
  readonly openReadingQueue: (address: QueueAddress) => ReadingQueue;
  readonly newQueueKey: () => string;
}

/** What can be seen of the open core; nothing in it changes anything. All that a query gets. */
export interface CoreView {
  readonly dataFolder: string;
  readonly version: string;
  readonly clock: Clock;
  readonly knowledge: Knowledge;
  readonly settings: () => Settings;
  /** The id of whoever sits at this workstation: until there are accounts, the person of the settings. */
  readonly seat: () => string;
  readonly pace: Pick<Pace, 'count'>;
  /** How reading along by other computers stands; null where it is off. */
  readonly sharedReading: () => SharedReadingState | null;
  readonly notices: Pick<Notices, 'all'>;
  readonly scannerDevices: Scanner['devices'];
  /** Whether it is kept, not what it is. */
  readonly hasSecret: (key: string) => Promise<boolean>;
}

/** What every command, effect and job of one open core shares. */
export interface CoreContext extends CoreView {
  readonly samplesFolder: string;
  readonly store: Store;
  readonly pageStore: PageStore;
  readonly renditions: Renditions;
  readonly engines: Engines;
  readonly events: Events;
  readonly scheduler: Scheduler;
  readonly pace: Pace;
  readonly notices: Notices;
  readonly originals: Originals;
  /** Starts of hand-overs that are at work, by batch: whoever asks meanwhile gets the same answer. */
  readonly preparing: Map<string, Promise<StartedHandover>>;
  readonly log: Log;
  /** Itself without what changes anything. */
  readonly view: CoreView;
}

/** One query: a view and a handle that cannot write. */
export interface Query {
  readonly core: CoreView;
  readonly read: ReadHandle;
  readonly by: Caller;
}

/** One effect: it may wait, and changes the store in transactions of its own. */
export interface Effect {
  readonly core: CoreContext;
  readonly by: Caller;
  readonly change: <T>(work: (change: Change) => NotAPromise<T>) => T;
}

/** One change: a transaction with its time and whoever makes it. */
export interface Change {
  readonly core: CoreContext;
  readonly write: WriteHandle;
  readonly at: string;
  readonly by: Caller;
  /** Told when the transaction is on the disk. */
  readonly tell: (event: CoreEvent) => void;
  /** What must happen once the transaction is on the disk, and not at all where it failed: memory, timers, whoever waits. In order, after the events. */
  readonly afterCommit: (work: () => void) => void;
}

/** The change of a command or a task, which says for the audit trail what only its handler knows. */
export interface Command extends Change {
  readonly note: (note: Note) => void;
}

/** Runs a change as one transaction, then tells its events and does what was put off. Nothing of it is done when the change fails. */
export function change<T>(core: CoreContext, by: Caller, work: (change: Change) => NotAPromise<T>): T {
  const told: CoreEvent[] = [];
  const after: (() => void)[] = [];
  const result = core.store.write<T>((write) =>
    work({
      core,
      write,
      at: core.clock.now().toISOString(),
      by,
      tell: (event) => {
        told.push(event);
      },
      afterCommit: (work) => {
        after.push(work);
      },
    }),
  );
  for (const event of told) core.events.tell(event);
  for (const work of after) {
    try {
      work();
    } catch (error) {
      // The change is made: whoever asked for it is not told that it failed.
      core.log.error('after a change', error);
    }
  }
  return result;
}

/** The id of the person who makes a change; `access.refused` for the machine: what people decide on no part of it may. */
export function personOf({ by }: Change): string {
  if (by.kind !== 'person') throw problem('access.refused', {});
  return by.id;
}
