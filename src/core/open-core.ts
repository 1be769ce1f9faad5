import { join } from 'node:path';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient, onError, type Router } from '@orpc/server';
import type { Contract } from '#contract/contract';
import { type Caller, machine } from '#domain/caller';
import { problem } from '#domain/problem';
import { rolesOf } from '#domain/role';
import type { Clock } from '#ports';
import { countRunningReads, forgetFinishedReads } from '#store/job';
import { openStore } from '#store/open-store';
import { openPageStore, pagesFolder } from '#store/page-store';
import { findOrMakePerson } from '#store/person';
import { openRenditions } from '#store/renditions';
import { readRemembered, readSettings, remember } from '#store/settings';
import { sweepTemporary } from '#store/temporary';
import { runAssemble } from './assemble.ts';
import { batch } from './batch.ts';
import { type CoreContext, type CoreView, change, type Engines } from './context.ts';
import { openEvents } from './events.ts';
import { invalidInput, openFetchHandler } from './fetch-handler.ts';
import type { HeldRoles } from './gate.ts';
import { handover } from './handover.ts';
import { runHandover, settleByItself } from './handover-job.ts';
import { fillIdentityKeys } from './identity.ts';
import { makeRenditionsAhead } from './image.ts';
import { intake, runImport } from './import.ts';
import { job } from './job.ts';
import { endJob } from './job-end.ts';
import { joining } from './joining.ts';
import { openKnowledge } from './knowledge.ts';
import { openLog } from './log.ts';
import { openNotices } from './notices.ts';
import { buildRouter, type Faults, gate, type OperationContext } from './operation.ts';
import { openOriginals } from './originals.ts';
import { openPace } from './pace.ts';
import { page, runRead } from './page.ts';
import { preference } from './preference.ts';
import { record } from './record.ts';
import { fillIndex } from './record-search.ts';
import { runScan, scanner } from './scanner.ts';
import { openScheduler } from './scheduler.ts';
import { openSharedReading, type SharedReading, type SharingTimes } from './shared-reading.ts';
import { target } from './target.ts';
import { closeDataFolder, openUpkeep } from './upkeep.ts';
import { value } from './value.ts';
import { watchFolder } from './watch.ts';
import { defaultSettings, workstation } from './workstation.ts';

/** A typed client that calls the core in the same process: the CLI's and the tests' way in. */
export type CoreClient = ContractRouterClient<Contract>;

export interface Core {
  readonly fetch: (request: Request, caller: Caller) => Promise<Response>;
  /** A client for a caller, who is asked for at every call. */
  readonly client: (caller: () => Caller) => CoreClient;
  /** Whoever sits at this workstation: until there are accounts, the person of the settings. */
  readonly seat: () => Caller;
  /** Waits until no job runs or waits. */
  readonly idle: () => Promise<void>;
  /** Jobs that run are cut off and wait for the next start; then everything is let go. */
  readonly close: () => Promise<void>;
}

export interface CoreOptions {
  readonly dataFolder: string;
  readonly resourcesFolder: string;
  readonly engines: Engines;
  readonly version?: string;
  readonly clock?: Clock;
  readonly log?: 'file' | 'silent';
  /** Pages read at once; overrides the setting. */
  readonly readers?: number;
  /** For tests: operations that fail. */
  readonly faults?: Faults;
  /** For tests: the roles of people; everybody holds all of them. */
  readonly heldRoles?: HeldRoles;
  /** For tests: milliseconds between looks at the watched folder. */
  readonly watchInterval?: number;
  /** For tests: milliseconds until the first round of upkeep, and from one look whether another is due to the next. */
  readonly upkeepTimes?: Parameters<typeof openUpkeep>[1];
  /** For tests: milliseconds from one question for a receipt that did not come to the next. */
  readonly settleInterval?: number;
  /** For tests: how patient sharing is. */
  readonly sharingTimes?: Partial<SharingTimes>;
}

