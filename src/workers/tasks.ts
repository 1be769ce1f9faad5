import type { AttachedFile, FileInput, FilePage, FilePart, LostPage, PartOf, RenditionInput, TaskShapes, Tasks } from '#children';
import { ProblemError, problem } from '#domain/problem';
import { bytesOf } from './blob.ts';

/** A book of 1,000 sheets on both sides. */
const maxPages = 2_000;
/** Pages of a PDF that are no scan are drawn in this resolution, dots per inch. */
const drawnDpi = 300;

/**
 * So many pages of a picture file are looked at when it comes in, so that a broken or blurred one is told before anybody waits for its
 * reading: 60 to 150 ms each. What comes after them in a long TIFF shows when it is read.
 */
const provenPages = 20;

export type TaskTable<T extends TaskShapes<T>> = {
  readonly [Name in keyof T]: (input: T[Name]['input'], hand: (part: PartOf<T[Name]>) => Promise<void>) => Promise<T[Name]['answer']>;
};

/** What a child can do. Engines are loaded by the first task that needs them: a child that makes renditions never loads pdf.js. */
export const tasks: TaskTable<Tasks> = {
  filePages,
  rendition,
  readPage: async (input) => (await import('./read-page.ts')).readPageTask(input),
  readPageAndText: async (input) => (await import('./read-page.ts')).readPageTask(input, true),
};

async function filePages(input: FileInput, hand: (part: FilePart) => Promise<void>): Promise<null> {
  const { name, pages, from } = input;
  const file = await open(input, await bytesOf(input.blob, name));
  try {
    if (file.pages > maxPages) throw problem('file.tooManyPages', { name, pages: file.pages });
    await hand({ what: 'file', pages: file.pages });
    for (const index of (pages ?? Array.from({ length: file.pages }, (_, each) => each)).slice(from)) {
      const page = await file.page(index).catch((error: unknown): LostPage => {
        if (!(error instanceof ProblemError)) throw error;
        return { what: 'lost', index, problem: { code: error.code, params: { ...error.params } } };
      });
      await hand(page);
    }
    if (pages === null) for (const attached of await file.attached()) await hand({ what: 'attached', ...attached });
    return null;
  } finally {
    await file.close();
  }
}

interface OpenFile {
  readonly pages: number;
  readonly page: (index: number) => Promise<FilePage>;
  readonly attached: () => Promise<readonly Omit<AttachedFile, 'what'>[]>;
  readonly close: () => Promise<void>;
}

/** What a file is by its content. */
async function open({ name, password }: FileInput, bytes: Uint8Array): Promise<OpenFile> {
  const { looksLikePdf } = await import('#engines/pdf-pdfjs/find-pdf');
  const { openImages } = await import('#engines/images-sharp/images-sharp');
  const { imageFormat } = await import('#engines/images-sharp/magic');
  const { previewQuality } = await import('#reading/page/normalise');
  const images = openImages();
  if (!looksLikePdf(bytes)) {
    const first = await images.inspect(bytes, name);
    const page = async (index: number): Promise<FilePage> => {
      const { width, height, format, ...said } = index === 0 ? first : await images.inspect(bytes, name, index);
      const quality = index < provenPages ? await previewQuality(images, bytes, name, index) : null;
      // Where the file says a resolution that its letters refute, the page has the one that was measured.
      const dpi = said.dpi === null || quality === null ? said.dpi : quality.dpi;
      return { what: 'page', index, picture: null, mediaType: `image/${format}`, width, height, dpi, quality };
    };
    return { pages: first.pages, page, attached: async () => [], close: async () => undefined };
  }
  const { openPdf } = await import('#engines/pdf-pdfjs/pdf-pdfjs');
  const pdf = await openPdf(images).open(bytes, name, password);
  const page = async (index: number): Promise<FilePage> => {
    const { bytes: picture, mediaType, damaged } = await pdf.page(index, drawnDpi);
    const { width, height, dpi } = await images.inspect(picture, name);
    const seen = await previewQuality(images, picture, name, 0);
    return { what: 'page', index, picture, mediaType, width, height, dpi, quality: { ...seen, damaged: damaged || seen.damaged } };
  };
  const attached = async () =>
    (await pdf.attached()).map((one) => ({ name: one.name, bytes: looksLikePdf(one.bytes) || imageFormat(one.bytes) ? one.bytes : null }));
  return { pages: pdf.pages, page, attached, close: pdf.close };
}

/** A picture of a stored page for people. */
async function rendition({ blob, name, ...options }: RenditionInput): Promise<{ readonly bytes: Uint8Array }> {
  const { openImages } = await import('#engines/images-sharp/images-sharp');
  return { bytes: await openImages().rendition(await bytesOf(blob, name), name, options) };
}
