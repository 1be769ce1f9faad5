import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';

/** Asks the person at the terminal; answers what was typed, or nothing where the input ended. */
export type Ask = (question: string) => Promise<string>;

/** Null where nobody sits at a terminal: what comes over a pipe is no answer of a person. */
export const ask: Ask | null = process.stdin.isTTY && process.stderr.isTTY ? askHere : null;

async function askHere(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await Promise.race([lines.question(question), once(lines, 'close').then(() => '')]);
  } finally {
    lines.close();
  }
}