/** Opens the workstation's core on a data folder. Errors of `openStore`; a damaged resource is a bug and throws as such. */
export async function openCore(options: CoreOptions): Promise<Core> {
  const { dataFolder, resourcesFolder, engines } = options;
  const store = openStore(dataFolder, join(resourcesFolder, 'migrations'));
  try {
    const log = openLog(dataFolder, options.log ?? 'file');
    log.info('opened', { version: options.version ?? '' });
    const clock = options.clock ?? { now: () => new Date() };
    await sweepTemporary(dataFolder);
    const pageStore = await openPageStore(pagesFolder(dataFolder), (sha256) => originals.healed(sha256));
    const dayAgo = new Date(clock.now().getTime() - 86_400_000).toISOString();
    store.write((write) => {
      forgetFinishedReads(write, dayAgo);
      if (readRemembered(write, 'person') === null)
        remember(write, 'person', findOrMakePerson(write, defaultSettings.person, clock.now().toISOString()));
    });
    const events = openEvents();
    let shared: SharedReading | null = null;
    const settings = () => readSettings(store.read, defaultSettings);
    const pace = openPace();
    const notices = openNotices(events);
    const originals = openOriginals({ store, pageStore, notices });
    const view: CoreView = {
      dataFolder,
      version: options.version ?? '0',
      clock,
      knowledge: openKnowledge(resourcesFolder),
      settings,
      seat: () => readRemembered(store.read, 'person') ?? '',
      pace: { count: pace.count },
      notices: { all: notices.all },
      sharedReading: () => shared?.state() ?? null,
      scannerDevices: engines.scanner.devices,
      hasSecret: async (key) => (await engines.secrets.get(key)) !== null,
    };
    const context = {
      ...view,
      view,
      pace,
      notices,
      originals,
      preparing: new Map(),
      samplesFolder: join(resourcesFolder, 'samples'),
      store,
      pageStore,
      renditions: openRenditions(join(dataFolder, 'renditions')),
      engines,
      events,
      log,
    };
    const readers = () => options.readers ?? settings().readers;
    const scheduler = openScheduler({
      store,
      events,
      log,
      paused: readRemembered(store.read, 'reading.paused') !== null,
      leased: () => countRunningReads(store.read).leased,
      end: (stored, state, problem) => change(core, machine('scheduler'), (transaction) => endJob(transaction, stored, state, problem)),
      room: (isThere) => notices.set('room', isThere ? null : problem('disk.waits', {})),
      limits: () => ({ read: readers(), import: 1, assemble: 1, scan: 1, handover: 1 }),
      runs: {
        read: async (stored, signal) => {
          await runRead(core, stored, signal);
          void makeRenditionsAhead(core, stored.subject);
        },
        import: (stored, signal) => runImport(core, stored, signal),
        assemble: (stored) => runAssemble(core, stored),
        scan: (stored, signal) => runScan(core, stored, signal),
        handover: (stored, signal) => runHandover(core, stored, signal),
      },
    });
    const core: CoreContext = { ...context, scheduler };
    const router = buildRouter({ workstation, preference, batch, intake, page, record, joining, value, scanner, handover, target, job });
    const faults = options.faults ?? {};
    const heldRoles = options.heldRoles ?? rolesOf;
    const stopWatching = watchFolder(core, options.watchInterval);
    shared = openSharedReading(core, readers, options.sharingTimes);
    const stopSettling = settleByItself(core, options.settleInterval);
    const endUpkeep = openUpkeep(core, options.upkeepTimes);
    scheduler.wake();
    if (store.wasOpen) void closeDataFolder(core).catch((error) => log.error('the data folder could not be closed to others', error));
    void fillIdentityKeys(core).catch((error) => log.error('the keys of records could not be filled', error));
    void fillIndex(core).catch((error) => log.error('the search index could not be filled', error));
    return {
      fetch: openFetchHandler(router, { core, faults, heldRoles }),
      client: (caller) => clientOf(router, () => ({ core, caller: caller(), faults, heldRoles })),
      seat: () => ({ kind: 'person', id: core.seat() }),
      idle: () => scheduler.idle(),
      close: async () => {
        stopWatching();
        stopSettling();
        await Promise.all([endUpkeep(), shared?.close(), scheduler.close(), Promise.allSettled(core.preparing.values())]);
        await Promise.all([engines.readers.close(), engines.renditionWorkers.close()]);
        store.close();
      },
    };
  } catch (error) {
    store.close();
    throw error;
  }
}

function clientOf(router: ReturnType<typeof buildRouter>, context: () => OperationContext): CoreClient {
  return createRouterClient(router as unknown as Router<Contract, OperationContext>, {
    context,
    interceptors: [
      gate,
      onError((error: unknown) => {
        throw invalidInput(error);
      }),
    ],
  }) as unknown as CoreClient;
}
