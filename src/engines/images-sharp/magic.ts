export type ImageFormat = 'jpeg' | 'png' | 'tiff';

const signatures: readonly (readonly [ImageFormat, readonly number[]])[] = [
  ['jpeg', [0xff, 0xd8, 0xff]],
  ['png', [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['tiff', [0x49, 0x49, 0x2a, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2a]],
  // BigTIFF
  ['tiff', [0x49, 0x49, 0x2b, 0x00]],
  ['tiff', [0x4d, 0x4d, 0x00, 0x2b]],
];

/** What the content says it is; a file's name has no say. */
export function imageFormat(bytes: Uint8Array): ImageFormat | null {
  return signatures.find(([, start]) => start.every((byte, i) => bytes[i] === byte))?.[0] ?? null;
}

/** Whether the file seems to go on to its end, seen from its outer structure only; a cheap hint, not a proof. */
export function looksComplete(bytes: Uint8Array): boolean {
  const format = imageFormat(bytes);
  if (format === 'jpeg') return hasLate(bytes, [0xff, 0xd9]);
  if (format === 'png') return hasLate(bytes, [0x49, 0x45, 0x4e, 0x44]);
  return format === 'tiff' && tiffReaches(bytes);
}

/** Some scanners add up to a few kilobytes of their own after the end mark. */
function hasLate(bytes: Uint8Array, mark: readonly number[]): boolean {
  const first = Math.max(0, bytes.length - 64 * 1024);
  for (let at = bytes.length - mark.length; at >= first; at--) if (mark.every((byte, i) => bytes[at + i] === byte)) return true;
  return false;
}

const stripOffsets = 273;
const stripLengths = 279;
const tileOffsets = 324;
const tileLengths = 325;

/** Every strip or tile of every directory ends inside the file. BigTIFF is believed: only its first directory's place is checked. */
function tiffReaches(bytes: Uint8Array): boolean {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] === 0x49;
  if (view.byteLength < 16) return false;
  if (view.getUint16(2, little) === 0x2b) return view.getBigUint64(8, little) < view.byteLength;
  const seen = new Set<number>();
  let at = view.getUint32(4, little);
  while (at !== 0) {
    if (seen.has(at) || at + 6 > view.byteLength) return false;
    seen.add(at);
    const entries = view.getUint16(at, little);
    const end = at + 2 + entries * 12;
    if (end + 4 > view.byteLength) return false;
    const read = (tag: number) => numbers(view, little, at, entries, tag);
    for (const [offsetTag, lengthTag] of [
      [stripOffsets, stripLengths],
      [tileOffsets, tileLengths],
    ] as const) {
      const offsets = read(offsetTag);
      const lengths = read(lengthTag);
      if (!offsets || !lengths) return false;
      if (offsets.some((offset, i) => offset + (lengths[i] ?? 0) > view.byteLength)) return false;
    }
    at = view.getUint32(end, little);
  }
  return seen.size > 0;
}

/** The numbers of a tag: empty when it is not there, null when they lie outside the file. */
function numbers(view: DataView, little: boolean, directory: number, entries: number, tag: number): readonly number[] | null {
  for (let i = 0; i < entries; i++) {
    const entry = directory + 2 + i * 12;
    if (view.getUint16(entry, little) !== tag) continue;
    const short = view.getUint16(entry + 2, little) === 3;
    const count = view.getUint32(entry + 4, little);
    const size = short ? 2 : 4;
    const start = count * size <= 4 ? entry + 8 : view.getUint32(entry + 8, little);
    if (start + count * size > view.byteLength) return null;
    return Array.from({ length: count }, (_, k) => (short ? view.getUint16(start + k * 2, little) : view.getUint32(start + k * 4, little)));
  }
  return [];
}
