import { type Box, type Turn, turnBox } from '#domain/box';

/** Which part of a page stands above an input, and how large. All in pixels; `upright` is after the page was turned. Pure. */

export interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly turn: Turn;
}
export interface Size {
  readonly width: number;
  readonly height: number;
}

export interface Crop {
  /** The part shown, in pixels of the original (for the core) and of the upright page (for drawing). */
  readonly original: Box;
  readonly upright: Box;
  /** The value's own place inside of the crop, as shares of it. */
  readonly mark: Box;
  /** Height in CSS pixels at the given width. */
  readonly height: number;
}

export function uprightSize({ width, height, turn }: Sheet): Size {
  return turn === 90 || turn === 270 ? { width: height, height: width } : { width, height };
}

export function uprightBox(box: Box, { width, height, turn }: Sheet): Box {
  return turnBox(box, width, height, turn);
}

/** From the upright page back to the original as stored. */
export function originalBox(box: Box, sheet: Sheet): Box {
  const { width, height } = uprightSize(sheet);
  const back = ((360 - sheet.turn) % 360) as Turn;
  return turnBox(box, width, height, back);
}

/** Height of a printed line as a share of an A4 page's long side: 12 pt with its marks. */
const lineShare = 0.0165;

/**
 * The crop for a value: as wide as the input (`shownWidth` CSS pixels), one line about `lineHeight` CSS pixels tall, never so large
 * that the value does not fit, with a little of its surroundings.
 */
export function cropFor(box: Box, sheet: Sheet, shownWidth: number, lineHeight = 46, highest = 190): Crop {
  const page = uprightSize(sheet);
  const [x, y, w, h] = uprightBox(box, sheet);
  const line = Math.max(8, Math.min(h, Math.max(page.width, page.height) * lineShare));
  const pad = line * 0.45;
  const scale = Math.min(lineHeight / line, shownWidth / (w + 2 * pad), highest / (h + 2 * pad));
  const width = Math.min(page.width, shownWidth / scale);
  const height = Math.min(page.height, h + 2 * pad);
  const left = clamp(x + w / 2 - width / 2, 0, page.width - width);
  const top = clamp(y - pad, 0, page.height - height);
  const upright: Box = [left, top, width, height];
  return {
    upright,
    original: originalBox(upright, sheet),
    mark: [(x - left) / width, (y - top) / height, w / width, h / height],
    height: Math.round((height / width) * shownWidth),
  };
}

/** One box around all; null when there are none. */
export function around(boxes: readonly Box[]): Box | null {
  if (boxes.length === 0) return null;
  const left = Math.min(...boxes.map(([x]) => x));
  const top = Math.min(...boxes.map(([, y]) => y));
  const right = Math.max(...boxes.map(([x, , w]) => x + w));
  const bottom = Math.max(...boxes.map(([, y, , h]) => y + h));
  return [left, top, right - left, bottom - top];
}

export interface View {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** Brings a whole page into the pane. */
export function wholeView(page: Size, pane: Size): View {
  const scale = Math.min((pane.width - 16) / page.width, (pane.height - 16) / page.height);
  return { scale, x: (pane.width - page.width * scale) / 2, y: (pane.height - page.height * scale) / 2 };
}

/** Brings a value's place into the middle, enlarged, with enough around it to see where on the page it is. */
export function placeView(box: Box, page: Size, pane: Size): View {
  const [x, y, w, h] = box;
  const seen = Math.max(w * 1.35, page.width * 0.46);
  const scale = Math.max(Math.min(pane.width / seen, (pane.height * 0.6) / h), wholeView(page, pane).scale);
  return keepInside({ scale, x: pane.width / 2 - (x + w / 2) * scale, y: pane.height / 2 - (y + h / 2) * scale }, page, pane);
}

/** No more desk than needed at any edge. */
export function keepInside(view: View, page: Size, pane: Size): View {
  const along = (at: number, length: number, room: number) => {
    const free = room - length * view.scale;
    return free >= 0 ? free / 2 : clamp(at, free - 24, 24);
  };
  return { scale: view.scale, x: along(view.x, page.width, pane.width), y: along(view.y, page.height, pane.height) };
}

/** Zooms around a point of the pane. */
export function zoomAt(view: View, factor: number, point: { readonly x: number; readonly y: number }, page: Size, pane: Size): View {
  const scale = clamp(view.scale * factor, wholeView(page, pane).scale * 0.8, 6);
  const by = scale / view.scale;
  return keepInside({ scale, x: point.x - (point.x - view.x) * by, y: point.y - (point.y - view.y) * by }, page, pane);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(Math.max(least, most), value));
}
