import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { breakNames, planOf } from './structure/plan.ts';
import { type Tried, tryBreaks } from './structure/try-breaks.ts';
import { openWorld, type WholeRecord, wholeRecords } from './structure/whole.ts';
import { atMost, exactly, print, type Row } from './table.ts';

/**
 * `npm run bench -- structure [FOLDER …] [--breaks 200] [--seed 1] [--only REGEX] [--records N] [--readers 2] [--out FOLDER] [--today DATE] [--json FILE]`
 * Breaks pages whose values are known (labels renamed, lines moved, foreign blocks, values cut, faces swapped …) and has them read: fewer
 * values may be accepted afterwards, but nothing that the paper does not say. Folders with truth.json, or without one the samples, where what
 * is read of the whole page counts as true. Tells what slipped, with pictures in `--out` (bench-results/structure). The same seed breaks
 * the same places. `--only` picks kinds of breaks, `--records` so many records of each folder by chance.
 */
const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    breaks: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    records: { type: 'string', default: '1000' },
    only: { type: 'string', default: '.' },
    readers: { type: 'string', default: '2' },
    out: { type: 'string', default: 'bench-results/structure' },
    today: { type: 'string', default: '2026-12-01' },
    json: { type: 'string' },
  },
});
const folders = positionals.length > 0 ? positionals : ['resources/samples'];
const temporary = mkdtempSync(join(tmpdir(), 'so-song-structure-'));
try {
  const world = openWorld({ temporary, readers: Number(args.readers), today: args.today });
  const records: WholeRecord[] = [];
  for (const folder of folders) {
    if (!existsSync(folder)) throw new Error(`no folder ${folder}`);
    records.push(...(await wholeRecords(folder, world, { most: Number(args.records), seed: Number(args.seed) })));
  }
  rmSync(args.out, { recursive: true, force: true });
  const tried = await tryBreaks(planOf(Number(args.breaks), Number(args.seed), new RegExp(args.only)), records, world, args.out);
  print(rowsOf(tried), { json: args.json ?? null });
} finally {
  rmSync(temporary, { recursive: true, force: true });
}

function rowsOf({ made, impossible, slips, acceptedBefore, acceptedAfter }: Tried): readonly Row[] {
  const row = (what: string, value: number, unit: string, limits: Pick<Row, 'atLeast' | 'aim'> = { atLeast: null, aim: null }): Row => ({
    ...{ program: 'structure', what, value, unit },
    ...limits,
  });
  const zero = { atLeast: exactly(0), aim: exactly(0) };
  return [
    row(
      'breaks made',
      [...made.values()].reduce((sum, count) => sum + count, 0),
      'breaks',
    ),
    row('… that found no place', impossible, 'breaks'),
    row('accepted and not what the paper says', slips.length, 'values', zero),
    ...[...breakNames, 'swapped'].flatMap((kind) => {
      const count = made.get(kind) ?? 0;
      return count === 0 ? [] : [row(`… after ${kind} (${count})`, slips.filter((slip) => slip.kind === kind).length, 'values', zero)];
    }),
    row('values of these pages accepted, whole', acceptedBefore, 'values'),
    row('… of them after the breaks', (100 * acceptedAfter) / Math.max(1, acceptedBefore), '%', { atLeast: null, aim: atMost(100) }),
  ];
}
