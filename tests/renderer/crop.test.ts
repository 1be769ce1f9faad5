import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box, Turn } from '#domain/box';
import { around, cropFor, originalBox, placeView, uprightBox, uprightSize, wholeView, zoomAt } from '#renderer/screens/record/crop.ts';

const turns: readonly Turn[] = [0, 90, 180, 270];
const a4 = (turn: Turn) => (turn === 90 || turn === 270 ? { width: 2339, height: 1654, turn } : { width: 1654, height: 2339, turn });
const boxes = fc
  .tuple(
    fc.integer({ min: 0, max: 1500 }),
    fc.integer({ min: 0, max: 1500 }),
    fc.integer({ min: 4, max: 1200 }),
    fc.integer({ min: 4, max: 400 }),
  )
  .map(([x, y, w, h]): Box => [x, y, Math.min(w, 1654 - x), Math.min(h, 1654 - y)]);

describe('boxes', () => {
  it.each(turns)('come back from upright to the original at %i°', (turn) => {
    fc.assert(
      fc.property(boxes, (box) => {
        expect(originalBox(uprightBox(box, a4(turn)), a4(turn))).toEqual(box);
      }),
    );
  });

  it('are gathered by the smallest box around them', () => {
    expect(
      around([
        [10, 20, 30, 5],
        [5, 22, 10, 20],
      ]),
    ).toEqual([5, 20, 35, 22]);
    expect(around([])).toBeNull();
  });
});

describe('crops', () => {
  it.each(turns)('hold the whole value inside of the page at %i°', (turn) => {
    fc.assert(
      fc.property(boxes, fc.integer({ min: 240, max: 900 }), (box, width) => {
        const sheet = a4(turn);
        const page = uprightSize(sheet);
        const {
          upright: [x, y, w, h],
          mark,
        } = cropFor(box, sheet, width);
        const [bx, by, bw, bh] = uprightBox(box, sheet);
        expect(x).toBeGreaterThanOrEqual(-1e-6);
        expect(y).toBeGreaterThanOrEqual(-1e-6);
        expect(x + w).toBeLessThanOrEqual(page.width + 1e-6);
        expect(y + h).toBeLessThanOrEqual(page.height + 1e-6);
        expect(bx).toBeGreaterThanOrEqual(x - 1e-6);
        expect(bx + bw).toBeLessThanOrEqual(x + w + 1e-6);
        expect(by).toBeGreaterThanOrEqual(y - 1e-6);
        expect(by + bh).toBeLessThanOrEqual(y + h + 1e-6);
        expect(mark[0] * w + x).toBeCloseTo(bx, 6);
        expect(mark[1] * h + y).toBeCloseTo(by, 6);
      }),
    );
  });

  it('show one line of 200 dpi large enough to see its tone marks', () => {
    const { height, upright } = cropFor([600, 900, 420, 40], a4(0), 640);
    const scale = 640 / upright[2];
    expect(40 * scale).toBeGreaterThan(40);
    expect(height).toBeLessThan(120);
  });
});

describe('views', () => {
  const page = { width: 1654, height: 2339 };
  const pane = { width: 650, height: 640 };

  it('bring the place into the pane', () => {
    fc.assert(
      fc.property(boxes, (box) => {
        const { scale, x, y } = placeView(box, page, pane);
        const left = box[0] * scale + x;
        const top = box[1] * scale + y;
        expect(left).toBeGreaterThanOrEqual(-1);
        expect(left + box[2] * scale).toBeLessThanOrEqual(pane.width + 1);
        expect(top).toBeGreaterThanOrEqual(-1);
        expect(top + box[3] * scale).toBeLessThanOrEqual(pane.height + 1);
      }),
    );
  });

  it('keep the point under the pointer where it is while zooming', () => {
    const view = placeView([700, 1000, 300, 50], page, pane);
    const point = { x: 320, y: 300 };
    const zoomed = zoomAt(view, 1.25, point, page, pane);
    expect((point.x - zoomed.x) / zoomed.scale).toBeCloseTo((point.x - view.x) / view.scale, 6);
    expect(zoomed.scale).toBeCloseTo(view.scale * 1.25, 6);
  });

  it('fit the whole page', () => {
    const { scale, x, y } = wholeView(page, pane);
    expect(x).toBeGreaterThan(0);
    expect(y + page.height * scale).toBeLessThanOrEqual(pane.height);
  });
});
