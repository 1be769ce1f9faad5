/**
 * `make-dictionary.ts FOLDER page|record > FILE`: what the readings of a data folder say again and again, as `store/packing.ts` deflates with.
 * Made of stretches of text that stand in the readings of more than one file; the commonest come last, where deflate finds them cheapest.
 * Another dictionary is another form of packing: a released one is never changed. Take other papers than the bench measures with.
 */
import { join } from 'node:path';
import { resourcesFolder } from '#main/open-workstation';
import { openStore } from '#store/open-store';
import { toColumns, unpack } from '#store/packing';
import { sql } from '#store/sql';

/** Deflate looks back this far. */
const most = 32_768;
/** Letters that count as one step of a stretch; 8 was best for records, 6 for pages. */
const [folder = '', what] = process.argv.slice(2);
const step = what === 'page' ? 6 : 8;

const store = openStore(folder, join(resourcesFolder, 'migrations'));
const rows = store.read.all<{ paper: string; reading: Uint8Array }>(
  what === 'page'
    ? sql`SELECT p.group_key AS paper, r.reading FROM page_reading r JOIN page p ON p.key = r.page_key`
    : sql`SELECT p.group_key AS paper, r.reading FROM record_reading r JOIN paper_record p ON p.key = r.record_key`,
);
store.close();
const texts = rows.map(({ paper, reading }) => ({ paper, text: JSON.stringify(toColumns(unpack(reading))) }));

const papersOf = new Map<string, Set<string>>();
for (const { paper, text } of texts) for (const part of partsOf(text)) papersOf.set(part, (papersOf.get(part) ?? new Set()).add(paper));
const papers = (part: string) => papersOf.get(part)?.size ?? 0;

const stretches = new Map<string, number>();
for (const { text } of texts) {
  for (let from = 0; from + step <= text.length; ) {
    let to = from;
    let sum = 0;
    while (to + step <= text.length && papers(text.slice(to, to + step)) > 1) {
      sum += papers(text.slice(to, to + step));
      to += 1;
    }
    if (to > from) {
      const stretch = text.slice(from, to + step - 1);
      stretches.set(stretch, Math.max(stretches.get(stretch) ?? 0, sum / (to - from)));
    }
    from = Math.max(to + step - 1, from + 1);
  }
}

let dictionary = '';
const known = new Set<string>();
for (const [stretch] of [...stretches].sort((one, other) => other[1] - one[1])) {
  const parts = [...partsOf(stretch)];
  // A third of it has to be new.
  if (parts.filter((part) => !known.has(part)).length * 3 < parts.length) continue;
  if (Buffer.byteLength(dictionary) + Buffer.byteLength(stretch) > most) break;
  for (const part of parts) known.add(part);
  dictionary = stretch + dictionary;
}
process.stdout.write(dictionary);

function* partsOf(text: string): Generator<string> {
  for (let at = 0; at + step <= text.length; at += 1) yield text.slice(at, at + step);
}
