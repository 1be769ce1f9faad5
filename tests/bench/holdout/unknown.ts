import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseRecordTypes } from '#reading/record-types';
import { openFile } from '#store/blob';
import { readPageTask } from '#workers/read-page';

/** `node tests/bench/holdout/unknown.ts FOLDER`: papers of unknown kinds (`make.ts --other`) must get no record type. */
const folder = parseArgs({ allowPositionals: true }).positionals[0] ?? '.';
const base = 'resources/record-types';
const { types } = parseRecordTypes(
  readdirSync(base).map((name) => ({
    path: `${base}/${name}/type.json`,
    json: JSON.parse(readFileSync(`${base}/${name}/type.json`, 'utf8')),
  })),
);
const papers = JSON.parse(readFileSync(join(folder, 'unknown.json'), 'utf8')) as readonly {
  readonly file: string;
  readonly kind: string;
}[];
let wrong = 0;
for (const { file, kind } of papers) {
  try {
    const { classified } = await readPageTask({ picture: openFile(join(folder, file)), name: file, page: 0, types });
    if (classified.recordType !== null) wrong++;
    console.log(`${classified.recordType === null ? 'unknown' : 'KNOWN  '} ${kind} ${JSON.stringify(classified).slice(0, 300)}`);
  } catch (error) {
    wrong++;
    console.log(`FAILED  ${kind} ${String(error)}`);
  }
}
console.log(`${papers.length - wrong} of ${papers.length} stay unknown`);
process.exit(wrong > 0 ? 1 : 0);
