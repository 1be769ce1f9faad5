import { readdirSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import type { PageReading } from '#domain/reading';
import { parseRecordTypes } from '#reading/record-types';
import { add, joined, noJoins, orders, type Paper } from '../reading/record/shuffles.ts';
import { type PageDone, readFolder } from './read-folder.ts';
import { exactly, print } from './table.ts';
import { truthOf } from './truth.ts';

/**
 * `node tests/bench/joining.ts FOLDER [--only land] [--load FILE] [--readers 2] [--shuffles 50]`: the papers of several pages of a folder
 * with truth.json, a few at a time and in every order in which pages come. Prints how many joins are right, wrong and offered. `--load`:
 * readings that `tests/bench/reading.ts --save` kept.
 */
const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: 'land' },
    load: { type: 'string' },
    readers: { type: 'string', default: '2' },
    shuffles: { type: 'string', default: '50' },
    json: { type: 'string' },
  },
});
const folder = positionals[0] ?? process.env.CORPUS ?? 'resources/samples';
const base = 'resources/record-types';
const { types } = parseRecordTypes(
  readdirSync(base).map((name) => ({
    path: `${base}/${name}/type.json`,
    json: JSON.parse(readFileSync(`${base}/${name}/type.json`, 'utf8')) as unknown,
  })),
);
const { truth } = truthOf(folder, new RegExp(args.only));
const files = truth.flatMap(({ pages }) => pages.map(({ file }) => file));
const pages = args.load
  ? new Map(Object.entries(JSON.parse(readFileSync(args.load, 'utf8')) as Record<string, PageDone>))
  : (await readFolder(folder, files, types, Number(args.readers))).pages;
const papers = truth
  .map(
    ({ id, pages: own }): Paper => ({
      id,
      pages: own.map(({ file }) => pages.get(file)?.reading).filter((one): one is PageReading => one != null),
    }),
  )
  .filter((paper) => paper.pages.length > 1);
const unknown = (reading: PageReading): PageReading => ({
  ...reading,
  classified: { ...reading.classified, recordType: null, version: null, face: null, faces: [] },
  located: [],
});
const [some] = papers;
if (!some?.pages[0]) throw new Error(`no papers of several pages in ${folder}`);
const other = unknown(some.pages[0]);
const kinds = Map.groupBy(papers, ({ pages: [first] }) => first?.classified.recordType ?? '');
let wrong = 0;
for (const order of Object.keys(orders)) {
  const all = noJoins();
  for (let seed = 1; seed <= Number(args.shuffles); seed += 1)
    for (const own of kinds.values())
      for (const oneFile of [true, false]) {
        const from = (seed * 5) % own.length;
        const chosen = [...own.slice(from), ...own.slice(0, from)].slice(0, 2 + (seed % 7));
        add(all, joined(order, chosen, { types, seed, oneFile, other }));
      }
  if (order !== 'shuffled') wrong += all.wrong;
  console.log(
    `${order.padEnd(40)} right ${all.right}, wrong ${all.wrong}; offered: right ${all.offeredRight}, wrong ${all.offeredWrong}; apart ${all.apart}`,
  );
}
// Where pages were shuffled like cards, an order means nothing, and nobody can tell from it.
print([{ program: 'joining', what: 'joined from two papers without a person', value: wrong, unit: '', atLeast: exactly(0), aim: null }], {
  json: args.json ?? null,
});
