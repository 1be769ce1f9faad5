import { problem } from '#domain/problem';
import { closeToOthers } from '#store/owner-only';
import type { CoreContext } from './context.ts';

/** Takes away what other users of the computer may do with the data folder, and says what could not be mended. */
export async function closeDataFolder({ dataFolder, notices }: CoreContext): Promise<void> {
  const files = await closeToOthers(dataFolder);
  notices.set('rights', files === 0 ? null : problem('folder.openToOthers', { name: dataFolder, files }));
}
