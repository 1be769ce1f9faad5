import type { Sheet, Small } from './sheet.ts';

/** Ink that hangs together, in the small picture: its box (`x1`, `y1` are its last pixels as labelled, its far edges once straightened) and its pixels. */
export interface Component {
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  /** Pixels of ink. */
  readonly area: number;
}

/** Runs of ink in rows from the top: row, first and last column, and the index of the component that each belongs to. */
export interface InkRuns {
  readonly y: Int32Array;
  readonly a: Int32Array;
  readonly b: Int32Array;
  readonly label: Int32Array;
}

export interface LabelledInk {
  /** As they lie in the small picture, not straightened. */
  readonly components: readonly Component[];
  readonly runs: InkRuns;
}

type MutableComponent = { -readonly [key in keyof Component]: Component[key] };

/** Room for so many runs at first; an A4 page of text has 40,000 to 150,000. */
const RUNS_AT_FIRST = 1 << 15;

/** Labels the runs of all rows: eight neighbours, one pass over the picture. */
export function connectedComponents({ width, height, even }: Small, threshold: number): LabelledInk {
  let y = new Int32Array(RUNS_AT_FIRST);
  let a = new Int32Array(RUNS_AT_FIRST);
  let b = new Int32Array(RUNS_AT_FIRST);
  let parent = new Int32Array(RUNS_AT_FIRST);
  let count = 0;
  const find = (i: number) => {
    let root = i;
    while (parent[root] !== root) root = parent[root] as number;
    while (parent[i] !== root) {
      const next = parent[i] as number;
      parent[i] = root;
      i = next;
    }
    return root;
  };
  let prevStart = 0;
  let prevEnd = 0;
  for (let row = 0; row < height; row++) {
    const start = count;
    const base = row * width;
    // A row of w pixels has no more than w / 2 + 1 runs.
    if (count + width > y.length) [y, a, b, parent] = [doubled(y), doubled(a), doubled(b), doubled(parent)];
    let x = 0;
    let p = prevStart;
    while (x < width) {
      while (x < width && (even[base + x] as number) >= threshold) x++;
      if (x >= width) break;
      const from = x;
      while (x < width && (even[base + x] as number) < threshold) x++;
      const id = count++;
      y[id] = row;
      a[id] = from;
      b[id] = x - 1;
      parent[id] = id;
      while (p < prevEnd && (b[p] as number) < from - 1) p++;
      for (let q = p; q < prevEnd && (a[q] as number) <= x; q++) {
        const one = find(q);
        const other = find(id);
        if (one !== other) parent[Math.max(one, other)] = Math.min(one, other);
      }
    }
    prevStart = start;
    prevEnd = count;
  }
  const components: MutableComponent[] = [];
  const label = new Int32Array(count);
  for (let i = 0; i < count; i++) {
    const root = find(i);
    const row = y[i] as number;
    const from = a[i] as number;
    const to = b[i] as number;
    // The root of a component is its first run.
    if (root === i) {
      label[i] = components.length;
      components.push({ x0: from, y0: row, x1: to, y1: row, area: to - from + 1 });
      continue;
    }
    const at = label[root] as number;
    const c = components[at] as MutableComponent;
    if (from < c.x0) c.x0 = from;
    if (to > c.x1) c.x1 = to;
    if (row > c.y1) c.y1 = row;
    c.area += to - from + 1;
    label[i] = at;
  }
  return { components, runs: { y: y.subarray(0, count), a: a.subarray(0, count), b: b.subarray(0, count), label } };
}

function doubled(list: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const longer = new Int32Array(list.length * 2);
  longer.set(list);
  return longer;
}

/** The component's box in straightened small pixels: turned about the origin by the skew with its centre, its size kept. */
export function straightened(c: Component, { skew }: Sheet): Component {
  const cos = Math.cos(skew);
  const sin = Math.sin(skew);
  const cx = (c.x0 + c.x1 + 1) / 2;
  const cy = (c.y0 + c.y1 + 1) / 2;
  const x = cx * cos + cy * sin;
  const y = -cx * sin + cy * cos;
  const w = (c.x1 - c.x0 + 1) / 2;
  const h = (c.y1 - c.y0 + 1) / 2;
  return { x0: x - w, y0: y - h, x1: x + w, y1: y + h, area: c.area };
}
