import { ActionIcon } from '@mantine/core';
import { IconFocusCentered, IconMaximize, IconZoomIn, IconZoomOut } from '@tabler/icons-react';
import { memo, type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Box } from '#domain/box';
import type { RecordPage } from '#domain/paper-record';
import type { Explained } from '#domain/reading';
import { useAction } from '#renderer/actions/use-action.ts';
import { pageImageUrl } from '#renderer/core.ts';
import { usePicture } from '#renderer/pictures.ts';
import { useMessages } from '#renderer/workstation.tsx';
import { keepInside, placeView, uprightBox, uprightSize, type View, wholeView, zoomAt } from './crop.ts';
import style from './PageView.module.css';
import { useSize } from './use-size.ts';

/** Wide enough for the closest zoom of a pane on these screens; the crops above the inputs have the paper's own sharpness. */
export const pageWidth = 1600;

export function pagePicture(page: RecordPage): string {
  return pageImageUrl(page.pageId, { width: Math.min(pageWidth, uprightSize(page).width) });
}

export interface PagePlace {
  readonly key: string;
  readonly label: string;
  readonly box: Box;
  readonly tone: 'open' | 'done' | 'step';
}

interface Props {
  readonly page: RecordPage;
  readonly name: string;
  /** The place to bring near and to keep bright, in pixels of the original; null shows the whole page. */
  readonly box: Box | null;
  readonly whole: boolean;
  /** Further places: a click on one leads there. */
  readonly places?: readonly PagePlace[];
  readonly onPlace?: (key: string) => void;
  readonly onWhole?: (whole: boolean) => void;
  /** What nothing on the page explains: outlined so lightly that it disturbs nobody. */
  readonly unexplained?: Explained['unexplained'] | undefined;
  /** Which of the places is `box`: it has its own mark. */
  readonly at?: string | null;
}

