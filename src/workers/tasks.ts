import type { FileInfo, FileInput, PageInfo, PdfPage, RenditionInput, TaskShapes, Tasks } from '#children';
import { problem } from '#domain/problem';
import { bytesOf } from './blob.ts';

/** A book of 1,000 sheets on both sides. */
const maxPages = 2_000;

/**
 * So many pages of a file are looked at when it comes in, so that a broken or blurred one is told before anybody waits for its reading:
 * 60 to 150 ms each. What comes after them in a long TIFF shows when it is read.
 */
const provenPages = 20;

export type TaskTable<T extends TaskShapes<T>> = { readonly [Name in keyof T]: (input: T[Name]['input']) => Promise<T[Name]['answer']> };

/** What a child can do. Engines are loaded by the first task that needs them: a child that makes renditions never loads pdf.js. */
export const tasks: TaskTable<Tasks> = {
  inspectFile,
  extractPdfPage,
  rendition,
  readPage: async (input) => (await import('./read-page.ts')).readPageTask(input),
  readPageAndText: async (input) => (await import('./read-page.ts')).readPageTask(input, true),
};

async function inspectFile({ blob, name, password }: FileInput): Promise<FileInfo> {
  const bytes = await bytesOf(blob, name);
  const { looksLikePdf } = await import('#engines/pdf-pdfjs/find-pdf');
  if (looksLikePdf(bytes)) return inspectPdf(bytes, name, password);
  const { openImages } = await import('#engines/images-sharp/images-sharp');
  const { previewQuality } = await import('#reading/page/normalise');
  const images = openImages();
  const first = await images.inspect(bytes, name);
  if (first.pages > maxPages) throw problem('file.tooManyPages', { name, pages: first.pages });
  const info: PageInfo[] = [];
  for (let page = 0; page < first.pages; page++) {
    const { width, height, dpi } = page === 0 ? first : await images.inspect(bytes, name, page);
    const quality = page < provenPages ? await previewQuality(images, bytes, name, page) : null;
    info.push({ width, height, dpi, damaged: quality?.damaged ?? false, quality });
  }
  return { kind: 'image', mediaType: `image/${first.format}`, pages: first.pages, info };
}

async function inspectPdf(bytes: Uint8Array, name: string, password: string | null): Promise<FileInfo> {
  const { openPdf } = await import('#engines/pdf-pdfjs/pdf-pdfjs');
  const { openImages } = await import('#engines/images-sharp/images-sharp');
  const { pages } = await openPdf(openImages()).inspect(bytes, name, password);
  if (pages > maxPages) throw problem('file.tooManyPages', { name, pages });
  const info = Array.from({ length: pages }, () => ({ width: null, height: null, dpi: null, damaged: false, quality: null }));
  return { kind: 'pdf', mediaType: 'application/pdf', pages, info };
}

async function extractPdfPage({ blob, name, index, password }: FileInput & { readonly index: number }): Promise<PdfPage> {
  const bytes = await bytesOf(blob, name);
  const { openPdf } = await import('#engines/pdf-pdfjs/pdf-pdfjs');
  const { openImages } = await import('#engines/images-sharp/images-sharp');
  const images = openImages();
  const page = await openPdf(images).page(bytes, name, index, password, 300);
  const { width, height, dpi } = await images.inspect(page.bytes, name);
  const { previewQuality } = await import('#reading/page/normalise');
  const quality = await previewQuality(images, page.bytes, name, 0);
  const damaged = page.damaged || quality.damaged;
  return { ...page, width, height, dpi, damaged, quality: { ...quality, damaged } };
}

async function rendition({ blob, name, ...options }: RenditionInput): Promise<{ readonly bytes: Uint8Array }> {
  const { openImages } = await import('#engines/images-sharp/images-sharp');
  return { bytes: await openImages().rendition(await bytesOf(blob, name), name, options) };
}
