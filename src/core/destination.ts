import { problem } from '#domain/problem';
import type { Destination } from '#ports';
import type { CoreContext, CoreView } from './context.ts';

export const passwordKey = 'destination.password';

/** The shared database of the settings; nothing is connected before the first call. */
export async function openDestination(core: CoreContext): Promise<Destination> {
  const { destination } = core.settings();
  if (destination.kind === 'embedded') return core.engines.openDestination({ kind: 'embedded', folder: `${core.dataFolder}/destination` });
  const password = await core.engines.secrets.get(passwordKey);
  return core.engines.openDestination({ kind: 'postgres', url: destination.url, ...(password === null ? {} : { password }) });
}

/** How people know the destination: host and database, never a password. */
export function destinationName(core: CoreView): string {
  const { destination } = core.settings();
  if (destination.kind === 'embedded') return 'embedded';
  const url = URL.canParse(destination.url) ? new URL(destination.url) : null;
  if (!url) throw problem('destination.badUrl', {});
  return `${url.host}${url.pathname}`;
}
