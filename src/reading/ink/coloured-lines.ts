import { WHITE } from './background.ts';
import { findLayout, type Layout } from './layout.ts';
import type { Sheet } from './sheet.ts';
import type { TextLine } from './text-lines.ts';

/** How a pixel's depth of colour comes from its brightest and darkest colour plane. */
const depth = {
  /** Added to the brightness: black is grainy, so a little colour there counts for less. */
  darkness: 48,
  /** Depth, 0–255, of a pixel whose planes differ by its whole brightness. */
  gain: 400,
} as const;

/**
 * By brightness × 256 + the darkest colour plane: how far from coloured a pixel is, 255 not at all. Over the brightness, or a red number in
 * shade would be no deeper than the pattern in the light.
 */
const colourDepths = Uint8Array.from({ length: 1 << 16 }, (_, at) => {
  const bright = at >> 8;
  return Math.max(0, WHITE - ((bright - (at & 0xff)) / (bright + depth.darkness)) * depth.gain);
});

const limits = {
  /** The deepest colour is print and seals: it begins where this part of the page ends. Every third pixel is enough to find the usual one. */
  deepest: 0.00015,
  sample: 3,
  /** Bounds of the threshold, 0–255: under the first nothing is coloured, over the second patterns are. */
  thresholdFrom: 20,
  thresholdTo: 130,
  /** Fewer components are no number. */
  components: 6,
  /** X-height by that of the page. */
  lowest: 0.7,
  highest: 4,
  /** Letters, by their height as a part of the line's, whose lower edges must lie on one line: how many, and how far from it in the mean (x-heights). */
  letterHeight: 0.6,
  letters: 5,
  bend: 0.2,
} as const;

/** Lines printed in strong colour (serial numbers, titles), which the plane of black ink does not show. */
export function colouredLines(sheet: Sheet, layout: Layout): readonly TextLine[] {
  if (!sheet.inkAll) return [];
  const colour = colourOf(sheet, sheet.inkAll);
  const view: Sheet = { ...sheet, small: { ...sheet.small, even: colour, threshold: thresholdOf(colour) } };
  return findLayout(view).lines.filter((line) => {
    const xHeight = line.baseline - line.meanline;
    if (line.components.length < limits.components) return false;
    if (xHeight < layout.xHeight * limits.lowest || xHeight > layout.xHeight * limits.highest) return false;
    // Seals bend: their letters do not stand on one baseline.
    const feet = line.components.filter((c) => c.y1 - c.y0 > xHeight * limits.letterHeight).map((c) => c.y1);
    const mean = feet.reduce((a, b) => a + b, 0) / feet.length;
    const deviation = Math.sqrt(feet.reduce((sum, y) => sum + (y - mean) ** 2, 0) / feet.length);
    return feet.length >= limits.letters && deviation < xHeight * limits.bend;
  });
}

/** The small picture with what is coloured dark. */
function colourOf(sheet: Sheet, darkest: Uint8Array): Uint8Array {
  const { factor, width, height } = sheet.small;
  const colour = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = y * factor * sheet.width + x * factor;
      colour[y * width + x] = colourDepths[((sheet.plane[at] as number) << 8) | (darkest[at] as number)] as number;
    }
  return colour;
}

/** Half the way from paper, the most frequent value, to the deepest colour. */
function thresholdOf(colour: Uint8Array): number {
  const bins = new Uint32Array(WHITE + 1);
  for (let i = 0; i < colour.length; i += limits.sample) bins[colour[i] as number] = (bins[colour[i] as number] as number) + 1;
  let usual: number = WHITE;
  let most = 0;
  for (let v = 0; v <= WHITE; v++) if ((bins[v] as number) > most) [most, usual] = [bins[v] as number, v];
  let rest = colour.length * limits.deepest;
  let deep = 0;
  while (deep < WHITE && rest > 0) rest -= bins[deep++] as number;
  return Math.max(limits.thresholdFrom, Math.min((usual + deep) / 2, limits.thresholdTo));
}
