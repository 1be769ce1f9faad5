import { readFile } from 'node:fs/promises';
import { problem } from '#domain/problem';

/**
 * A secret from the first line of a file, else from a variable of the environment: a command line can be seen by every user of the
 * computer. Null where there is neither.
 */
export async function secret(file: string | null, variable: string): Promise<string | null> {
  return file === null ? process.env[variable] || null : firstLine(file);
}

async function firstLine(file: string): Promise<string> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw problem('file.missing', { name: file }, error);
  });
  return text.split(/\r?\n/)[0]?.trim() ?? '';
}
