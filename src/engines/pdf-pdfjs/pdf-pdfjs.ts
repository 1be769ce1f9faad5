import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { createCanvas } from '@napi-rs/canvas';
import * as pdfjs from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy, PDFPageProxy } from 'pdfjs-dist/types/src/display/api.js';
import { ProblemError, problem } from '#domain/problem';
import type { Images, OpenPdf, Pdf } from '#ports';
import { withExif } from '../exif.ts';
import { attachedFiles } from './attached-files.ts';
import { embeddedJpegs } from './embedded-jpeg.ts';
import { looksLikePdf } from './find-pdf.ts';
import { type Decoded, oriented, toRaster } from './pixels.ts';
import { type OnlyImage, onlyImage, type SeenImage, seenImages } from './seen-images.ts';

/** A page that has to be drawn has at most this many pixels; A2 at 300 dpi has 35 million. */
const maxDrawn = 40_000_000;
/** A decoded image has at most this many pixels: as much as an image file may have. */
const maxDecoded = 150_000_000;
/** No scanned image is drawn finer or coarser than this, whatever its scale on the page. */
const finest = 600;
const coarsest = 150;

/**
 * pdf.js asks the browser's canvas how wide an image may be; where there is none it halves JPEG 2000 wider than 2,048 pixels, without a
 * word. Nothing else in it uses this one (`isOffscreenCanvasSupported`).
 */
Object.assign(globalThis, {
  OffscreenCanvas: function offscreen(width: number, height: number) {
    return createCanvas(width, height);
  },
});

/**
 * Pictures of the pages of a PDF, as a viewer shows them (turned by /Rotate, without margins where the page is nothing but a scan).
 * A scan that is a JPEG comes out as the bytes that went in, with its turn and resolution noted in EXIF; any other as PNG with its
 * own pixels; what is more than one image is drawn. Runs only in a child process of the pool: some files never end.
 */
export function openPdf(images: Images): Pdf {
  return { open: openDocument };

  async function openDocument(bytes: Uint8Array, name: string, password: string | null): Promise<OpenPdf> {
    const document = await load(bytes, name, password);
    const close = () => document.loadingTask.destroy();
    const { info } = await document.getMetadata();
    const says = (key: string) => (info as Readonly<Record<string, unknown>>)[key] === true;
    // Fields that a program would have to lay out; all that is drawn is a notice to wait for it.
    const isXfaForm = says('IsXFAPresent') && !says('IsAcroFormPresent');
    if (document.numPages === 0 || isXfaForm) {
      await close();
      throw problem(isXfaForm ? 'pdf.xfaForm' : 'pdf.noPages', { name });
    }
    const isPortfolio = says('IsCollectionPresent') && ((await document.getAttachments())?.size ?? 0) > 0;
    const jpegs = embeddedJpegs(bytes, password);
    return { pages: isPortfolio ? 0 : document.numPages, page, attached: () => attachedFiles(document), close };

    async function page(index: number, dpi: number) {
      try {
        const found = await document.getPage(index + 1);
        try {
          return await take(found, dpi);
        } finally {
          // What was decoded for a page would stay until the document is closed.
          found.cleanup();
        }
      } catch (error) {
        throw error instanceof ProblemError ? error : problem('pdf.damaged', { name }, error);
      }
    }

    async function take(found: PDFPageProxy, dpi: number) {
      const list = await found.getOperatorList();
      const view = found.getViewport({ scale: 1 });
      const seen = seenImages(list, view.transform);
      const decoded = await Promise.all(seen.map((image) => decodedImage(found, image)));
      const lost = decoded.filter((image) => image === null).length;
      if (lost > 0 && lost === seen.length) throw problem('pdf.damaged', { name });
      const only = onlyImage(list, seen, view);
      const picture = only && decoded[0] ? await extracted(only, decoded[0]) : null;
      return picture ?? { ...(await drawn(found, seen, dpi)), damaged: lost > 0 };
    }

    async function extracted({ image, orientation }: OnlyImage, pixels: Decoded) {
      const jpeg = pixels.ref === null ? null : await jpegs(pixels.ref);
      if (jpeg) return { bytes: withExif(jpeg, orientation, image.dpi), mediaType: 'image/jpeg', extracted: true, damaged: false } as const;
      const raster = toRaster(pixels);
      if (!raster) return null;
      const png = await images.encode(oriented(raster, orientation), 'png', image.dpi);
      return { bytes: png, mediaType: 'image/png', extracted: true, damaged: false } as const;
    }
  }

  async function drawn(page: PDFPageProxy, seen: readonly SeenImage[], dpi: number) {
    const { width, height } = page.getViewport({ scale: 1 });
    // A logo in 1,200 dpi does not make the page finer.
    const scans = seen.filter((image) => image.area > 0.25 * width * height);
    const natural = scans.length > 0 ? Math.max(...scans.map((image) => image.dpi)) : dpi;
    const wanted = Math.min(Math.max(natural, coarsest), finest);
    const fine = Math.min(wanted, Math.floor(72 * Math.sqrt(maxDrawn / (width * height))));
    const viewport = page.getViewport({ scale: Math.max(fine, 1) / 72 });
    const [w, h] = [Math.max(1, Math.floor(viewport.width)), Math.max(1, Math.floor(viewport.height))];
    // A page of a few points times kilometres escapes the cap by its rounding.
    if (w * h > maxDrawn * 1.1 || w > 32_000 || h > 32_000) throw new Error('a page of impossible proportions');
    const canvas = createCanvas(w, h);
    await page.render({ canvas: canvas as never, viewport, background: '#ffffff' }).promise;
    const data = canvas.getContext('2d').getImageData(0, 0, w, h).data;
    const raster = toRaster({ width: w, height: h, kind: pdfjs.ImageKind.RGBA_32BPP, data, ref: null });
    if (!raster) throw new Error('nothing was drawn');
    return { bytes: await images.encode(raster, 'png', Math.max(fine, 1)), mediaType: 'image/png', extracted: false } as const;
  }
}

