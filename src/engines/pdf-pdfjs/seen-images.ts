import { OPS } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFOperatorList } from 'pdfjs-dist/types/src/display/api.js';
import type { Orientation } from '../exif.ts';
import type { Decoded } from './pixels.ts';

/** a, b, c, d, e, f of a PDF: x' = ax + cy + e, y' = bx + dy + f. */
type Matrix = readonly [number, number, number, number, number, number];
type Bounds = readonly [left: number, top: number, right: number, bottom: number];

export interface SeenImage {
  readonly width: number;
  readonly height: number;
  /** Its name among the page's objects, or the pixels themselves for an image written into the page's content. */
  readonly pixels: string | Decoded;
  /** From the image's unit square (first row at 1) to points from the page's top left, as shown. */
  readonly matrix: Matrix;
  /** Of its finer direction. */
  readonly dpi: number;
  /** In square points. */
  readonly area: number;
}

export interface OnlyImage {
  readonly image: SeenImage;
  readonly orientation: Orientation;
}

/** Every image that the page paints, with its place. */
export function seenImages(list: PDFOperatorList, base: readonly number[]): readonly SeenImage[] {
  const seen: SeenImage[] = [];
  for (const { operator, args, matrix } of walk(list, base)) {
    const found = imageOf(operator, args);
    if (found)
      seen.push({ ...found, matrix, dpi: resolution(found, matrix), area: Math.abs(matrix[0] * matrix[3] - matrix[1] * matrix[2]) });
  }
  return seen;
}

function imageOf(operator: number, args: readonly unknown[]): Pick<SeenImage, 'width' | 'height' | 'pixels'> | null {
  const [first, width, height] = args;
  if (operator === OPS.paintImageXObject && typeof first === 'string')
    return { pixels: first, width: Number(width), height: Number(height) };
  if (operator === OPS.paintInlineImageXObject && typeof first === 'object' && first !== null) {
    const image = first as Decoded;
    return { pixels: { ...image, ref: null }, width: image.width, height: image.height };
  }
  if (operator === OPS.paintImageMaskXObject && typeof first === 'object' && first !== null) {
    const { data, ...size } = first as { readonly data: string | Uint8Array; readonly width: number; readonly height: number };
    const pixels = typeof data === 'string' ? data : { ...size, kind: 0, data, ref: null };
    return { pixels, width: size.width, height: size.height };
  }
  return null;
}

function resolution({ width, height }: { readonly width: number; readonly height: number }, [a, b, c, d]: Matrix): number {
  const across = Math.hypot(a, b);
  const along = Math.hypot(c, d);
  return Math.round(72 * Math.max(across > 0 ? width / across : 0, along > 0 ? height / along : 0));
}

/** What may stand beside the image and leaves no mark on the paper; text is looked at by itself. */
const silent = new Set<number>([
  OPS.dependency,
  OPS.save,
  OPS.restore,
  OPS.transform,
  OPS.setLineWidth,
  OPS.setLineCap,
  OPS.setLineJoin,
  OPS.setMiterLimit,
  OPS.setDash,
  OPS.setRenderingIntent,
  OPS.setFlatness,
  OPS.clip,
  OPS.eoClip,
  OPS.beginText,
  OPS.endText,
  OPS.setCharSpacing,
  OPS.setWordSpacing,
  OPS.setHScale,
  OPS.setLeading,
  OPS.setFont,
  OPS.setTextRenderingMode,
  OPS.setTextRise,
  OPS.moveText,
  OPS.setLeadingMoveText,
  OPS.setTextMatrix,
  OPS.nextLine,
  OPS.setStrokeColorSpace,
  OPS.setFillColorSpace,
  OPS.setStrokeColor,
  OPS.setFillColor,
  OPS.setStrokeGray,
  OPS.setFillGray,
  OPS.setStrokeRGBColor,
  OPS.setFillRGBColor,
  OPS.setStrokeCMYKColor,
  OPS.setFillCMYKColor,
  OPS.markPoint,
  OPS.markPointProps,
  OPS.beginMarkedContent,
  OPS.endMarkedContent,
  OPS.paintFormXObjectBegin,
  OPS.paintFormXObjectEnd,
  OPS.beginCompat,
  OPS.endCompat,
]);
const texts = new Set<number>([OPS.showText, OPS.showSpacedText, OPS.nextLineShowText, OPS.nextLineSetSpacingShowText]);
const invisible = 3;

