/** EXIF's numbers: 1 upright, 3 half a turn, 6 to be turned clockwise by a quarter, 8 the other way; even-odd partners mirrored. */
export type Orientation = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8;

const exifMark = Buffer.from('Exif\0\0', 'latin1');

/**
 * The same JPEG, not a pixel changed, saying how it lies and how fine it is. In a PDF both are said by the page, which ignores what
 * the JPEG itself says: old EXIF is dropped, and so is the density in JFIF.
 */
export function withExif(jpeg: Uint8Array, orientation: Orientation, dpi: number): Uint8Array {
  const bytes = Buffer.from(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  const kept: Buffer[] = [];
  let at = 2;
  let jfif: Buffer | null = null;
  while (at + 4 <= bytes.length && bytes[at] === 0xff && (bytes[at + 1] ?? 0) >= 0xe0 && (bytes[at + 1] ?? 0) <= 0xef) {
    const end = at + 2 + bytes.readUInt16BE(at + 2);
    const segment = bytes.subarray(at, end);
    if (bytes[at + 1] === 0xe0 && segment.subarray(4, 9).equals(Buffer.from('JFIF\0', 'latin1')) && segment.length >= 18)
      jfif = Buffer.from(segment);
    else if (!(bytes[at + 1] === 0xe1 && segment.subarray(4, 10).equals(exifMark))) kept.push(segment);
    at = end;
  }
  if (jfif) {
    jfif[11] = 1;
    jfif.writeUInt16BE(dpi, 12);
    jfif.writeUInt16BE(dpi, 14);
  }
  return Buffer.concat([bytes.subarray(0, 2), jfif ?? Buffer.alloc(0), exifSegment(orientation, dpi), ...kept, bytes.subarray(at)]);
}

/** One directory: Orientation, XResolution, YResolution, ResolutionUnit in inches; TIFF 6.0, EXIF 2.3 § 4.6. */
function exifSegment(orientation: Orientation, dpi: number): Buffer {
  const entries = 4;
  const tiff = Buffer.alloc(8 + 2 + entries * 12 + 4 + 8);
  tiff.write('MM\0*', 0, 'latin1');
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(entries, 8);
  const rational = tiff.length - 8;
  const entry = (place: number, tag: number, type: number, value: number) => {
    const at = 10 + place * 12;
    tiff.writeUInt16BE(tag, at);
    tiff.writeUInt16BE(type, at + 2);
    tiff.writeUInt32BE(1, at + 4);
    if (type === 3) tiff.writeUInt16BE(value, at + 8);
    else tiff.writeUInt32BE(value, at + 8);
  };
  entry(0, 0x0112, 3, orientation);
  entry(1, 0x011a, 5, rational);
  entry(2, 0x011b, 5, rational);
  entry(3, 0x0128, 3, 2);
  tiff.writeUInt32BE(dpi, rational);
  tiff.writeUInt32BE(1, rational + 4);
  const head = Buffer.alloc(4);
  head.writeUInt16BE(0xffe1, 0);
  head.writeUInt16BE(2 + exifMark.length + tiff.length, 2);
  return Buffer.concat([head, exifMark, tiff]);
}
