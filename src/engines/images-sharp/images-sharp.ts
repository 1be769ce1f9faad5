import type { OutputInfo, Sharp } from 'sharp';
import sharp from 'sharp';
import type { Box } from '#domain/box';
import { turnBox } from '#domain/box';
import { ProblemError, problem } from '#domain/problem';
import type { ImageInfo, ImageOptions, Images, Raster } from '#ports';
import { type Orientation, withExif } from '../exif.ts';
import { squeezed } from './density.ts';
import { imageFormat, looksComplete } from './magic.ts';
import { type TiffPicture, tiffPages } from './tiff.ts';

/** A0 at 300 dpi is 139 million; uncompressed that is 450 MB in colour. */
const maxPixels = 150_000_000;

// Nothing but the three formats of scanners is ever parsed, whatever the bytes pretend to be.
sharp.block({ operation: ['VipsForeignLoad'] });
sharp.unblock({ operation: ['VipsForeignLoadJpeg', 'VipsForeignLoadPng', 'VipsForeignLoadTiff'] });
// One page at a time in a child process: parallel pages come from parallel children, and a cache would only grow them.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Width, height and boxes mean the picture as a viewer shows it: the file's EXIF or TIFF orientation is always applied first.
 * Transparent parts become white. Answers 1 channel for grey and bilevel originals, else 3.
 */
export function openImages(): Images {
  return { inspect, decode, encode, rendition };
}

async function inspect(bytes: Uint8Array, name: string, page = 0): Promise<ImageInfo> {
  const { format, pages, width, height, dpi } = await header(bytes, name, page);
  return { format, pages, width, height, dpi };
}

async function decode(
  bytes: Uint8Array,
  name: string,
  options: ImageOptions,
): Promise<{ readonly raster: Raster; readonly damaged: boolean }> {
  const { value, damaged } = await strictFirst(bytes, name, { ...options, asScanned: true }, async (picture, { grey }) => {
    const { data, info } = await prepared(picture, { ...options, grey: grey || options.grey }, undefined)
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true });
    return toRaster(data, info);
  });
  if (damaged && empty(value)) throw unreadable(undefined, bytes, name);
  return { raster: value, damaged };
}

async function encode(raster: Raster, format: 'png' | 'jpeg' | 'webp', dpi?: number): Promise<Uint8Array> {
  const { width, height, channels, data } = raster;
  const picture = sharp(data, { raw: { width, height, channels }, limitInputPixels: maxPixels });
  if (channels === 1) picture.toColourspace('b-w');
  if (dpi !== undefined) picture.withDensity(dpi);
  return written(picture, format);
}

async function rendition(
  bytes: Uint8Array,
  name: string,
  options: ImageOptions & { readonly crop?: Box; readonly format: 'jpeg' | 'webp' },
): Promise<Uint8Array> {
  const { value } = await strictFirst(bytes, name, options, (picture, { width, height, grey }) => {
    const turned = options.crop && turnBox(inside(options.crop, width, height), width, height, options.turn ?? 0);
    return written(prepared(picture, { ...options, grey: grey || options.grey }, turned), options.format);
  });
  return value;
}

interface Header extends ImageInfo {
  /** Grey or bilevel: one channel says it all. */
  readonly grey: boolean;
  /** Red, green and blue, or grey: no profile is needed to see it. */
  readonly screen: boolean;
  /** What the decoder is given: the file and its number in it, or the picture that lies in it whole. */
  readonly source: { readonly bytes: Uint8Array; readonly page: number };
  /** Its pixels are no squares: width and height are those of the squared picture. */
  readonly isSqueezed: boolean;
}

async function header(bytes: Uint8Array, name: string, page: number): Promise<Header> {
  if (bytes.length === 0) throw problem('file.empty', { name });
  const format = imageFormat(bytes);
  if (!format) throw problem('file.notAnImage', { name });
  try {
    const tiff = format === 'tiff' ? tiffPages(bytes) : null;
    const picture = tiff?.[page] ?? null;
    if (picture?.oldJpeg === 'missing') throw problem('file.oldJpegTiff', { name });
    const source = picture?.oldJpeg
      ? { bytes: asPhotographed(picture.oldJpeg, picture), page: 0 }
      : { bytes, page: picture?.place ?? page };
    // No limit here: the header alone is read, and its size goes into the message.
    const found = await sharp(source.bytes, { page: source.page, failOn: 'none', limitInputPixels: false }).metadata();
    const stretch = squeezed(bytes, format, picture);
    const width = Math.round(found.autoOrient.width * (stretch?.x ?? 1));
    const height = Math.round(found.autoOrient.height * (stretch?.y ?? 1));
    if (width * height > maxPixels) throw problem('file.tooLarge', { name, megapixels: Math.ceil((width * height) / 1e6) });
    const grey = found.space === 'b-w' || found.space === 'grey16';
    const screen = found.space === 'b-w' || found.space === 'srgb';
    const density = picture?.density ? Math.round(Math.max(...picture.density)) : found.density;
    const pages = tiff?.length ?? found.pages ?? 1;
    const dpi = believable(density, Math.max(width, height));
    return { format, pages, width, height, dpi, grey, screen, source, isSqueezed: stretch !== null };
  } catch (error) {
    throw unreadable(error, bytes, name);
  }
}

