import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Box } from '#domain/box';
import type { PageReading, ReadValue } from '#domain/reading';
import { random } from '../holdout/random.ts';
import { readFolder } from '../read-folder.ts';
import { compare } from '../truth.ts';
import type { Broken, Sheet } from './breaks.ts';
import { cutOut, fileOf } from './pixels.ts';
import { type BreakName, kindOf, type Plan } from './plan.ts';
import { swap } from './swaps.ts';
import { pixelsAt, recordsOf, type WholePage, type WholeRecord, type World } from './whole.ts';

/** Makes the breaks of a plan, has the pages read, and tells what was accepted that the paper does not say. */

export interface Slip {
  readonly kind: string;
  readonly what: string;
  readonly file: string;
  readonly path: string;
  readonly is: string;
  readonly accepted: string;
  readonly raw: string;
}
export interface Tried {
  /** Breaks made, by kind. */
  readonly made: ReadonlyMap<string, number>;
  /** Breaks that no page had a place for. */
  readonly impossible: number;
  readonly slips: readonly Slip[];
  /** Values accepted on the pages that were broken, whole and afterwards; of whole papers for swaps nothing is counted. */
  readonly acceptedBefore: number;
  readonly acceptedAfter: number;
}

/** Pictures that are made and read in one go. */
const IN_ONE_GO = 60;
const TRIES = 12;
/** A break that finds no place on a page is tried on so many others. */
const ROUNDS = 4;

interface Picture {
  readonly name: string;
  readonly page: WholePage;
  readonly breaks: readonly (Broken & { readonly kind: BreakName })[];
}

/** `out`: where pictures of what slipped go, before and after. */
export async function tryBreaks(plan: Plan, records: readonly WholeRecord[], world: World, out: string | null): Promise<Tried> {
  const made = new Map<string, number>();
  const slips: Slip[] = [];
  let [impossible, acceptedBefore, acceptedAfter] = [0, 0, 0];
  const count = (kind: string) => made.set(kind, (made.get(kind) ?? 0) + 1);
  const pages = records.flatMap((record) => record.pages).filter((page) => page.layout.subjects.length > 1);
  const folder = join(world.temporary, 'broken');
  const waiting = plan.pictures.map((picture) => ({ ...picture, round: 0 }));
  for (let number = 0; waiting.length > 0; ) {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const pictures: Picture[] = [];
    for (const { breaks, seed, round } of waiting.splice(0, IN_ONE_GO)) {
      const picture = await brokenPage(`${number++}.jpg`, random(seed + round).pick(pages), pages, breaks, seed + round, folder);
      const made = picture?.breaks.map(({ kind }) => kind) ?? [];
      for (const kind of made) count(kind);
      if (picture) pictures.push(picture);
      const left = without(breaks, made);
      if (left.length === 0) continue;
      if (round < ROUNDS) waiting.push({ breaks: left, seed, round: round + 1 });
      else impossible += left.length;
    }
    const { pages: readings } = await readFolder(
      folder,
      pictures.map(({ name }) => name),
      world.types,
      world.readers,
    );
    for (const picture of pictures) {
      const reading = readings.get(picture.name)?.reading;
      // A picture that cannot be read at all accepts nothing.
      if (!reading) continue;
      const { wrong, accepted } = wrongOn(picture, reading, world);
      acceptedBefore += picture.page.record.rows.filter((row) => row.value?.accepted && row.file === picture.page.file).length;
      acceptedAfter += accepted;
      for (const slip of wrong) {
        slips.push(slip.slip);
        process.stdout.write(`${said(slip.slip, slips.length)}\n`);
        if (out) await show(out, slips.length, picture, slip, folder);
      }
    }
  }
  for (const seed of plan.swaps) {
    const swapped = swap(records, random(seed));
    if (!swapped) {
      impossible++;
      continue;
    }
    count('swapped');
    const named = swapped.pages.map(({ name, reading }) => ({ file: name, reading }));
    for (const record of recordsOf(named, world)) {
      const papers = new Set(record.pages.map(({ page }) => swapped.pages[page]?.record));
      const accepted = record.values.filter((value) => value.accepted);
      if (papers.size < 2 || accepted.length === 0) continue;
      const slip: Slip = {
        ...{
          kind: 'swapped',
          what: swapped.what,
          file: [...papers].map((paper) => paper?.truth.id).join(' + '),
          path: '*',
          is: 'pages of several papers',
        },
        ...{ accepted: `${accepted.length} values of one record`, raw: record.findings.map(({ code }) => code).join(' ') },
      };
      slips.push(slip);
      process.stdout.write(`${said(slip, slips.length)}\n`);
    }
  }
  return { made, impossible, slips, acceptedBefore, acceptedAfter };
}

/** What is left of a list when each of these was taken out of it once. */
function without<T>(list: readonly T[], gone: readonly T[]): T[] {
  const out = [...list];
  for (const one of gone) out.splice(out.indexOf(one), 1);
  return out;
}

const said = ({ kind, what, file, path, is, accepted, raw }: Slip, number: number) =>
  `SLIPPED ${number} ${kind}: ${file} ${path} is “${is}”, accepted “${accepted}” (raw ${JSON.stringify(raw)}); ${what}`;

