/**
 * Keeps the store that `npm run demo` left as the sample that `bench -- scale` makes its records from: what the real reader wrote of
 * real pages, brought forward by the real migrations whenever it is used. Paths of this machine are taken out.
 */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { rootFolder } from '#main/open-workstation';
import { openSealed } from '#store/sealed';
import { sampleFile } from './sample.ts';

const copy = join(rootFolder, 'demo-data', 'sample.sqlite');
const from = openSealed(join(rootFolder, 'demo-data', 'so-song.sqlite'), { readonly: true });
from.prepare('VACUUM INTO ?').run(copy);
from.close();
const store = openSealed(copy);
store.pragma('secure_delete = ON');
store.exec(`UPDATE import_entry SET source_path = NULL; UPDATE job SET payload = '{}'; VACUUM`);
// Tags and what they seal would not get smaller; a store from before pages were sealed is taken over when it is opened.
for (const pragma of ['journal_mode = DELETE', "rekey = ''"]) store.pragma(pragma);
store.close();
writeFileSync(sampleFile, gzipSync(readFileSync(copy), { level: 9 }));
rmSync(copy);
