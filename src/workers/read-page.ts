import type { PageInput } from '#children';
import type { PageReading } from '#domain/reading';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';
import { bytesOf } from './blob.ts';

let ports: Promise<PagePorts> | null = null;

/** What a child process does with one page. The engines are opened at the first page and kept until the child is recycled. */
export async function readPageTask(input: PageInput, wholeText = false): Promise<PageReading> {
  ports ??= open();
  const { picture, name, page, types } = input;
  const [opened, bytes] = await Promise.all([ports, picture instanceof Uint8Array ? picture : bytesOf(picture, name)]);
  return readPage(opened, { bytes, name, page }, types, { wholeText });
}

async function open(): Promise<PagePorts> {
  const [ocr, barcode] = await Promise.all([openOcr(), openBarcode()]);
  return { images: openImages(), ocr, barcode };
}