/** Null: none of the breaks has a place on this page. */
async function brokenPage(
  name: string,
  page: WholePage,
  pages: readonly WholePage[],
  breaks: readonly BreakName[],
  seed: number,
  folder: string,
): Promise<Picture | null> {
  const r = random(seed + 1);
  const sheetOf = async ({ path, layout }: WholePage): Promise<Sheet> => ({ pixels: await pixelsAt(path), layout, broken: [] });
  const sheet = await sheetOf(page);
  const others = pages.filter((one) => one.record !== page.record);
  const other = breaks.includes('secondDocument') && others.length > 0 ? await sheetOf(r.pick(others)) : sheet;
  const kinds: BreakName[] = [];
  for (const kind of breaks) {
    for (let n = 0; n < TRIES; n++) {
      const broken = kindOf(kind).make(sheet, r, other);
      if (!broken) continue;
      sheet.broken = [...sheet.broken, broken];
      kinds.push(kind);
      break;
    }
  }
  if (kinds.length === 0) return null;
  writeFileSync(join(folder, name), await fileOf(sheet.pixels));
  return { name, page, breaks: sheet.broken.map((broken, at) => ({ ...broken, kind: kinds[at] as BreakName })) };
}

interface Wrong {
  readonly slip: Slip;
  readonly value: ReadValue;
  /** Where it stands on the broken picture; null where it is another page. */
  readonly box: Box | null;
}

/** The record with the broken page in the place of the whole one, beside the truth; what was wrong before is no slip. */
function wrongOn(picture: Picture, reading: PageReading, world: World): { readonly wrong: readonly Wrong[]; readonly accepted: number } {
  const { page, breaks } = picture;
  const { record } = page;
  const pages = record.pages.map(({ file, reading: whole }) => ({ file, reading: file === page.file ? reading : whole }));
  const readings = new Map(pages.map((each) => [each.file, each.reading]));
  const before = new Set(record.rows.filter((row) => row.value?.accepted && !row.right).map((row) => `${row.path}=${row.value?.value}`));
  const newcomers = new Set(breaks.flatMap((broken) => broken.newcomers.map(plain)));
  let accepted = 0;
  const wrong: Wrong[] = [];
  for (const found of recordsOf(pages, world)) {
    const fileOfPage = (at: number) => pages[at]?.file ?? null;
    const rows = compare(record.truth, found, world.types, readings, fileOfPage).filter((row) => row.value?.accepted === true);
    accepted += rows.filter((row) => row.file === page.file).length;
    for (const row of rows) {
      const value = row.value as ReadValue;
      const sameType = found.recordType === record.truth.recordType;
      if (sameType && (row.right || before.has(`${row.path}=${value.value}`))) continue;
      if (row.truth === '' && isFurtherOwner(row.path) && newcomers.has(plain(value.value ?? ''))) continue;
      const cause = causeOf(breaks, row.path, row.file === page.file ? value.box : null);
      const slip: Slip = {
        ...{ kind: cause.kind, what: breaks.map(({ kind, what }) => `${kind}: ${what}`).join(' | '), file: page.file, path: row.path },
        ...{ is: row.truth, accepted: value.value ?? '', raw: value.raw ?? '' },
      };
      wrong.push({ slip, value, box: row.file === page.file ? value.box : null });
    }
  }
  return { wrong, accepted };
}

const isFurtherOwner = (path: string) => /^(?:coOwner|otherOwners)/u.test(path);
const plain = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();

/** The break on the value itself, or the nearest one. */
function causeOf(breaks: Picture['breaks'], path: string, box: Box | null): Picture['breaks'][number] {
  const own = breaks.find((broken) => broken.path === path);
  const middle = box ? box[1] + box[3] / 2 : 0;
  const far = ({ where }: Broken) => Math.abs(where[1] + where[3] / 2 - middle);
  return own ?? ([...breaks].sort((a, b) => far(a) - far(b))[0] as Picture['breaks'][number]);
}

/** What the reader was given, whole, and the place in question before and after. */
async function show(out: string, number: number, picture: Picture, { slip, box }: Wrong, folder: string): Promise<void> {
  mkdirSync(out, { recursive: true });
  const name = join(out, `${String(number).padStart(3, '0')}-${slip.kind}-${slip.path.replace(/\W+/gu, '-')}`);
  copyFileSync(join(folder, picture.name), `${name}-page.jpg`);
  writeFileSync(`${name}.txt`, `${said(slip, number)}\n${JSON.stringify({ box, breaks: picture.breaks }, null, 1)}\n`);
  const whole = picture.page.record.rows.find((row) => row.path === slip.path && row.file === picture.page.file)?.value?.box ?? box;
  const save = async (path: string, place: Box | null, end: string) => {
    if (!place) return;
    const pixels = await pixelsAt(path);
    const [, y, , h] = place;
    writeFileSync(`${name}-${end}.jpg`, await fileOf(cutOut(pixels, [0, y - 4 * h, pixels.width, 9 * h])));
  };
  await save(picture.page.path, whole, 'before');
  await save(join(folder, picture.name), box ?? whole, 'after');
}
