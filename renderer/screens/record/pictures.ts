import { useEffect, useState } from 'react';

/**
 * Pictures that are kept ready: while an Image object lives, the browser shows the same address again at once, although nothing of a
 * paper may be written to its cache on disk. The oldest are let go.
 */
const most = 60;
const kept = new Map<string, HTMLImageElement>();

export function fetchPicture(url: string): HTMLImageElement {
  const known = kept.get(url);
  if (known) {
    kept.delete(url);
    kept.set(url, known);
    return known;
  }
  const image = new Image();
  image.decoding = 'async';
  image.src = url;
  kept.set(url, image);
  image.addEventListener('error', () => kept.delete(url), { once: true });
  for (const [oldest] of kept) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return image;
}

export type PictureState = 'loading' | 'ready' | 'failed';

/** Whether a picture can be shown now. Asks for it when it is not there yet; null asks for nothing. */
export function usePicture(url: string | null): PictureState {
  const [known, setKnown] = useState<{ readonly url: string | null; readonly state: PictureState }>(() => ({ url, state: stateOf(url) }));
  useEffect(() => {
    if (url === null) return;
    const image = fetchPicture(url);
    const tell = () => setKnown({ url, state: isReady(image) ? 'ready' : image.complete ? 'failed' : 'loading' });
    tell();
    if (image.complete) return;
    image.addEventListener('load', tell);
    image.addEventListener('error', tell);
    return () => {
      image.removeEventListener('load', tell);
      image.removeEventListener('error', tell);
    };
  }, [url]);
  return known.url === url ? known.state : stateOf(url);
}

function stateOf(url: string | null): PictureState {
  const image = url === null ? undefined : kept.get(url);
  return image && isReady(image) ? 'ready' : 'loading';
}

function isReady(image: HTMLImageElement): boolean {
  return image.complete && image.naturalWidth > 0;
}
