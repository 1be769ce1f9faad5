import { z } from 'zod';

/**
 * A place on a page: x, y, width, height in pixels of the page's original image as it is stored (before any turning or
 * straightening), so that a box stays true whatever is done to renditions.
 */
export const Box = z.tuple([z.number(), z.number(), z.number().nonnegative(), z.number().nonnegative()]);
export type Box = z.infer<typeof Box>;

/** Clockwise quarter turns that bring an original upright. */
export const Turn = z.union([z.literal(0), z.literal(90), z.literal(180), z.literal(270)]);
export type Turn = z.infer<typeof Turn>;

/** The same place after the page (of `width` × `height` before) was turned clockwise. */
export function turnBox([x, y, w, h]: Box, width: number, height: number, turn: Turn): Box {
  if (turn === 90) return [height - y - h, x, h, w];
  if (turn === 180) return [width - x - w, height - y - h, w, h];
  if (turn === 270) return [y, width - x - w, h, w];
  return [x, y, w, h];
}
