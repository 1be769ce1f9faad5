import { AnnotationType } from 'pdfjs-dist/legacy/build/pdf.mjs';
import type { PDFDocumentProxy } from 'pdfjs-dist/types/src/display/api.js';

/** A mail with all its papers; more are not looked at. */
const MOST_FILES = 500;

/** Files that a PDF carries: of the whole document, and those pinned to a page. What cannot be decoded is left out. */
export async function attachedFiles(document: PDFDocumentProxy): Promise<readonly { readonly name: string; readonly bytes: Uint8Array }[]> {
  const named = [...((await document.getAttachments()) ?? [])].map(([id, { filename }]) => ({ id, name: filename || id }));
  const pinned = (await document.getAnnotationsByType(new Set([AnnotationType.FILEATTACHMENT]), new Set()).catch(() => [])) as readonly {
    readonly fileId?: string;
    readonly file?: { readonly filename?: string };
  }[];
  const all = [...named, ...pinned.flatMap(({ fileId, file }) => (fileId ? [{ id: fileId, name: file?.filename || 'file' }] : []))];
  const files: { readonly name: string; readonly bytes: Uint8Array }[] = [];
  for (const { id, name } of all.slice(0, MOST_FILES)) {
    const bytes: unknown = await document.getAttachmentContent(id).catch(() => null);
    if (bytes instanceof Uint8Array && bytes.length > 0) files.push({ name, bytes });
  }
  return files;
}
