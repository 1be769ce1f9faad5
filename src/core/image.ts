import { createHash } from 'node:crypto';
import { Box, type Turn } from '#domain/box';
import type { CoreContext } from './context.ts';
import { mustFindPage } from './page.ts';

const largest = 4000;

/**
 * GET /api/pages/<id>/image?width=…|height=…[&crop=x,y,w,h]: a page upright as WebP, made once and kept. Crops are in pixels of the
 * original. A kept picture is only ever derived: it may be deleted at any time.
 */
export async function pageImage(core: CoreContext, id: string, query: URLSearchParams, signal: AbortSignal): Promise<Response> {
  const page = mustFindPage(core.store.read, id);
  await core.originals.mustBeWhole(page);
  const crop = Box.safeParse((query.get('crop') ?? '').split(',').map(Number)).data;
  const inside = crop ? clampBox(crop, page.width, page.height) : undefined;
  const fit = longestSide(query, inside ?? [0, 0, page.width, page.height], page.turn);
  const hash = createHash('sha256')
    .update(JSON.stringify([page.sha256, page.blobPage, page.turn, fit, inside ?? null]))
    .digest('hex');
  const kept = await core.renditions.find(hash);
  const bytes = kept && isWhole(kept) ? kept : await made();
  async function made(): Promise<Uint8Array> {
    const picture = { blob: core.pageStore.blob(page.sha256), name: page.fileName, page: page.blobPage, turn: page.turn };
    const part = inside ? { crop: inside } : {};
    const { bytes: fresh } = await core.engines.renditionWorkers.run('rendition', { ...picture, ...part, fit, format: 'webp' }, signal);
    await core.renditions.keep(hash, fresh);
    return fresh;
  }
  // Pictures of papers are personal data: no browser cache on disk keeps them.
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'image/webp', 'cache-control': 'no-store' } });
}

/** What the desk and the wall of pages ask for first (renderer: PageView, PageThumb). */
const deskWidth = 1600;
const thumbHeight = 220;
/** Pages whose pictures wait to be made; more than this would stand in the way of a person who looks at a page now. */
const mostAhead = 2;
const underWay = new WeakMap<CoreContext, number>();

/** Makes a page's usual pictures as soon as it is read, so that opening it does not wait. A convenience: failing is no matter. */
export async function makeRenditionsAhead(core: CoreContext, id: string): Promise<void> {
  const busy = underWay.get(core) ?? 0;
  if (busy >= mostAhead) return;
  underWay.set(core, busy + 1);
  try {
    const { width, height, turn } = mustFindPage(core.store.read, id);
    const upright = turn === 90 || turn === 270 ? height : width;
    const never = new AbortController().signal;
    for (const [side, pixels] of [
      ['width', Math.min(deskWidth, upright)],
      ['height', thumbHeight],
    ] as const) {
      await pageImage(core, id, new URLSearchParams({ [side]: String(pixels) }), never);
    }
  } catch {
    // Made when it is asked for.
  } finally {
    underWay.set(core, (underWay.get(core) ?? 1) - 1);
  }
}

/** The longest side, in pixels, of a picture that has the width or the height asked for. */
function longestSide(query: URLSearchParams, [, , w, h]: Box, turn: Turn): number {
  const [width, height] = turn === 90 || turn === 270 ? [h, w] : [w, h];
  const number = (name: string) => Math.round(Number(query.get(name))) || null;
  const wantedWidth = number('width');
  const scale = wantedWidth ? wantedWidth / width : (number('height') ?? 1600) / height;
  return Math.min(largest, Math.max(32, Math.round(Math.max(width, height) * scale)));
}

function clampBox([x, y, w, h]: Box, width: number, height: number): Box {
  const left = Math.max(0, Math.min(width - 1, Math.floor(x)));
  const top = Math.max(0, Math.min(height - 1, Math.floor(y)));
  return [left, top, Math.max(1, Math.min(width - left, Math.ceil(w))), Math.max(1, Math.min(height - top, Math.ceil(h)))];
}

/** A WebP says its length; a power cut may have left less. */
function isWhole(bytes: Uint8Array): boolean {
  return bytes.length > 12 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(4, true) + 8 === bytes.length;
}
