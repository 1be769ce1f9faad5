import { readFile } from 'node:fs/promises';
import type { PageReading } from '#domain/reading';
import type { RecordType } from '#domain/record-type';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';

let ports: Promise<PagePorts> | null = null;

/** What a child process does with one page. The engines are opened at the first page and kept until the child is recycled. */
export async function readPageTask(input: {
  /** Where the picture is, or the picture itself, which then never touches this computer's disk. */
  readonly path: string | Uint8Array;
  readonly name: string;
  readonly page: number;
  readonly types: readonly RecordType[];
  readonly wholeText?: boolean;
}): Promise<PageReading> {
  ports ??= open();
  const [opened, bytes] = await Promise.all([ports, typeof input.path === 'string' ? readFile(input.path) : input.path]);
  return readPage(opened, { bytes, name: input.name, page: input.page }, input.types, { wholeText: input.wholeText === true });
}

async function open(): Promise<PagePorts> {
  const [ocr, barcode] = await Promise.all([openOcr(), openBarcode()]);
  return { images: openImages(), ocr, barcode };
}
