import type { Page } from 'playwright';
import sharp from 'sharp';

/** x, y, width, height in pixels of the picture taken. */
export type InkBox = readonly [number, number, number, number];

/** Where the ink of every value is, line by line, in narrow slices: a sheet that is turned later bends a long box too much. */
export type Ink = Readonly<Record<string, readonly (readonly InkBox[])[]>>;

/** CSS colours that each take one channel from the light: neighbours in different channels are told apart where they touch. */
const channels = ['#0ff', '#f0f', '#ff0'] as const;
const hide = `*,*::before,*::after{background:none!important;border-color:transparent!important;color:transparent!important}svg{visibility:hidden!important}html,body{background:#fff!important}${channels
  .map((colour, k) => `[data-channel="${k}"],[data-channel="${k}"] *{color:${colour}!important}`)
  .join('')}`;

interface Line {
  readonly path: string;
  readonly channel: number;
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
}

/** Measured in the pixels that the browser paints, since letters written by hand reach out of their boxes. `scale`: pixels to a CSS pixel. */
export async function inkOf(page: Page, scale: number): Promise<Ink> {
  const lines = (await page.evaluate(linesOfValues)) as readonly Line[];
  await page.addStyleTag({ content: hide });
  const { data, info } = await sharp(await page.screenshot({ type: 'png' }))
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const out: Record<string, InkBox[][]> = {};
  for (const line of lines) {
    const slices = slicesOf(line, lines, scale, data, info.width, info.height);
    if (slices.length > 0) out[line.path] = [...(out[line.path] ?? []), slices];
  }
  return out;
}

/** Runs in the page, so it is plain text there: the lines of every value's text, and which channel paints it. */
const linesOfValues = `[...document.querySelectorAll('[data-value]')].flatMap((element, at) => {
  // Of a line filled in by hand only the hand's ink is the value.
  const hands = [...element.querySelectorAll('.h')];
  const rects = (hands.length > 0 ? hands : [element]).flatMap((part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    part.dataset.channel = String(at % 3);
    return [...range.getClientRects()];
  });
  const lines = [];
  for (const r of rects) {
    if (r.width < 1 || r.height < 1) continue;
    const last = lines.find((l) => Math.min(l.y1, r.bottom) - Math.max(l.y0, r.top) > 0.5 * Math.min(l.y1 - l.y0, r.height));
    if (last) Object.assign(last, { x0: Math.min(last.x0, r.left), y0: Math.min(last.y0, r.top), x1: Math.max(last.x1, r.right), y1: Math.max(last.y1, r.bottom) });
    else lines.push({ path: element.dataset.value, channel: at % 3, x0: r.left, y0: r.top, x1: r.right, y1: r.bottom });
  }
  return lines;
})`;

/** Ink of the line's channel in and around its box, cut where another line of the same channel is nearer. */
function slicesOf(line: Line, all: readonly Line[], scale: number, data: Uint8Array, width: number, height: number): InkBox[] {
  const reach = (line.y1 - line.y0) * 0.5;
  let [left, top, right, bottom] = [line.x0 - reach, line.y0 - reach, line.x1 + reach, line.y1 + reach];
  for (const other of all) {
    if (other === line || other.channel !== line.channel) continue;
    if (other.x1 < left || other.x0 > right || other.y1 < top || other.y0 > bottom) continue;
    if (other.y0 >= line.y1 - reach) bottom = Math.min(bottom, (line.y1 + other.y0) / 2);
    else if (other.y1 <= line.y0 + reach) top = Math.max(top, (line.y0 + other.y1) / 2);
    else if (other.x0 >= line.x1) right = Math.min(right, (line.x1 + other.x0) / 2);
    else left = Math.max(left, (line.x0 + other.x1) / 2);
  }
  const from = Math.max(0, Math.floor(left * scale));
  const to = Math.min(width, Math.ceil(right * scale));
  const high = Math.max(0, Math.floor(top * scale));
  const low = Math.min(height, Math.ceil(bottom * scale));
  const step = Math.max(8, Math.round((line.y1 - line.y0) * scale));
  const out: InkBox[] = [];
  for (let x = from; x < to; x += step) {
    let [x0, y0, x1, y1] = [width, height, -1, -1];
    for (let i = x; i < Math.min(to, x + step); i++)
      for (let j = high; j < low; j++) {
        if ((data[(j * width + i) * 3 + line.channel] as number) > 150) continue;
        x0 = Math.min(x0, i);
        x1 = Math.max(x1, i + 1);
        y0 = Math.min(y0, j);
        y1 = Math.max(y1, j + 1);
      }
    if (x1 > x0) out.push([x0, y0, x1 - x0, y1 - y0]);
  }
  return out;
}
