import type { Raster } from '#ports';

/** Grey rasters as the pages of one uncompressed TIFF (little endian). */
export function tiff(pages: readonly Raster[]): Uint8Array {
  const parts: Buffer[] = [Buffer.from([0x49, 0x49, 42, 0, 8, 0, 0, 0])];
  let at = 8;
  pages.forEach((page, index) => {
    const tags: [tag: number, type: 3 | 4, value: number][] = [
      [256, 4, page.width],
      [257, 4, page.height],
      [258, 3, 8],
      [259, 3, 1],
      [262, 3, 1],
      [273, 4, 0],
      [277, 3, 1],
      [278, 4, page.height],
      [279, 4, page.data.length],
    ];
    const size = 2 + tags.length * 12 + 4;
    const pixels = at + size;
    const padding = page.data.length % 2;
    const head = Buffer.alloc(size);
    head.writeUInt16LE(tags.length, 0);
    tags.forEach(([tag, type, value], k) => {
      const from = 2 + k * 12;
      head.writeUInt16LE(tag, from);
      head.writeUInt16LE(type, from + 2);
      head.writeUInt32LE(1, from + 4);
      head.writeUInt32LE(tag === 273 ? pixels : value, from + 8);
    });
    const behind = pixels + page.data.length + padding;
    head.writeUInt32LE(index < pages.length - 1 ? behind : 0, size - 4);
    parts.push(head, Buffer.from(page.data), Buffer.alloc(padding));
    at = behind;
  });
  return Buffer.concat(parts);
}
