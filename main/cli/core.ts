import type { CoreClient } from '#core/open-core';
import type { Batch } from '#domain/batch';
import { allRows } from '#domain/list';
import { problem } from '#domain/problem';
import { defaultDataFolder } from '#main/data-folder';
import type { Workstation } from '#main/open-workstation';
import type { Messages } from '#messages/vi';
import type { Answer, CommandLine } from './command.ts';
import { progressBar } from './print.ts';

/** Pages read at the same time by a command that is not about reading. */
const fewReaders = 2;

/** Opens the core for one command and closes it whatever happens. */
export async function withCore(
  { open }: CommandLine,
  flags: { readonly data?: string; readonly workers?: number },
  work: (core: Workstation) => Promise<Answer>,
): Promise<Answer> {
  const core = await open(dataFolderOf(flags), { readers: flags.workers ?? fewReaders });
  try {
    return await work(core);
  } finally {
    await core.close();
  }
}

export function dataFolderOf(flags: { readonly data?: string }): string {
  return flags.data ?? defaultDataFolder();
}

/** Waits for imports and readings, showing the pages done. */
export async function waitForWork(core: Workstation, messages: Messages): Promise<void> {
  const show = progressBar(messages.cli.reading);
  let over = false;
  const timer = setInterval(() => {
    core.client.job.reading().then(
      ({ done, total }) => {
        if (!over && total > 0) show(done, total);
      },
      () => {},
    );
  }, 200);
  await core.idle();
  over = true;
  clearInterval(timer);
}

/** By its code, in whatever case, or by its id; `batch.notFound`. */
export async function findBatch(client: CoreClient, name: string): Promise<Batch> {
  const batches = await allRows((window) => client.batch.list(window));
  const found = batches.find((batch) => batch.code.toLowerCase() === name.toLowerCase() || batch.id === name);
  if (!found) throw problem('batch.notFound', { id: name });
  return found;
}
