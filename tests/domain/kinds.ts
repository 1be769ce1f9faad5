import { readFileSync } from 'node:fs';
import { openPlaces, type Places, PlacesData } from '#domain/place';
import { Field, type KindId } from '#domain/record-type';

/** A field of the kind, as a record type would have it. */
export function fieldOf(kind: KindId, extra: Readonly<Record<string, unknown>> = {}): Field {
  return Field.parse({
    key: 'value',
    kind,
    label: { vi: 'x', en: 'x' },
    face: 'front',
    printed: { labels: ['x'] },
    export: 'value',
    ...extra,
  });
}

let opened: Places | null = null;

export function realPlaces(): Places {
  opened ??= openPlaces(PlacesData.parse(JSON.parse(readFileSync(new URL('../../resources/places/units.json', import.meta.url), 'utf8'))));
  return opened;
}