/** The one image when the page shows nothing else, straight and whole; text that is not painted (of an earlier OCR) may lie over it. */
export function onlyImage(
  list: PDFOperatorList,
  seen: readonly SeenImage[],
  view: { readonly width: number; readonly height: number; readonly transform: readonly number[] },
): OnlyImage | null {
  const [image] = seen;
  if (!image || seen.length !== 1) return null;
  const orientation = straight(image.matrix);
  const place = bounds(image.matrix, [0, 0, 1, 1]);
  if (!orientation || !covers([0, 0, view.width, view.height], place) || share(place, view) < 0.5 || stretched(image)) return null;
  let mode = 0;
  for (const { operator, args, matrix } of walk(list, view.transform)) {
    if (operator === OPS.setTextRenderingMode) mode = Number(args[0]);
    if (imageOf(operator, args)) {
      if (operator === OPS.paintImageMaskXObject) return null;
    } else if (operator === OPS.constructPath) {
      // A path that is neither filled nor stroked only cuts: it must leave the image whole.
      const box = args[2] as ArrayLike<number> | null;
      if (args[0] !== OPS.endPath || (box && !covers(bounds(matrix, [box[0] ?? 0, box[1] ?? 0, box[2] ?? 0, box[3] ?? 0]), place)))
        return null;
    } else if (operator === OPS.paintFormXObjectBegin) {
      const box = args[1] as ArrayLike<number> | null;
      if (box && !covers(bounds(matrix, [box[0] ?? 0, box[1] ?? 0, box[2] ?? 0, box[3] ?? 0]), place)) return null;
    } else if (operator === OPS.setGState) {
      if (!(args[0] as readonly (readonly [string, unknown])[]).every(([key, value]) => harmless(key, value))) return null;
    } else if (operator === OPS.beginMarkedContentProps) {
      // A layer may be switched off.
      if (args[0] === 'OC') return null;
    } else if (texts.has(operator)) {
      if (mode !== invisible) return null;
    } else if (!silent.has(operator)) return null;
  }
  return { image, orientation };
}

function harmless(key: string, value: unknown): boolean {
  if (key === 'ca' || key === 'CA') return value === 1;
  if (key === 'BM') return value === 'source-over' || value === 'Normal';
  if (key === 'SMask') return value === false || value === null;
  return key !== 'TR' && key !== 'TR2' && key !== 'HT';
}

/** Every operator with the matrix in force; for the beginning of a form, the form's own. */
function* walk({ fnArray, argsArray }: PDFOperatorList, base: readonly number[]) {
  let matrix = toMatrix(base);
  const stack: Matrix[] = [];
  for (const [i, operator] of fnArray.entries()) {
    const args = (argsArray[i] ?? []) as readonly unknown[];
    if (operator === OPS.save) stack.push(matrix);
    else if (operator === OPS.restore || operator === OPS.paintFormXObjectEnd) matrix = stack.pop() ?? matrix;
    else if (operator === OPS.transform) matrix = times(matrix, toMatrix(args as readonly number[]));
    else if (operator === OPS.paintFormXObjectBegin) {
      stack.push(matrix);
      if (args[0]) matrix = times(matrix, toMatrix(args[0] as readonly number[]));
    }
    yield { operator, args, matrix };
  }
}

function toMatrix([a = 1, b = 0, c = 0, d = 1, e = 0, f = 0]: readonly number[]): Matrix {
  return [a, b, c, d, e, f];
}

function times([a, b, c, d, e, f]: Matrix, [g, h, i, j, k, l]: Matrix): Matrix {
  return [a * g + c * h, b * g + d * h, a * i + c * j, b * i + d * j, a * k + c * l + e, b * k + d * l + f];
}

function bounds([a, b, c, d, e, f]: Matrix, [x0, y0, x1, y1]: Bounds): Bounds {
  const xs = [a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1];
  const ys = [b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1];
  return [Math.min(...xs) + e, Math.min(...ys) + f, Math.max(...xs) + e, Math.max(...ys) + f];
}

/** Up to a hundredth of the inner place may be lost: rounded page sizes cut hairlines off. */
function covers(outer: Bounds, inner: Bounds): boolean {
  const slack = 0.01 * Math.max(inner[2] - inner[0], inner[3] - inner[1]);
  return outer[0] <= inner[0] + slack && outer[1] <= inner[1] + slack && outer[2] >= inner[2] - slack && outer[3] >= inner[3] - slack;
}

function share(place: Bounds, view: { readonly width: number; readonly height: number }): number {
  return ((place[2] - place[0]) * (place[3] - place[1])) / (view.width * view.height);
}

/** Pixels that are not square, as a fax's, would come out squeezed. */
function stretched({ width, height, matrix: [a, b, c, d] }: SeenImage): boolean {
  const ratio = (width / Math.hypot(a, b) / height) * Math.hypot(c, d);
  return !(ratio > 0.97 && ratio < 1.03);
}

/** How the image lies on the page as shown, y pointing down; null when it is skewed. */
function straight([a, b, c, d]: Matrix): Orientation | null {
  const flat = (x: number, y: number) => Math.abs(y) < 0.002 * Math.abs(x);
  // the image's first row is at 1: downwards in the image is against (c, d)
  if (flat(a, b) && flat(d, c)) return a > 0 ? (d < 0 ? 1 : 4) : d < 0 ? 2 : 3;
  if (flat(b, a) && flat(c, d)) return b > 0 ? (c < 0 ? 5 : 6) : c < 0 ? 8 : 7;
  return null;
}
