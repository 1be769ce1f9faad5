import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Engines } from '#core/context';
import { type Core, type CoreClient, type CoreOptions, openCore } from '#core/open-core';
import { openDestination } from '#engines/destination-postgres/destination-postgres';
import { openReadingQueue } from '#engines/queue-pgboss/queue-pgboss';
import { newQueueKey } from '#engines/queue-pgboss/seal';
import { openScanner } from '#engines/scanner-sane/scanner-sane';
import { openSecretsFile } from '#engines/secrets-file/secrets-file';
import { temporaryFolder } from '#store/temporary';
import { openPool } from '#workers/pool';
import { readingVersion } from './reading-version.ts';

/** The project's folder: sources or package, with `resources` in it. */
export const rootFolder = join(import.meta.dirname, '..');
export const resourcesFolder = join(rootFolder, 'resources');
export const version = (JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as { version: string }).version;

/** The real engines for a data folder. `readers`: pages read at the same time, one child process each; one more opens files meanwhile. */
export function realEngines(dataFolder: string, readers: number): Engines {
  return {
    readers: openPool({ size: readers + 1 }),
    renditionWorkers: openPool({ size: 1, recycleAfter: 400, background: false }),
    scanner: openScanner({ folder: temporaryFolder(dataFolder) }),
    openDestination,
    secrets: openSecretsFile(join(dataFolder, 'secrets.json')),
    openReadingQueue: (address) => openReadingQueue({ ...address, version: readingVersion(rootFolder) }),
    newQueueKey,
  };
}

/** Children are started when there is work for them: the setting decides how many. */
const mostReaders = 16;

/**
 * The core as whoever sits at this workstation has it: hosts, the CLI and the demo call it in their name. `core` is for callers of another
 * name.
 */
export interface Workstation {
  readonly core: Core;
  readonly fetch: (request: Request) => Promise<Response>;
  readonly client: CoreClient;
  readonly idle: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The core with everything real: what all hosts, the CLI and the demo open. `readers`: at most so many; else the setting's number. */
export async function openWorkstation(
  dataFolder: string,
  options: Partial<CoreOptions> & { readonly readers?: number } = {},
): Promise<Workstation> {
  const engines = options.engines ?? realEngines(dataFolder, options.readers ?? mostReaders);
  try {
    const core = await openCore({ resourcesFolder, version, ...options, engines, dataFolder });
    const { idle, close, seat } = core;
    return { core, idle, close, client: core.client(seat), fetch: (request) => core.fetch(request, seat()) };
  } catch (error) {
    await Promise.all([engines.readers.close(), engines.renditionWorkers.close()]);
    throw error;
  }
}
