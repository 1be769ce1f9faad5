import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { resourcesFolder } from '#main/open-workstation';
import { openStore } from '#store/open-store';

/** A store as the workstation left it after the sample batch (migration 0002); made by `make-sample.ts`. */
export const sampleFile = join(import.meta.dirname, 'sample-store.sqlite.gz');

/** Puts the sample's store into an empty data folder and brings it forward. */
export function unpackSample(folder: string): void {
  writeFileSync(join(folder, 'so-song.sqlite'), gunzipSync(readFileSync(sampleFile)));
  openStore(folder, join(resourcesFolder, 'migrations')).close();
}
