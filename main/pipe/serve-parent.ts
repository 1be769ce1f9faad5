import { z } from 'zod';
import { ProblemError } from '#domain/problem';
import type { Fetch } from '../loopback/bridge.ts';
import { servePipe } from './pipe.ts';

/** What the parent says first, over the channel that fork opens. */
const Start = z.object({ dataFolder: z.string().min(1), pipe: z.object({ path: z.string().min(1), secret: z.string().min(20) }) });
export type Start = z.infer<typeof Start>;

/** What the child answers, once. */
export const Started = z.discriminatedUnion('state', [
  z.object({ state: z.literal('ready') }),
  z.object({ state: z.literal('failed'), code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) }),
]);
export type Started = z.infer<typeof Started>;

interface OpenCore {
  readonly fetch: Fetch;
  readonly close: () => Promise<void>;
}

/** The core may take so long to put its work down; then the process ends all the same, which it must survive anyway. */
const farewellMilliseconds = 5_000;

/**
 * The life of a core process: waits for the parent's word, opens the core, serves it on the pipe, and ends when the parent does:
 * the channel closes even when the parent was killed. Exit codes: 0 done, 2 the core could not be opened (the parent was told why).
 */
export async function serveParent(open: (dataFolder: string) => Promise<OpenCore>): Promise<void> {
  if (!process.send) {
    process.stderr.write('core-process is started by the window program, with a channel to it\n');
    process.exit(2);
  }
  // Ctrl-C in a terminal goes to every process in it; the parent decides when to end.
  process.on('SIGINT', () => undefined);
  const orphaned = new Promise<void>((resolve) => process.once('disconnect', resolve));
  const start = Start.parse(await new Promise<unknown>((resolve) => process.once('message', resolve)));
  try {
    const core = await open(start.dataFolder);
    const server = await servePipe(start.pipe, core.fetch);
    tell({ state: 'ready' });
    await orphaned;
    setTimeout(() => process.exit(0), farewellMilliseconds).unref();
    await server.close();
    await core.close();
    process.exit(0);
  } catch (error) {
    if (process.connected)
      tell({
        state: 'failed',
        ...(error instanceof ProblemError ? { code: error.code, params: error.params } : { code: 'unknown', params: { reference: '—' } }),
      });
    process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
    // The word must leave before the process does.
    setTimeout(() => process.exit(2), 50);
  }
}

function tell(started: Started): void {
  process.send?.(started);
}
