/** What a TIFF's directories say, for what the decoder does not tell or cannot do. TIFF 6.0; one directory is one picture. */

export interface TiffPicture {
  /** Its place among all directories, which is the decoder's number for it. */
  readonly place: number;
  /** The JPEG that an old-style JPEG picture (compression 6) is in whole; `missing` where its parts lie apart; null for any other picture. */
  readonly oldJpeg: Uint8Array | 'missing' | null;
  /** Dots per inch across and down; null where it does not say. */
  readonly density: readonly [number, number] | null;
  /** As EXIF numbers it. */
  readonly orientation: number;
}

const tags = {
  newSubfileType: 254,
  subfileType: 255,
  compression: 259,
  stripOffsets: 273,
  orientation: 274,
  stripLengths: 279,
  xResolution: 282,
  yResolution: 283,
  resolutionUnit: 296,
  jpegOffset: 513,
  jpegLength: 514,
} as const;
const OLD_JPEG = 6;
const PER_CENTIMETRE = 3;
/** A smaller picture of another one, or a mask of one: no page. */
const reducedOrMask = 0b101;
const REDUCED = 2;
/** More directories than this are a circle, or no paper. */
const mostDirectories = 20_000;

/** The pages of a TIFF; null for BigTIFF and for what has no readable directory, which the decoder judges. */
export function tiffPages(bytes: Uint8Array): readonly TiffPicture[] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.byteLength < 8) return null;
  const little = bytes[0] === 0x49;
  if (view.getUint16(2, little) !== 0x2a) return null;
  const all: { readonly picture: TiffPicture; readonly isPage: boolean }[] = [];
  const seen = new Set<number>();
  for (let at = view.getUint32(4, little); at !== 0; ) {
    if (seen.has(at) || seen.size > mostDirectories || at + 2 > view.byteLength) break;
    seen.add(at);
    const end = at + 2 + view.getUint16(at, little) * 12;
    if (end + 4 > view.byteLength) break;
    const read = readerOf(view, little, at);
    const kind = (read(tags.newSubfileType)?.[0] ?? 0) & reducedOrMask;
    const isPage = kind === 0 && read(tags.subfileType)?.[0] !== REDUCED;
    all.push({ picture: pictureOf(bytes, all.length, read), isPage });
    at = view.getUint32(end, little);
  }
  // Where every picture calls itself a smaller one there is no larger one.
  const pages = all.some(({ isPage }) => isPage) ? all.filter(({ isPage }) => isPage) : all;
  return all.length === 0 ? null : pages.map(({ picture }) => picture);
}

type Read = (tag: number) => readonly number[] | null;

function pictureOf(bytes: Uint8Array, place: number, read: Read): TiffPicture {
  const [x, y] = [read(tags.xResolution)?.[0] ?? 0, read(tags.yResolution)?.[0] ?? 0];
  const inches = read(tags.resolutionUnit)?.[0] === PER_CENTIMETRE ? 2.54 : 1;
  return {
    place,
    oldJpeg: read(tags.compression)?.[0] === OLD_JPEG ? (wholeJpeg(bytes, read) ?? 'missing') : null,
    density: x > 0 && y > 0 ? [x * inches, y * inches] : null,
    orientation: read(tags.orientation)?.[0] ?? 1,
  };
}

/** Office devices write a whole JPEG and point to it, or lay it down as the only strip. */
function wholeJpeg(bytes: Uint8Array, read: Read): Uint8Array | null {
  const strips = read(tags.stripOffsets) ?? [];
  const lengths = read(tags.stripLengths) ?? [];
  const whole = [
    [read(tags.jpegOffset)?.[0], read(tags.jpegLength)?.[0]],
    ...(strips.length === 1 ? [[strips[0], lengths[0]]] : []),
  ] as const;
  for (const [offset, length] of whole) {
    if (offset === undefined || offset <= 0 || offset + 4 > bytes.length) continue;
    const jpeg = bytes.subarray(offset, length ? offset + length : undefined);
    if (jpeg[0] === 0xff && jpeg[1] === 0xd8 && hasScan(jpeg)) return jpeg;
  }
  return null;
}

/** Between its tables there is a picture, and not only tables for strips that lie elsewhere. */
function hasScan(jpeg: Uint8Array): boolean {
  for (let at = 2; at + 4 <= jpeg.length && jpeg[at] === 0xff; ) {
    const mark = jpeg[at + 1] ?? 0;
    if (mark === 0xda) return at + 1024 < jpeg.length;
    at += 2 + (((jpeg[at + 2] ?? 0) << 8) | (jpeg[at + 3] ?? 0));
  }
  return false;
}

const sizes: Readonly<Record<number, number>> = { 1: 1, 3: 2, 4: 4, 5: 8 };

/** The numbers of a tag, rationals as quotients; null where it is not there or lies outside the file. */
function readerOf(view: DataView, little: boolean, directory: number): Read {
  return (tag) => {
    for (let i = 0; i < view.getUint16(directory, little); i++) {
      const entry = directory + 2 + i * 12;
      if (view.getUint16(entry, little) !== tag) continue;
      const type = view.getUint16(entry + 2, little);
      const count = view.getUint32(entry + 4, little);
      const size = sizes[type];
      if (size === undefined) return null;
      const start = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
      if (start + count * size > view.byteLength) return null;
      return Array.from({ length: count }, (_, k) => numberAt(view, start + k * size, type, little));
    }
    return null;
  };
}

function numberAt(view: DataView, at: number, type: number, little: boolean): number {
  if (type === 1) return view.getUint8(at);
  if (type === 3) return view.getUint16(at, little);
  if (type === 4) return view.getUint32(at, little);
  const below = view.getUint32(at + 4, little);
  return below === 0 ? 0 : view.getUint32(at, little) / below;
}