/** A JPEG taken out of a TIFF lies and measures as the TIFF says. */
function asPhotographed(jpeg: Uint8Array, { orientation, density }: TiffPicture): Uint8Array {
  return withExif(jpeg, orientation as Orientation, Math.round(density?.[0] ?? 72));
}

/** Once refusing every fault, then once taking what can be had. */
async function strictFirst<Value>(
  bytes: Uint8Array,
  name: string,
  options: ImageOptions & {
    /** For machines: values as the scanner wrote them. Taking its colours to a screen's is half the work of decoding and tells nothing. */
    readonly asScanned?: boolean;
  },
  work: (picture: Sharp, found: Header) => Promise<Value>,
): Promise<{ readonly value: Value; readonly damaged: boolean }> {
  const found = await header(bytes, name, options.page);
  const ignoreIcc = options.asScanned === true && found.screen;
  const { source } = found;
  const picture = async (failOn: 'warning' | 'none') => {
    const own = sharp(source.bytes, { page: source.page, pages: 1, failOn, limitInputPixels: maxPixels, autoOrient: true, ignoreIcc });
    if (!found.isSqueezed) return own;
    const { width, height } = found;
    const { data, info } = await own
      .resize({ width, height, fit: 'fill' })
      .flatten({ background: '#ffffff' })
      .raw()
      .toBuffer({ resolveWithObject: true });
    return sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels }, limitInputPixels: maxPixels });
  };
  try {
    return { value: await work(await picture('warning'), found), damaged: false };
  } catch {
    try {
      return { value: await work(await picture('none'), found), damaged: true };
    } catch (error) {
      throw unreadable(error, bytes, name);
    }
  }
}

/** Upright, cropped (in pixels after the turn), on white, grey if asked, fitted. */
function prepared(picture: Sharp, options: ImageOptions, crop: Box | undefined): Sharp {
  // sharp turns where it is told to, before or after fitting; fitting first lets a JPEG be decoded small.
  if (options.turn && crop) picture.rotate(options.turn);
  if (crop) picture.extract({ left: crop[0], top: crop[1], width: crop[2], height: crop[3] });
  if (options.fit) picture.resize({ width: options.fit, height: options.fit, fit: 'inside', withoutEnlargement: true });
  if (options.turn && !crop) picture.rotate(options.turn);
  picture.flatten({ background: '#ffffff' });
  return options.grey ? picture.grayscale() : picture;
}

function toRaster(data: Buffer, { width, height, channels }: OutputInfo): Raster {
  if (channels !== 1 && channels !== 3) throw new Error(`a picture of ${channels} channels`);
  return { width, height, channels, data };
}

async function written(picture: Sharp, format: 'png' | 'jpeg' | 'webp'): Promise<Uint8Array> {
  if (format === 'jpeg') return picture.jpeg({ quality: 82 }).toBuffer();
  // Somebody waits for it: effort 0 is made in two thirds of the time of effort 2, a fifth larger.
  if (format === 'webp') return picture.webp({ quality: 80, effort: 0 }).toBuffer();
  return picture.png({ compressionLevel: 6 }).toBuffer();
}

/** The part of a box that lies on the picture, in whole pixels, at least one of them. */
function inside([x, y, w, h]: Box, width: number, height: number): Box {
  const left = Math.min(Math.max(Math.floor(x), 0), width - 1);
  const top = Math.min(Math.max(Math.floor(y), 0), height - 1);
  const right = Math.min(Math.max(Math.ceil(x + w), left + 1), width);
  const bottom = Math.min(Math.max(Math.ceil(y + h), top + 1), height);
  return [left, top, right - left, bottom - top];
}

/** Programs write 72 or 96 when they do not know; nothing scanned here is longer than 1.3 m (A0) or shorter than 2 cm. */
function believable(density: number | undefined, longest: number): number | null {
  if (density === undefined || density < 50 || density > 2400 || density === 72 || density === 96) return null;
  const inches = longest / density;
  return inches > 51 || inches < 0.8 ? null : density;
}

/** The decoders fill what is missing with one colour: nothing useful is there when 95 % of the rows are like the last. */
function empty({ width, height, channels, data }: Raster): boolean {
  const length = width * channels;
  const last = Buffer.from(data.buffer, data.byteOffset + (height - 1) * length, length);
  let unlike = 0;
  for (let y = 0; y < height - 1; y++) if (last.compare(data, y * length, (y + 1) * length) !== 0) unlike++;
  return unlike < height * 0.05;
}

function unreadable(error: unknown, bytes: Uint8Array, name: string): ProblemError {
  if (error instanceof ProblemError) return error;
  return problem(looksComplete(bytes) ? 'file.unreadable' : 'file.truncated', { name }, error);
}
