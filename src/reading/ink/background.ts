/** Brightness of the paper over a page: shade, yellowed edges and the gutter of a book are evened out before anything is told from ink. */

/** White, and paper after evening; 0 is black. */
export const WHITE = 255;

/** Local paper brightness in square cells of the small picture. */
export interface Background {
  readonly cell: number;
  readonly columns: number;
  readonly rows: number;
  readonly level: Float32Array;
}

/** Side of a cell in small pixels: some letters and the paper around them at 150 dpi. */
const CELL = 24;
/** A cell's paper is as bright as its brightest fifth: text covers less than the rest. */
const BRIGHTEST = 0.2;
/** Where the picture is black there is no paper to measure; a smaller level would turn noise into light. */
const DARKEST_PAPER = 24;
/** Small pixels that share one level when a picture is evened: between cells it changes slowly. */
const STEP = 8;

/** The brightest fifth by cell, then the median of each cell and its neighbours. */
export function backgroundOf(small: Uint8Array, w: number, h: number): Background {
  const columns = Math.ceil(w / CELL);
  const rows = Math.ceil(h / CELL);
  const raw = new Float32Array(columns * rows);
  const bins = new Int32Array(WHITE + 1);
  for (let cy = 0; cy < rows; cy++) {
    for (let cx = 0; cx < columns; cx++) {
      bins.fill(0);
      const y1 = Math.min(h, (cy + 1) * CELL);
      const x1 = Math.min(w, (cx + 1) * CELL);
      for (let y = cy * CELL; y < y1; y++)
        for (let i = y * w + cx * CELL, end = y * w + x1; i < end; i++) {
          const v = small[i] as number;
          bins[v] = (bins[v] as number) + 1;
        }
      let rest = (y1 - cy * CELL) * (x1 - cx * CELL) * BRIGHTEST;
      let level: number = WHITE;
      while (level > 0 && rest > 0) rest -= bins[level--] as number;
      raw[cy * columns + cx] = Math.max(DARKEST_PAPER, level + 1);
    }
  }
  const level = new Float32Array(columns * rows);
  for (let cy = 0; cy < rows; cy++)
    for (let cx = 0; cx < columns; cx++) {
      const near: number[] = [];
      for (let dy = -1; dy <= 1; dy++)
        for (let dx = -1; dx <= 1; dx++) {
          const x = cx + dx;
          const y = cy + dy;
          if (x >= 0 && y >= 0 && x < columns && y < rows) near.push(raw[y * columns + x] as number);
        }
      near.sort((a, b) => a - b);
      level[cy * columns + cx] = near[near.length >> 1] as number;
    }
  return { cell: CELL, columns, rows, level };
}

/** Paper brightness at a point of the small picture, between cell centres. */
export function backgroundAt(background: Background, x: number, y: number): number {
  const fx = Math.min(background.columns - 1, Math.max(0, x / background.cell - 0.5));
  const fy = Math.min(background.rows - 1, Math.max(0, y / background.cell - 0.5));
  const x0 = fx | 0;
  const y0 = fy | 0;
  const x1 = Math.min(background.columns - 1, x0 + 1);
  const y1 = Math.min(background.rows - 1, y0 + 1);
  const dx = fx - x0;
  const dy = fy - y0;
  const { level, columns } = background;
  const upper = (level[y0 * columns + x0] as number) * (1 - dx) + (level[y0 * columns + x1] as number) * dx;
  const lower = (level[y1 * columns + x0] as number) * (1 - dx) + (level[y1 * columns + x1] as number) * dx;
  return upper * (1 - dy) + lower * dy;
}

/** The picture as if its paper were white everywhere. */
export function evened(small: Uint8Array, w: number, h: number, background: Background): Uint8Array {
  const out = new Uint8Array(w * h);
  for (let y = 0; y < h; y++) {
    for (let x0 = 0; x0 < w; x0 += STEP) {
      const gain = WHITE / backgroundAt(background, x0 + STEP / 2, y);
      const x1 = Math.min(w, x0 + STEP);
      for (let i = y * w + x0, end = y * w + x1; i < end; i++) {
        const v = ((small[i] as number) * gain) | 0;
        out[i] = Math.min(v, WHITE);
      }
    }
  }
  return out;
}
