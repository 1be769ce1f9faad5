import { memo } from 'react';
import type { Box } from '#domain/box';
import type { RecordPage } from '#domain/paper-record';
import { pageImageUrl } from '#renderer/core.ts';
import { usePicture } from '#renderer/pictures.ts';
import { useMessages } from '#renderer/workstation.tsx';
import style from './CropView.module.css';
import { type Crop, cropFor, uprightBox, uprightSize } from './crop.ts';
import { pagePicture } from './PageView.tsx';

interface Props {
  readonly page: RecordPage;
  readonly box: Box;
  /** A place inside of the box that is meant (the cell in its row). */
  readonly inner?: Box | null;
  readonly width: number;
  readonly label: string;
  /** `strip`: low, for a table's row above its cell. */
  readonly strip?: boolean;
}

/** Widths that crops are asked in, so that a pane of almost the same width finds what was fetched ahead. */
const widthStep = 40;

export function cropOf(page: RecordPage, box: Box, width: number, strip = false): Crop {
  return strip ? cropFor(box, page, width, 34, 74) : cropFor(box, page, width);
}

/** The address of a crop as sharp as the paper's own picture. */
export function cropPicture(page: RecordPage, crop: Crop, width: number): string {
  const wanted = Math.ceil((width * Math.min(2, window.devicePixelRatio || 1)) / widthStep) * widthStep;
  return pageImageUrl(page.pageId, { crop: crop.original, width: wanted });
}

/**
 * The piece of paper that proves a value, at the width of its input. The page's own picture, which is there already, stands in until
 * the sharp crop has come: the same place, so nothing moves.
 */
export const CropView = memo(function CropView({ page, box, inner, width, label, strip = false }: Props) {
  const words = useMessages().record.screen;
  const crop = cropOf(page, box, width, strip);
  const url = cropPicture(page, crop, width);
  const sharp = usePicture(url);
  const page1 = usePicture(pagePicture(page));
  const sheet = uprightSize(page);
  const [x, y, w] = crop.upright;
  const scale = width / w;
  const mark = inner ? markInside(crop, page, inner) : crop.mark;
  if (sharp === 'failed' && page1 === 'failed') return <p className={style.none}>{words.noImage}</p>;
  return (
    <div className={style.crop} style={{ height: crop.height }} data-strip={strip || undefined} data-picture={sharp}>
      {sharp !== 'ready' && page1 === 'ready' && (
        <img
          className={style.under}
          src={pagePicture(page)}
          alt=""
          style={{ width: sheet.width, height: sheet.height, transform: `translate(${-x * scale}px, ${-y * scale}px) scale(${scale})` }}
          draggable={false}
        />
      )}
      {sharp === 'ready' ? (
        <img className={style.sharp} src={url} alt={words.cropAlt(label)} draggable={false} />
      ) : (
        <span className="only-read-aloud">{words.cropAlt(label)}</span>
      )}
      <span
        className={style.mark}
        style={{ left: `${mark[0] * 100}%`, top: `${mark[1] * 100}%`, width: `${mark[2] * 100}%`, height: `${mark[3] * 100}%` }}
        aria-hidden
      />
    </div>
  );
});

/** Where a smaller place is inside of a crop, as shares of it. */
function markInside(crop: Crop, page: RecordPage, inner: Box): Box {
  const [x, y, w, h] = crop.upright;
  const [ix, iy, iw, ih] = uprightBox(inner, page);
  return [(ix - x) / w, (iy - y) / h, iw / w, ih / h];
}
