import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Everything that decides what is read from a page: the steps, what they know, and the libraries they stand on. */
const parts = [
  'src/reading',
  'src/domain',
  'src/workers/read-page.ts',
  'src/engines/images-sharp',
  'src/engines/ocr-tesseract',
  'src/engines/barcode-zxing',
  'resources/record-types',
  'resources/tessdata',
];

let known: string | null = null;

/**
 * The same on two computers exactly when they read the same from a page. By content rather than by number: a record type that an office
 * adds, or a file that a developer changes, counts too. The kind of processor and system does not.
 */
export function readingVersion(rootFolder: string): string {
  known ??= hashOf(rootFolder);
  return known;
}

function hashOf(rootFolder: string): string {
  const { dependencies } = JSON.parse(readFileSync(join(rootFolder, 'package.json'), 'utf8')) as { dependencies: unknown };
  const hash = createHash('sha256').update(JSON.stringify(dependencies));
  for (const part of parts) {
    const path = join(rootFolder, part);
    const files = statSync(path).isDirectory()
      ? readdirSync(path, { recursive: true, encoding: 'utf8' })
          .map((name) => name.replaceAll('\\', '/'))
          .filter((name) => statSync(join(path, name)).isFile())
          .sort()
      : [''];
    for (const name of files) {
      // Checkouts end their lines differently.
      const text = readFileSync(join(path, name), 'latin1').replaceAll('\r\n', '\n');
      hash.update(`${part}/${name}\n${text.length}\n`).update(text, 'latin1');
    }
  }
  return hash.digest('hex');
}
