import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where this office's data lives when nobody says otherwise: the system's place for an application's local data. */
export function defaultDataFolder(
  platform: NodeJS.Platform = process.platform,
  env: NodeJS.ProcessEnv = process.env,
  home: string = homedir(),
): string {
  if (env.SO_SONG_DATA) return env.SO_SONG_DATA;
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'So Song');
  if (platform === 'darwin') return join(home, 'Library', 'Application Support', 'So Song');
  return join(env.XDG_DATA_HOME ?? join(home, '.local', 'share'), 'so-song');
}
