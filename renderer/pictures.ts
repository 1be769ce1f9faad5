import { useEffect, useState } from 'react';
import { openTurns, type Waiting } from './turns.ts';

/**
 * Pictures of papers that are shown or kept ready: while an Image object lives, the browser shows the same address again at once, although
 * nothing of a paper may be written to its cache on disk. The oldest are let go.
 */
const mostKept = 60;
/**
 * The browser has six lines to the core, one of which hears its events. A wall of pages whose pictures are still to be made would take all of
 * them, and a decision would wait behind pictures: so they are asked for a few at a time, those that somebody looks at first.
 */
const turns = openTurns(3);

export type PictureState = 'loading' | 'ready' | 'failed';

interface Picture extends Waiting {
  readonly image: HTMLImageElement;
  readonly state: () => PictureState;
  /** Its turn has not come yet. */
  waits: boolean;
  /** Parts of the screen that show it or want to. */
  users: number;
}

const kept = new Map<string, Picture>();

/** Keeps a picture ready that may be shown next. */
export function fetchPicture(url: string): void {
  pictureAt(url);
  turns.give();
}

/** Whether a picture can be shown now. Asks for it when it is not there yet; null asks for nothing. */
export function usePicture(url: string | null): PictureState {
  const [known, setKnown] = useState<{ readonly url: string | null; readonly state: PictureState }>(() => ({ url, state: stateOf(url) }));
  useEffect(() => {
    if (url === null) return;
    const picture = pictureAt(url);
    const { image } = picture;
    const tell = () => setKnown({ url, state: picture.state() });
    picture.users += 1;
    image.addEventListener('load', tell);
    image.addEventListener('error', tell);
    turns.give();
    tell();
    return () => {
      picture.users -= 1;
      image.removeEventListener('load', tell);
      image.removeEventListener('error', tell);
    };
  }, [url]);
  return known.url === url ? known.state : stateOf(url);
}

function stateOf(url: string | null): PictureState {
  return (url === null ? undefined : kept.get(url))?.state() ?? 'loading';
}

function pictureAt(url: string): Picture {
  const known = kept.get(url);
  const picture = known ?? newPicture(url);
  kept.delete(url);
  kept.set(url, picture);
  if (known) return known;
  turns.add(picture);
  for (const [oldest, other] of kept) {
    if (kept.size <= mostKept) break;
    if (other.users > 0 || other === picture || !(other.waits || other.image.complete)) continue;
    turns.remove(other);
    kept.delete(oldest);
  }
  return picture;
}

function newPicture(url: string): Picture {
  const image = new Image();
  image.decoding = 'async';
  const picture: Picture = {
    image,
    waits: true,
    users: 0,
    isWanted: () => picture.users > 0,
    state: () => (picture.waits || !image.complete ? 'loading' : image.naturalWidth > 0 ? 'ready' : 'failed'),
    start: () =>
      new Promise((resolve) => {
        image.addEventListener('load', () => resolve(), { once: true });
        image.addEventListener(
          'error',
          () => {
            // Asked for anew by whoever wants it next.
            if (kept.get(url) === picture) kept.delete(url);
            resolve();
          },
          { once: true },
        );
        picture.waits = false;
        image.src = url;
      }),
  };
  return picture;
}
