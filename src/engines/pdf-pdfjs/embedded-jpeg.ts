import { decodePDFRawStream, PDFArray, PDFDict, PDFDocument, PDFName, PDFNumber, PDFRawStream, PDFRef } from 'pdf-lib';

/**
 * The JPEGs behind the images of a PDF, byte for byte, by their reference as pdf.js writes it (`12R`); null where an image is none, or
 * where the PDF changes its colours, so that the bytes alone would not look as the page does. pdf.js only hands out decoded pixels.
 * The file is parsed once, when the first is asked for.
 */
export function embeddedJpegs(bytes: Uint8Array, password: string | null): (ref: string) => Promise<Uint8Array | null> {
  const options = { updateMetadata: false, throwOnInvalidObject: false, ...(password === null ? {} : { password }) };
  let document: Promise<PDFDocument> | null = null;
  return async (ref) => {
    const [, number, generation] = /^(\d+)R(\d*)$/.exec(ref) ?? [];
    if (!number) return null;
    try {
      document ??= PDFDocument.load(bytes, options);
      return jpegOf((await document).context.lookup(PDFRef.of(Number(number), Number(generation || 0))));
    } catch {
      // A file that only pdf.js can read: its pixels will do.
      return null;
    }
  };
}

function jpegOf(image: unknown): Uint8Array | null {
  if (!(image instanceof PDFRawStream) || !plain(image.dict)) return null;
  const filters = names(image.dict.lookup(PDFName.of('Filter')));
  if (filters.at(-1) !== 'DCTDecode') return null;
  const jpeg = filters.length === 1 ? image.contents : outer(image, filters);
  return jpeg && fits(jpeg, image.dict) ? jpeg : null;
}

/** Nothing is said about the image that a JPEG alone would not say. */
function plain(dict: PDFDict): boolean {
  if (['Decode', 'DecodeParms', 'DP', 'D', 'SMask', 'Mask', 'ImageMask', 'IM', 'SMaskInData'].some((key) => dict.has(PDFName.of(key))))
    return false;
  const space = dict.lookup(PDFName.of('ColorSpace'));
  const kind = space instanceof PDFArray ? space.lookup(0) : space;
  return kind instanceof PDFName && ['DeviceRGB', 'DeviceGray', 'CalRGB', 'CalGray', 'ICCBased'].includes(kind.decodeText());
}

/** Some writers compress the JPEG once more. */
function outer(image: PDFRawStream, filters: readonly string[]): Uint8Array | null {
  if (filters.length !== 2 || filters[0] !== 'FlateDecode') return null;
  const dict = PDFDict.withContext(image.dict.context);
  dict.set(PDFName.of('Filter'), PDFName.of('FlateDecode'));
  return decodePDFRawStream(PDFRawStream.of(dict, image.contents)).decode();
}

function names(filter: unknown): readonly string[] {
  const all = filter instanceof PDFArray ? filter.asArray() : [filter];
  return all.map((one) => (one instanceof PDFName ? one.decodeText() : ''));
}

/** Its frame has the size that the PDF says, and one or three components of 8 bits: CMYK is inverted or not by customs of its own. */
function fits(jpeg: Uint8Array, dict: PDFDict): boolean {
  const said = (key: string) => {
    const value = dict.lookup(PDFName.of(key));
    return value instanceof PDFNumber ? value.asNumber() : -1;
  };
  const view = new DataView(jpeg.buffer, jpeg.byteOffset, jpeg.byteLength);
  if (view.byteLength < 12 || view.getUint16(0) !== 0xffd8) return false;
  for (let at = 2; at + 10 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const mark = view.getUint8(at + 1);
    if (mark < 0xc0 || mark > 0xcf || mark === 0xc4 || mark === 0xc8 || mark === 0xcc) continue;
    const components = view.getUint8(at + 9);
    const sized = view.getUint16(at + 5) === said('Height') && view.getUint16(at + 7) === said('Width');
    return sized && view.getUint8(at + 4) === 8 && (components === 1 || components === 3);
  }
  return false;
}
