import type { Grid } from './lines.ts';
import { groundAt, type Sheet } from './sheet.ts';

/**
 * Ruled lines of tables, under heads and along folds, found even where a worn scan has broken them, and taken out of the picture so
 * that letters beside and above them are read alone.
 */

/** A straight stroke in straightened small pixels: along `at` from `from` to `to`. */
export interface Rule {
  readonly at: number;
  readonly from: number;
  readonly to: number;
}
export interface Rules {
  readonly across: readonly Rule[];
  readonly upright: readonly Rule[];
}

export function findRules(sheet: Sheet, letter: number): Rules {
  const mask = straightened(sheet);
  const upright = joined(rulesOf(turned(mask), letter, 2.6, 9), letter);
  const across = joined(rulesOf(mask, letter, 4.5, 16), letter);
  return { across, upright };
}

interface Mask {
  readonly width: number;
  readonly height: number;
  readonly ink: Uint8Array;
}

/** Rules are often printed paler than letters. */
function straightened(sheet: Sheet): Mask {
  const { width, height, even, dark } = sheet.small;
  const limit = dark + (255 - dark) * 0.66;
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const ink = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const sx = Math.round(x * cos - y * sin);
      const sy = Math.round(x * sin + y * cos);
      if (sx >= 0 && sy >= 0 && sx < width && sy < height && (even[sy * width + sx] as number) < limit) ink[y * width + x] = 1;
    }
  return { width, height, ink };
}

function turned({ width, height, ink }: Mask): Mask {
  const out = new Uint8Array(ink.length);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) out[x * height + y] = ink[y * width + x] as number;
  return { width: height, height: width, ink: out };
}

/** Whole rules of so many letters at least, and dotted or broken ones where they are much longer: letters in a row may look like those. */
function rulesOf(mask: Mask, letter: number, whole: number, broken: number): readonly Rule[] {
  return [
    ...strokes(mask, { least: letter * whole, gap: Math.max(3, letter * 0.3), inked: 0.75, beside: 0.3 }, letter),
    ...strokes(mask, { least: letter * broken, gap: Math.max(4, letter * 0.5), inked: 0.45, beside: 0.14 }, letter),
  ];
}

/** Long runs across, through gaps no wider than `gap`, that have paper above and below. */
function strokes(
  { width, height, ink }: Mask,
  want: { least: number; gap: number; inked: number; beside: number },
  letter: number,
): Rule[] {
  const out: Rule[] = [];
  const off = Math.max(3, Math.round(letter * 0.28));
  for (let y = 1; y < height - 1; y++) {
    const row = y * width;
    let from = -1;
    let last = -1;
    let count = 0;
    const end = () => {
      if (from >= 0 && last - from >= want.least && count >= (last - from) * want.inked && free(y, from, last))
        out.push({ at: y, from, to: last });
      from = -1;
      count = 0;
    };
    for (let x = 0; x < width; x++) {
      if (!(ink[row + x] || ink[row + x - width] || ink[row + x + width])) continue;
      if (from >= 0 && x - last > want.gap) end();
      if (from < 0) from = x;
      last = x;
      count++;
    }
    end();
  }
  function free(y: number, from: number, to: number): boolean {
    const side = (shift: number) => {
      const row = (y + shift) * width;
      if (y + shift < 0 || y + shift >= height) return 0;
      let inked = 0;
      for (let x = from; x <= to; x++) inked += ink[row + x] as number;
      return inked;
    };
    const most = (to - from + 1) * want.beside;
    return side(off) < most && side(-off) < most;
  }
  return out;
}

/** Runs on neighbouring rows, and the parts of a broken or slightly slanted rule, become one. */
function joined(runs: readonly Rule[], letter: number): readonly Rule[] {
  const groups: { at: number[]; from: number; to: number; weight: number }[] = [];
  for (const run of [...runs].sort((a, b) => a.from - b.from)) {
    const found = groups.find(
      (g) => Math.abs((g.at[g.at.length - 1] as number) - run.at) <= 3 && run.from <= g.to + letter * 2 && run.to >= g.from - letter * 2,
    );
    if (found) {
      found.at.push(run.at);
      found.from = Math.min(found.from, run.from);
      found.to = Math.max(found.to, run.to);
    } else groups.push({ at: [run.at], from: run.from, to: run.to, weight: 1 });
  }
  return groups.map((g) => ({ at: g.at.reduce((a, b) => a + b, 0) / g.at.length, from: g.from, to: g.to }));
}

