import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import { problem } from '#domain/problem';
import type { Ocr, OcrLine, OcrModel, OcrOptions, OcrWord, Raster } from '#ports';

/**
 * Tesseract as tesseract.js ships it: its WebAssembly core, called directly in this process. Readers already run in child
 * processes of their own, so the worker thread that tesseract.js would add brings only copies and a second heap.
 * Data are read from the installed packages; nothing is fetched or written. Results depend on the picture alone: the LSTM
 * engine does not adapt.
 */

interface TessApi {
  Init(path: null, language: string, mode: number, config: string | null): number;
  SetVariable(name: string, value: string): boolean;
  SetImageFile(orientation: number, angle: number): number;
  SetSourceResolution(dpi: number): void;
  Recognize(monitor: null): number;
  GetJSONText(page: number): string;
  Clear(): void;
  End(): void;
}
interface TessModule {
  readonly FS: { writeFile(path: string, data: Uint8Array | string): void };
  readonly TessBaseAPI: new () => TessApi;
}
interface TessWord {
  readonly text: string;
  readonly confidence: number;
  readonly bbox: TessBox;
  readonly symbols?: readonly { readonly text: string; readonly confidence: number; readonly bbox: TessBox }[];
}
interface TessBox {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}
interface TessLine {
  readonly text: string;
  readonly confidence: number;
  readonly bbox: TessBox;
  readonly words: readonly TessWord[];
}

/** `lstm-only` engine mode. */
const LSTM = 1;
const segmentation = { page: '3', block: '6', line: '7', raw: '13', word: '8', sparse: '11' } as const;

export interface OcrSettings {
  /** Dictionaries pull rare names towards common words; off unless asked for. */
  readonly dictionaries?: boolean;
  /** Folder of the networks; the program's own unless told. */
  readonly tessdata?: string;
}

const own = fileURLToPath(new URL('../../../resources/tessdata', import.meta.url));

/** `program.damaged` where a network is missing or cannot be unpacked. */
export async function openOcr(settings: OcrSettings = {}): Promise<Ocr> {
  const require = createRequire(import.meta.url);
  const tesseract = createRequire(require.resolve('tesseract.js/package.json'));
  const core = tesseract(await coreName()) as (options: object) => Promise<TessModule>;
  const module = await core({ print: () => {}, printErr: () => {} });
  const apis = new Map<string, TessApi>();

  async function load(model: OcrModel): Promise<void> {
    const file =
      model === 'eng'
        ? join(dirname(require.resolve('@tesseract.js-data/eng/package.json')), '4.0.0_best_int', 'eng.traineddata.gz')
        : join(settings.tessdata ?? own, `${model}.traineddata.gz`);
    try {
      module.FS.writeFile(`/${model}.traineddata`, gunzipSync(await readFile(file)));
    } catch (error) {
      throw problem('program.damaged', { file: basename(file) }, error);
    }
  }

  async function engine(model: OcrModel): Promise<TessApi> {
    const known = apis.get(model);
    if (known) return known;
    await load(model);
    const api = new module.TessBaseAPI();
    let config: string | null = null;
    if (!settings.dictionaries) {
      config = '/sosong-config';
      module.FS.writeFile(config, 'load_system_dawg 0\nload_freq_dawg 0\nload_punc_dawg 0\nload_number_dawg 0\nload_bigram_dawg 0\n');
    }
    if (api.Init(null, model, LSTM, config) !== 0) throw new Error(`tesseract could not load ${model}`);
    api.SetVariable('debug_file', '/dev/null');
    // Forms print dark on light: a badly read line is not tried again in negative, which would double its cost.
    api.SetVariable('tessedit_do_invert', '0');
    api.SetVariable('invert_threshold', '0');
    apis.set(model, api);
    return api;
  }

  await engine('vie-quick');

  return {
    recognise: async (raster: Raster, options: OcrOptions) => {
      const api = await engine(options.model);
      api.SetVariable('tessedit_pageseg_mode', segmentation[options.layout]);
      module.FS.writeFile('/input', pnm(raster));
      if (api.SetImageFile(1, 0) !== 0) throw new Error('tesseract could not take the picture');
      api.SetSourceResolution(options.dpi ?? 300);
      api.Recognize(null);
      const answer = JSON.parse(api.GetJSONText(0)) as {
        blocks?: readonly { paragraphs: readonly { lines: readonly TessLine[] }[] }[] | null;
      };
      api.Clear();
      const lines: OcrLine[] = [];
      for (const block of answer.blocks ?? [])
        for (const paragraph of block.paragraphs) for (const line of paragraph.lines) lines.push(asLine(line));
      return lines;
    },
    close: async () => {
      for (const api of apis.values()) api.End();
      apis.clear();
    },
  };
}

/** The fastest build that this processor runs; WebAssembly tells by compiling one instruction of the kind. */
async function coreName(): Promise<string> {
  const relaxed = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 15, 1, 13, 0, 65, 1, 253, 15, 65, 2, 253, 15, 253, 128, 2, 11,
  ]);
  const simd = new Uint8Array([
    0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
  ]);
  const { WebAssembly: wasm } = globalThis as unknown as { readonly WebAssembly: { validate(module: Uint8Array): boolean } };
  if (wasm.validate(relaxed)) return 'tesseract.js-core/tesseract-core-relaxedsimd-lstm';
  if (wasm.validate(simd)) return 'tesseract.js-core/tesseract-core-simd-lstm';
  return 'tesseract.js-core/tesseract-core-lstm';
}

/** Portable any-map: the engine's own decoder reads it without work. */
function pnm(raster: Raster): Uint8Array {
  const head = Buffer.from(`${raster.channels === 1 ? 'P5' : 'P6'}\n${raster.width} ${raster.height}\n255\n`, 'latin1');
  return Buffer.concat([head, raster.data]);
}

function asLine(line: TessLine): OcrLine {
  return { text: line.text.trim(), confidence: line.confidence, box: asBox(line.bbox), words: line.words.map(asWord) };
}

function asWord(word: TessWord): OcrWord {
  const symbols = (word.symbols ?? []).map((symbol) => ({ text: symbol.text, confidence: symbol.confidence, box: asBox(symbol.bbox) }));
  return { text: word.text, confidence: word.confidence, box: asBox(word.bbox), symbols };
}

function asBox(box: TessBox): [number, number, number, number] {
  return [box.x0, box.y0, Math.max(0, box.x1 - box.x0), Math.max(0, box.y1 - box.y0)];
}