/** One page, upright. Goes to the value's place by itself; wheel and drag look around; the rest of the page is slightly dimmed. */
export const PageView = memo(function PageView({ page, name, box, whole, places, onPlace, onWhole, unexplained, at = null }: Props) {
  const messages = useMessages();
  const words = messages.record.screen;
  const pane = useRef<HTMLDivElement>(null);
  const size = useSize(pane);
  const url = pagePicture(page);
  const picture = usePicture(url);
  const upright = uprightSize(page);
  const place = box ? uprightBox(box, page) : null;
  const key = `${page.pageId} ${whole} ${place?.join(',') ?? ''}`;
  const [hand, setHand] = useState<{ readonly key: string; readonly view: View } | null>(null);
  const drag = useRef<{ readonly x: number; readonly y: number; readonly view: View; moved: boolean } | null>(null);

  const aimed = size ? (place && !whole ? placeView(place, upright, size) : wholeView(upright, size)) : null;
  const view = hand?.key === key ? hand.view : aimed;
  const byHand = hand?.key === key;
  const look = (next: View) => setHand({ key, view: next });
  const zoom = (factor: number) => {
    if (view && size)
      look(
        zoomAt(
          view,
          factor,
          place && view
            ? { x: view.x + (place[0] + place[2] / 2) * view.scale, y: view.y + (place[1] + place[3] / 2) * view.scale }
            : { x: size.width / 2, y: size.height / 2 },
          upright,
          size,
        ),
      );
  };
  useAction('record.zoomIn', () => zoom(1.3));
  useAction('record.zoomOut', () => zoom(1 / 1.3));

  // React's wheel listener is passive: the page behind would scroll as well.
  const wheel = useRef<(event: WheelEvent) => void>(() => {});
  wheel.current = (event) => {
    event.preventDefault();
    const bounds = pane.current?.getBoundingClientRect();
    if (view && size && bounds)
      look(
        zoomAt(view, Math.exp(-event.deltaY * 0.0015), { x: event.clientX - bounds.left, y: event.clientY - bounds.top }, upright, size),
      );
  };
  useEffect(() => {
    const element = pane.current;
    const listen = (event: WheelEvent) => wheel.current(event);
    element?.addEventListener('wheel', listen, { passive: false });
    return () => element?.removeEventListener('wheel', listen);
  }, []);

  const down = (event: PointerEvent<HTMLDivElement>) => {
    if (!view || event.button !== 0) return;
    drag.current = { x: event.clientX, y: event.clientY, view, moved: false };
  };
  const move = (event: PointerEvent<HTMLDivElement>) => {
    const from = drag.current;
    if (!from || !size || event.buttons === 0) return;
    const dx = event.clientX - from.x;
    const dy = event.clientY - from.y;
    if (!from.moved && Math.hypot(dx, dy) < 4) return;
    if (!from.moved) event.currentTarget.setPointerCapture(event.pointerId);
    from.moved = true;
    look(keepInside({ ...from.view, x: from.view.x + dx, y: from.view.y + dy }, upright, size));
  };
  const up = (event: PointerEvent<HTMLDivElement>) => {
    const from = drag.current;
    drag.current = null;
    if (from?.moved || !view || !onPlace) return;
    const bounds = event.currentTarget.getBoundingClientRect();
    const x = (event.clientX - bounds.left - view.x) / view.scale;
    const y = (event.clientY - bounds.top - view.y) / view.scale;
    const hit = places?.find((other) => inside(uprightBox(other.box, page), x, y));
    if (hit) onPlace(hit.key);
  };

  const padded =
    place && ([place[0] - place[3] * 0.25 - 4, place[1] - place[3] * 0.2 - 3, place[2] + place[3] * 0.5 + 8, place[3] * 1.4 + 6] as const);
  return (
    <div className={style.whole}>
      <div
        ref={pane}
        className={style.pane}
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        data-still={byHand || undefined}
        data-picture={picture}
      >
        {view && picture !== 'failed' && (
          <div
            className={style.sheet}
            style={{ width: upright.width, height: upright.height, transform: `translate(${view.x}px, ${view.y}px) scale(${view.scale})` }}
          >
            {picture === 'ready' && <img className={style.image} src={url} alt={words.pageAlt(name)} draggable={false} decoding="async" />}
            <svg className={style.over} viewBox={`0 0 ${upright.width} ${upright.height}`} aria-hidden="true">
              {padded && (
                <path
                  className={style.dim}
                  data-whole={whole || undefined}
                  d={`M0 0H${upright.width}V${upright.height}H0Z M${padded[0]} ${padded[1]}v${padded[3]}h${padded[2]}v${-padded[3]}Z`}
                  fillRule="evenodd"
                />
              )}
              {places
                ?.filter((other) => other.key !== at)
                .map((other) => {
                  const [x, y, w, h] = uprightBox(other.box, page);
                  return (
                    <rect key={other.key} className={style.place} data-tone={other.tone} x={x} y={y} width={w} height={h}>
                      <title>{other.label}</title>
                    </rect>
                  );
                })}
              {unexplained?.map(({ text, box: at }) => {
                const [x, y, w, h] = uprightBox(at, page);
                return (
                  <rect key={at.join()} className={style.unexplained} x={x} y={y} width={w} height={h}>
                    <title>{words.unexplained(text)}</title>
                  </rect>
                );
              })}
              {padded && <rect className={style.mark} x={padded[0]} y={padded[1]} width={padded[2]} height={padded[3]} rx={4} />}
            </svg>
          </div>
        )}
        {picture === 'failed' && (
          <p className={style.failed} role="status">
            {words.noImage}
          </p>
        )}
      </div>
      <div className={style.tools}>
        <ActionIcon onClick={() => zoom(1.3)} aria-label={words.zoomIn} title={words.zoomIn} tabIndex={-1}>
          <IconZoomIn size={17} aria-hidden />
        </ActionIcon>
        <ActionIcon onClick={() => zoom(1 / 1.3)} aria-label={words.zoomOut} title={words.zoomOut} tabIndex={-1}>
          <IconZoomOut size={17} aria-hidden />
        </ActionIcon>
        {onWhole && (
          <ActionIcon
            onClick={() => {
              setHand(null);
              onWhole(!whole);
            }}
            aria-label={whole && place ? words.toField : words.whole}
            title={whole && place ? words.toField : words.whole}
            tabIndex={-1}
          >
            {whole && place ? <IconFocusCentered size={17} aria-hidden /> : <IconMaximize size={17} aria-hidden />}
          </ActionIcon>
        )}
      </div>
    </div>
  );
});

function inside([x, y, w, h]: Box, px: number, py: number): boolean {
  return px >= x && px <= x + w && py >= y && py <= y + h;
}
