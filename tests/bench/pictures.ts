import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Box } from '#domain/box';
import { openImages } from '#engines/images-sharp/images-sharp';
import type { Raster } from '#ports';
import type { Row, TruthRecord } from './truth.ts';

/** `out`/: the crop, the truth and the reading of every value given, so that causes can be seen. The true place stands in where none was found. */
export async function pictures(out: string, folder: string, rows: readonly Row[], truth: readonly TruthRecord[]): Promise<void> {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const images = openImages();
  let open = null as { readonly file: string; readonly raster: Raster } | null;
  for (const row of [...rows].sort((a, b) => (a.file ?? '').localeCompare(b.file ?? ''))) {
    const name = join(out, `${row.record}-${row.path.replace(/\W+/g, '-')}`);
    writeFileSync(
      `${name}.txt`,
      `is     ${row.truth}\nread   ${row.value?.value ?? ''}\nraw    ${row.value?.raw ?? ''}\nshown  ${row.shown}\nfile   ${row.file ?? ''} ${JSON.stringify(row.value?.box ?? null)}\n${JSON.stringify(row.value?.findings ?? [])}\n`,
    );
    const place = placeOf(row, truth);
    if (!place) continue;
    if (open?.file !== place.file)
      open = { file: place.file, raster: (await images.decode(readFileSync(join(folder, place.file)), place.file, { page: 0 })).raster };
    writeFileSync(`${name}.png`, await images.encode(cutOut(open.raster, place.box), 'png'));
  }
}

function placeOf(row: Row, truth: readonly TruthRecord[]): { readonly file: string; readonly box: Box } | null {
  if (row.file !== null && row.value?.box) return { file: row.file, box: row.value.box };
  for (const page of truth.find((record) => record.id === row.record)?.pages ?? []) {
    const box = page.boxes?.[row.path]?.[0];
    if (box) return { file: page.file, box };
  }
  return null;
}

function cutOut(raster: Raster, [x, y, w, h]: Box): Raster {
  const left = Math.max(0, x - 20);
  const top = Math.max(0, y - 20);
  const width = Math.max(1, Math.min(raster.width - left, w + 40));
  const height = Math.max(1, Math.min(raster.height - top, h + 40));
  const data = new Uint8Array(width * height * raster.channels);
  for (let r = 0; r < height; r++) {
    const from = ((top + r) * raster.width + left) * raster.channels;
    data.set(raster.data.subarray(from, from + width * raster.channels), r * width * raster.channels);
  }
  return { width, height, channels: raster.channels, data };
}
