import { chmod, mkdir, open, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Secrets } from '#ports';

/**
 * Secrets in a file that only this user of the computer may read. The desktop host can put the system's own vault in its place;
 * without one this protects against other users, not against somebody who holds the disk.
 */
export function openSecretsFile(file: string): Secrets {
  const all = async (): Promise<Record<string, string>> => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}';
      throw error;
    });
    return JSON.parse(text) as Record<string, string>;
  };
  // One after the other: two at once would each write the file without the other's secret.
  let last: Promise<void> = Promise.resolve();
  return {
    get: async (key) => (await all())[key] ?? null,
    set: (key, value) => {
      last = last.catch(() => undefined).then(() => write(key, value));
      return last;
    },
  };

  async function write(key: string, value: string | null): Promise<void> {
    const { [key]: _old, ...others } = await all();
    const next = value === null ? others : { ...others, [key]: value };
    await mkdir(dirname(file), { recursive: true, mode: 0o700 });
    const temporary = `${file}.new`;
    const handle = await open(temporary, 'w', 0o600);
    try {
      await handle.writeFile(JSON.stringify(next));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
    await chmod(file, 0o600);
  }
}