async function load(bytes: Uint8Array, name: string, password: string | null): Promise<PDFDocumentProxy> {
  if (bytes.length === 0) throw problem('file.empty', { name });
  if (!looksLikePdf(bytes)) throw problem('pdf.damaged', { name });
  const folder = dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json'));
  const task = pdfjs.getDocument({
    // A copy: pdf.js takes the memory away from whom it is given by.
    data: new Uint8Array(bytes),
    ...(password === null ? {} : { password }),
    cMapUrl: `${join(folder, 'cmaps')}/`,
    standardFontDataUrl: `${join(folder, 'standard_fonts')}/`,
    wasmUrl: `${join(folder, 'wasm')}/`,
    iccUrl: `${join(folder, 'iccs')}/`,
    cMapPacked: true,
    enableXfa: false,
    useSystemFonts: false,
    isOffscreenCanvasSupported: false,
    canvasMaxAreaInBytes: 4 * maxDecoded,
    isImageDecoderSupported: false,
    useWorkerFetch: false,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
  try {
    return await task.promise;
  } catch (error) {
    await task.destroy().catch(() => {});
    if (!(error instanceof pdfjs.PasswordException)) throw problem('pdf.damaged', { name }, error);
    const wrong = password !== null && error.code === pdfjs.PasswordResponses.INCORRECT_PASSWORD;
    throw problem(wrong ? 'pdf.wrongPassword' : 'pdf.locked', { name });
  }
}

/** Null when its data could not be decoded. */
async function decodedImage(page: PDFPageProxy, image: SeenImage): Promise<Decoded | null> {
  if (typeof image.pixels !== 'string') return image.pixels;
  const id = image.pixels;
  const found = await new Promise<unknown>((resolve) => {
    const store = (id.startsWith('g_') ? page.commonObjs : page.objs) as {
      get: (id: string, found: (data: unknown) => void, failed: () => void) => void;
    };
    store.get(id, resolve, () => resolve(null));
  });
  if (typeof found !== 'object' || found === null) return null;
  const { width = 0, height = 0, kind = 0, data = null, ref = null } = found as Partial<Decoded>;
  return { width, height, kind, data, ref };
}
