import { rm } from 'node:fs/promises';
import { join } from 'node:path';

/** For pictures on their way into a data folder: a sheet that the scanner has just written, and nothing that was acknowledged. */
export function temporaryFolder(dataFolder: string): string {
  return join(dataFolder, 'temporary');
}

/** At the start: what a kill left lying would be personal data that nobody looks after. */
export async function sweepTemporary(dataFolder: string): Promise<void> {
  await rm(temporaryFolder(dataFolder), { recursive: true, force: true });
}
