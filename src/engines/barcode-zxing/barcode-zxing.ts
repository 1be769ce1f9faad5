import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import type { Barcode, Raster } from '#ports';

/** QR codes, and the linear codes of pink certificates, with the WebAssembly of the installed package; nothing is fetched. */
export async function openBarcode(): Promise<Barcode> {
  const wasm = await readFile(fileURLToPath(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')));
  const wasmBinary = wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.byteLength) as ArrayBuffer;
  await prepareZXingModule({ overrides: { wasmBinary }, fireImmediately: true });
  return {
    find: async (raster: Raster) => {
      const found = await readBarcodes(asImageData(raster), {
        formats: ['QRCode', 'Code128', 'ITF', 'Code39', 'EAN13'],
        tryHarder: true,
        tryRotate: true,
        tryInvert: false,
        maxNumberOfSymbols: 4,
      });
      return found
        .filter((code) => code.isValid)
        .map((code) => {
          const corners = [code.position.topLeft, code.position.topRight, code.position.bottomLeft, code.position.bottomRight];
          const x = Math.min(...corners.map((p) => p.x));
          const y = Math.min(...corners.map((p) => p.y));
          return {
            text: code.text,
            box: [x, y, Math.max(...corners.map((p) => p.x)) - x, Math.max(...corners.map((p) => p.y)) - y] as const as [
              number,
              number,
              number,
              number,
            ],
          };
        });
    },
  };
}

type Picture = Parameters<typeof readBarcodes>[0];

function asImageData(raster: Raster): Picture {
  const { width, height, channels, data } = raster;
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let i = 0, p = 0, q = 0; i < width * height; i++, p += channels, q += 4) {
    rgba[q] = data[p] as number;
    rgba[q + 1] = data[channels === 3 ? p + 1 : p] as number;
    rgba[q + 2] = data[channels === 3 ? p + 2 : p] as number;
    rgba[q + 3] = 255;
  }
  return { width, height, data: rgba, colorSpace: 'srgb' } as unknown as Picture;
}
