import { describe, expect, it } from 'vitest';
import { filesWith, withoutComments } from './sources.ts';

const ours = filesWith('.ts', '.tsx', '.mjs')
  .filter(({ path }) => /^(?:src|main)\//.test(path))
  .map(({ path, text }) => ({ path, code: withoutComments(text) }));

/** What opens the content of a file for reading or writing; folders, renaming and removing are not meant. */
const opening = /\b(?:readFile|writeFile|appendFile|copyFile|cp|open|openAsBlob|createReadStream|createWriteStream)(?:Sync)?\b/;
/** Who does so besides, and what it opens: never a page, a rendition or what comes in. */
const others: Readonly<Record<string, string>> = {
  'src/store/migrate.ts': 'migrations',
  'src/store/packing.ts': 'its dictionaries',
  'src/core/knowledge.ts': 'resources',
  'src/core/log.ts': 'the log',
  'src/engines/barcode-zxing/barcode-zxing.ts': 'its own program',
  'src/engines/destination-postgres/connect-pglite.ts': 'the embedded database’s folder',
  'src/engines/ocr-tesseract/ocr-tesseract.ts': 'its networks',
  'src/engines/postgres-address.ts': 'certificates',
  'src/engines/scanner-sane/scanner-sane.ts': 'the sheet that scanimage has just written, handed on at once',
  'src/engines/secrets-file/secrets-file.ts': 'passwords',
  'src/core/whole-file.ts': 'the ends of files in the watched folder, before they are taken',
  'src/store/owner-only.ts': 'files that are still empty',
  'src/store/sealed.ts': 'the beginning of the database',
  'src/store/log-mark.ts': 'the log of the database',
  'src/store/put-in-place.ts': 'files of the store and their folders, to sync them',
  'main/cli/commands/reading.ts': 'the key for a second computer',
  'main/cli/secret.ts': 'keys and passwords',
  'main/open-workstation.ts': 'the version in package.json',
  'main/reading-version.ts': 'sources',
  'main/static-files.ts': 'the built window',
};

describe('in one place', () => {
  it('limits of tasks', () => {
    expect(ours.filter(({ code }) => /\bmegabytes:\s*\d/.test(code)).map(({ path }) => path)).toEqual(['src/children.ts']);
  });

  it('the opening of stored pictures: once in the core, once in the child processes', () => {
    const openers = ours
      .filter(({ path }) => !path.startsWith('main/setup/'))
      .filter(({ code }) =>
        [...code.matchAll(/import\s*(\{[^}]*\}|\*[^'"]*|\w+)\s*from\s*['"](?:node:)?fs(?:\/promises)?['"]/g)].some(
          ([, names = '']) => !names.startsWith('{') || opening.test(names),
        ),
      )
      .map(({ path }) => path);
    expect(openers.sort()).toEqual(['src/store/blob.ts', 'src/workers/blob.ts', ...Object.keys(others)].sort());
  });

  it('the folders of stored pictures: nobody else knows where they lie', () => {
    const knowing = ours.filter(({ code }) => /\bjoin\([^;]*['"](?:pages|renditions|incoming)['"]/.test(code)).map(({ path }) => path);
    expect(knowing.sort()).toEqual([
      'src/core/open-core.ts',
      'src/store/page-store.ts',
      'src/store/renditions.ts',
      'src/store/used-before.ts',
    ]);
  });
});