/** Tables: rules across that at least three upright ones join; streaks of a copier run past them and do not count. */
export function gridsOf({ across, upright }: Rules, letter: number): readonly Grid[] {
  const near = letter * 1.2;
  const meets = (u: Rule, a: Rule) => u.at > a.from - near && u.at < a.to + near && a.at > u.from - near && a.at < u.to + near;
  const within = upright.filter((u) => {
    const own = across.filter((a) => meets(u, a)).map((a) => a.at);
    return own.length >= 2 && Math.min(...own) - u.from < near && u.to - Math.max(...own) < near;
  });
  const left = new Set(within);
  const out: Grid[] = [];
  for (const seed of within) {
    if (!left.has(seed)) continue;
    const mine = new Set<Rule>([seed]);
    const rows = new Set<Rule>();
    for (let grown = true; grown; ) {
      grown = false;
      for (const a of across) if (!rows.has(a) && [...mine].some((u) => meets(u, a))) rows.add(a);
      for (const u of left)
        if (!mine.has(u) && [...rows].some((a) => meets(u, a))) {
          mine.add(u);
          grown = true;
        }
    }
    for (const u of mine) left.delete(u);
    const [start, end] = [Math.min(...[...rows].map((a) => a.from)), Math.max(...[...rows].map((a) => a.to))];
    const xs = places([...[...mine].map((u) => u.at), start, end], letter);
    // A broken rule counts where its parts cover half of the table.
    const covered = (y: number) =>
      [...rows].filter((a) => Math.abs(a.at - y) < letter * 0.8).reduce((sum, a) => sum + a.to - a.from, 0) > (end - start) * 0.45;
    const ys = places(
      [...rows].map((a) => a.at),
      letter * 0.8,
    ).filter(covered);
    if (xs.length >= 3 && ys.length >= 2) out.push({ xs, ys });
  }
  return out;
}

/** Sorted, those nearer than `apart` as one. */
function places(values: readonly number[], apart: number): readonly number[] {
  const out: number[][] = [];
  for (const value of [...values].sort((a, b) => a - b)) {
    const last = out[out.length - 1];
    if (last && value - (last[last.length - 1] as number) < apart) last.push(value);
    else out.push([value]);
  }
  return out.map((group) => group.reduce((a, b) => a + b, 0) / group.length);
}

/** Ink across a rule at one of its points. */
interface Crossing {
  readonly px: number;
  readonly py: number;
  readonly from: number;
  readonly to: number;
  readonly paper: number;
}

/** The plane without the rules: painted over where no letter crosses. */
export function withoutRules(sheet: Sheet, rules: Rules, letter: number): Uint8Array {
  const plane = Uint8Array.from(sheet.plane);
  const { factor, ground, dark } = sheet.small;
  const cos = Math.cos(sheet.skew);
  const sin = Math.sin(sheet.skew);
  const reach = Math.ceil(letter * 0.32 * factor);
  const stepsOf = (rule: Rule, upright: boolean): Crossing[] => {
    const out: Crossing[] = [];
    for (let along = rule.from - 2; along <= rule.to + 2; along += 0.7 / factor) {
      const x = upright ? rule.at : along;
      const y = upright ? along : rule.at;
      const px = Math.round((x * cos - y * sin) * factor);
      const py = Math.round((x * sin + y * cos) * factor);
      if (px < 0 || py < 0 || px >= sheet.width || py >= sheet.height) continue;
      const paper = groundAt(ground, px / factor, py / factor);
      const limit = (paper * (dark + (255 - dark) * 0.74)) / 255;
      const inked = (d: number) => {
        const [qx, qy] = upright ? [px + d, py] : [px, py + d];
        return qx >= 0 && qy >= 0 && qx < sheet.width && qy < sheet.height && (plane[qy * sheet.width + qx] as number) < limit;
      };
      // The rule may lie a little off its mean place.
      let from = 0;
      for (let d = 1; !inked(from) && d <= reach; d++) from = inked(d) ? d : inked(-d) ? -d : 0;
      if (!inked(from)) continue;
      let to = from;
      while (inked(from - 1) && to - from <= reach * 2) from--;
      while (inked(to + 1) && to - from <= reach * 2) to++;
      out.push({ px, py, from, to, paper });
    }
    return out;
  };
  const paint = (rule: Rule, upright: boolean) => {
    const steps = stepsOf(rule, upright);
    const widths = steps.map((step) => step.to - step.from + 1).sort((a, b) => a - b);
    // Where it is thicker than usual, a letter or a point stands on it.
    const most = Math.min(reach, (widths[widths.length >> 1] ?? 0) * 1.4 + 1);
    for (const { px, py, from, to, paper } of steps) {
      if (to - from + 1 > most) continue;
      for (let d = from - 1; d <= to + 1; d++) {
        const [qx, qy] = upright ? [px + d, py] : [px, py + d];
        if (qx >= 0 && qy >= 0 && qx < sheet.width && qy < sheet.height) plane[qy * sheet.width + qx] = paper;
      }
    }
  };
  for (const rule of rules.across) paint(rule, false);
  for (const rule of rules.upright) paint(rule, true);
  return plane;
}
