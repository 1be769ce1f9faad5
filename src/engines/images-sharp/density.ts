import type { ImageFormat } from './magic.ts';
import type { TiffPicture } from './tiff.ts';

/** Pixels that are narrower or flatter than this are squeezed (a fax has 204 × 98 dots to the inch); a larger difference is a wrong tag. */
const [LEAST, MOST] = [1.03, 2.6] as const;

/** By how much a picture has to be widened and heightened so that its pixels are squares; null where they are, or where it does not say. */
export function squeezed(
  bytes: Uint8Array,
  format: ImageFormat,
  tiff: TiffPicture | null,
): { readonly x: number; readonly y: number } | null {
  const said = tiff ? tiff.density && oriented(tiff.density, tiff.orientation) : format === 'jpeg' ? ofJpeg(bytes) : ofPng(bytes);
  if (!said) return null;
  const [x, y] = said;
  const ratio = Math.max(x / y, y / x);
  return ratio > LEAST && ratio < MOST ? { x: Math.max(1, y / x), y: Math.max(1, x / y) } : null;
}

/** Pictures that lie on their side are turned before they are squared. */
function oriented([x, y]: readonly [number, number], orientation: number): readonly [number, number] {
  return orientation > 4 ? [y, x] : [x, y];
}

/** JFIF 1.02: unit 1 is dots to the inch, 2 to the centimetre, 0 says nothing of paper. */
function ofJpeg(bytes: Uint8Array): readonly [number, number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isJfif = view.byteLength > 18 && view.getUint16(2) === 0xffe0 && view.getUint32(6) === 0x4a464946;
  if (!isJfif || view.getUint8(13) === 0) return null;
  const [x, y] = [view.getUint16(14), view.getUint16(16)];
  return x > 0 && y > 0 ? [x, y] : null;
}

/** The chunk pHYs, before the pixels: unit 1 is dots to the metre. */
function ofPng(bytes: Uint8Array): readonly [number, number] | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 8; at + 21 <= view.byteLength; at += 12 + view.getUint32(at)) {
    const name = view.getUint32(at + 4);
    if (name === 0x49444154) return null;
    if (name !== 0x70485973) continue;
    const [x, y] = [view.getUint32(at + 8), view.getUint32(at + 12)];
    return view.getUint8(at + 16) === 1 && x > 0 && y > 0 ? [x, y] : null;
  }
  return null;
}
