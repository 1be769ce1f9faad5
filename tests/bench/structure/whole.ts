import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { NamesData, openLexicons, PlaceWordsData } from '#domain/lexicon';
import { openPlaces, PlacesData } from '#domain/place';
import type { PageReading, RecordReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { openImages } from '#engines/images-sharp/images-sharp';
import type { ReadContext } from '#reading/context';
import { readRecords } from '#reading/record/read-record';
import { parseRecordTypes } from '#reading/record-types';
import { random } from '../holdout/random.ts';
import { readFolder } from '../read-folder.ts';
import { compare, type Row, type TruthRecord, truthOf } from '../truth.ts';
import { fileOf, type Pixels, pixelsOf, straightened } from './pixels.ts';
import { shuffled } from './plan.ts';
import { type Layout, layoutOf } from './subjects.ts';

/** The pages before anything happens to them. */

export interface WholePage {
  /** Unique among all folders. */
  readonly file: string;
  readonly path: string;
  readonly record: WholeRecord;
  readonly reading: PageReading;
  readonly layout: Layout;
}
export interface WholeRecord {
  readonly truth: TruthRecord;
  readonly rows: readonly Row[];
  readonly pages: readonly WholePage[];
}
export interface World {
  readonly types: readonly RecordType[];
  readonly context: ReadContext;
  /** For pictures that are made. */
  readonly temporary: string;
  readonly readers: number;
}

/** The shipped types and lists, on a day that is told, so that a run says the same tomorrow. */
export function openWorld({ today, ...rest }: Pick<World, 'temporary' | 'readers'> & { readonly today: string }): World {
  const json = (path: string) => JSON.parse(readFileSync(path, 'utf8'));
  const base = 'resources/record-types';
  const files = readdirSync(base).map((name) => ({ path: `${base}/${name}/type.json`, json: json(`${base}/${name}/type.json`) }));
  return {
    ...rest,
    types: parseRecordTypes(files).types,
    context: {
      today,
      places: openPlaces(PlacesData.parse(json('resources/places/units.json'))),
      lexicons: openLexicons(
        NamesData.parse(json('resources/lexicons/names.json')),
        PlaceWordsData.parse(json('resources/lexicons/place-words.json')),
      ),
    },
  };
}

const images = openImages();

export async function pixelsAt(path: string): Promise<Pixels> {
  const bytes = readFileSync(path);
  const [{ raster }, { dpi }] = [await images.decode(bytes, path, { page: 0 }), await images.inspect(bytes, path)];
  return pixelsOf(raster, dpi ?? 200);
}

/** Lines that fall by more than this are laid level first, degrees: then rows can be put between them. */
const LEVEL = 0.35;

/** Reads a folder and lays its pages level. Where the folder does not say what is right, what is read of the whole page counts. */
export async function wholeRecords(
  folder: string,
  world: World,
  { most, seed }: { readonly most: number; readonly seed: number },
): Promise<readonly WholeRecord[]> {
  const told = truthOf(folder, /./u);
  const { stated } = told;
  const truth = shuffled(stated ? told.truth : byNames(told.truth), random(seed)).slice(0, most);
  const files = truth.flatMap((record) => record.pages.map((page) => page.file));
  const first = await readFolder(folder, files, world.types, world.readers);
  const level = join(world.temporary, `level-${folder.replaceAll(/\W+/gu, '-')}`);
  mkdirSync(level, { recursive: true });
  const readings = new Map<string, PageReading>();
  const paths = new Map(files.map((file) => [file, join(folder, file)]));
  const tilted: string[] = [];
  for (const file of files) {
    const reading = first.pages.get(file)?.reading;
    if (!reading) continue;
    readings.set(file, reading);
    const { turn, skew } = reading.normalised;
    if (turn === 0 && Math.abs(skew) <= LEVEL) continue;
    writeFileSync(join(level, file), await fileOf(await straightened(await pixelsAt(join(folder, file)), turn, skew)));
    paths.set(file, join(level, file));
    tilted.push(file);
  }
  for (const [file, page] of (await readFolder(level, tilted, world.types, world.readers)).pages)
    if (page.reading) readings.set(file, page.reading);
  return truth.flatMap((record) => wholeRecord(record, stated, readings, paths, world) ?? []);
}

function wholeRecord(
  told: TruthRecord,
  stated: boolean,
  readings: ReadonlyMap<string, PageReading>,
  paths: ReadonlyMap<string, string>,
  world: World,
): WholeRecord | null {
  const pages = told.pages.filter((page) => readings.has(page.file));
  const found = recordsOf(
    pages.map(({ file }) => ({ file, reading: readings.get(file) as PageReading })),
    world,
  );
  const [read] = found;
  if (!read || read.recordType === null || found.length > 1) return null;
  const truth = stated ? told : { ...told, recordType: read.recordType, fields: valuesOf(read) };
  const fileOfPage = (page: number) => pages[page]?.file ?? null;
  const rows = compare(truth, read, world.types, readings, fileOfPage);
  const record: WholeRecord = { truth, rows, pages: [] };
  const whole = pages.map(({ file }): WholePage => {
    const reading = readings.get(file) as PageReading;
    return {
      ...{ file, path: paths.get(file) ?? '', record, reading },
      layout: layoutOf(
        reading,
        rows.filter((row) => row.file === file),
      ),
    };
  });
  return Object.assign(record, { pages: whole });
}

/** Without a truth of its own a page's record is told by the names of the files. */
function byNames(pages: readonly TruthRecord[]): readonly TruthRecord[] {
  const groups = Map.groupBy(pages, ({ id }) => id.replace(/-p\d+\.\w+$/u, ''));
  return [...groups].map(([id, list]) => ({ ...(list[0] as TruthRecord), id, pages: list.flatMap((record) => record.pages) }));
}

export function recordsOf(
  pages: readonly { readonly file: string; readonly reading: PageReading }[],
  { types, context }: World,
): readonly RecordReading[] {
  return readRecords(
    pages.map(({ file, reading }) => ({ name: file, group: null, reading })),
    types,
    context,
  );
}

/** Values by path, rows of tables among them, in the form of a truth. */
function valuesOf(read: RecordReading): Record<string, unknown> {
  return Object.fromEntries(read.values.filter(({ value }) => value !== null).map(({ path, value }) => [path, value]));
}
