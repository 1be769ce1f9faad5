import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Lexicons, NamesData, openLexicons, PlaceWordsData } from '#domain/lexicon';
import { openPlaces, type Places, PlacesData } from '#domain/place';
import type { RecordType } from '#domain/record-type';
import { parseRecordTypes } from '#reading/record-types';

/** What the program knows of forms, places and names: data of the resources folder, checked when it is opened. */
export interface Knowledge {
  readonly types: readonly RecordType[];
  readonly places: Places;
  readonly lexicons: Lexicons;
}

/** Throws, with the file and the path in it, when data does not fit: a mistake of whoever wrote the resources. */
export function openKnowledge(resourcesFolder: string): Knowledge {
  const json = (...path: string[]) => JSON.parse(readFileSync(join(resourcesFolder, ...path), 'utf8')) as unknown;
  return {
    types: readRecordTypes(join(resourcesFolder, 'record-types')),
    places: openPlaces(PlacesData.parse(json('places', 'units.json'))),
    lexicons: openLexicons(NamesData.parse(json('lexicons', 'names.json')), PlaceWordsData.parse(json('lexicons', 'place-words.json'))),
  };
}

function readRecordTypes(folder: string): readonly RecordType[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((path) => ({ path, json: JSON.parse(readFileSync(join(folder, path), 'utf8')) as unknown }));
  const { types, problems } = parseRecordTypes(files);
  if (problems.length > 0) throw new Error(`record types: ${problems.map((one) => JSON.stringify(one)).join('; ')}`);
  return types;
}

/** The newest version of a type, or the version asked for; null when it is not known here. */
export function findType({ types }: Knowledge, id: string | null, version: number | null = null): RecordType | null {
  const known = types.filter((type) => type.id === id && (version === null || type.version === version));
  return known.reduce<RecordType | null>((newest, type) => (newest === null || type.version > newest.version ? type : newest), null);
}
