import { Button, CloseButton } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useMessages } from '#renderer/workstation.tsx';
import style from './Tour.module.css';
import { moveTour, stops, useTour } from './tour.ts';

/** The two-minute tour: a card beside the real screens, and a ring around what it speaks of. It blocks nothing. */
export function Tour() {
  const at = useTour();
  const stop = at === null ? undefined : stops[at];
  return at === null || !stop ? null : <Card key={at} at={at} id={stop.id} point={stop.point} />;
}

function Card({ at, id, point }: { readonly at: number; readonly id: (typeof stops)[number]['id']; readonly point: string }) {
  const words = useMessages().firstRun;
  const { title, text } = words.tourSteps[id];
  const card = useRef<HTMLDivElement>(null);
  const place = usePlace(point);
  const last = at === stops.length - 1;
  useEffect(() => holdFocus(card.current), []);
  return (
    <>
      {place && (
        <div
          className={style.ring}
          aria-hidden
          style={{ left: place.x - 4, top: place.y - 4, width: place.width + 8, height: place.height + 8 }}
        />
      )}
      <div
        ref={card}
        className={style.card}
        data-left={id === 'record' || undefined}
        role="dialog"
        aria-label={words.tourTitle}
        tabIndex={-1}
        onKeyDown={({ key }) => {
          if (key === 'Escape') moveTour(null);
          if (key === 'ArrowRight') moveTour(at + 1);
          if (key === 'ArrowLeft' && at > 0) moveTour(at - 1);
        }}
      >
        <div className={style.head}>
          <span className={style.step}>{words.stepOf(String(at + 1), String(stops.length))}</span>
          <h2 className={style.title}>{title}</h2>
          <CloseButton size="sm" aria-label={words.dismiss} onClick={() => moveTour(null)} />
        </div>
        <p className={style.text} aria-live="polite">
          {text}
        </p>
        <div className={style.foot}>
          <span className={style.keys}>{words.keys}</span>
          <Button variant="default" disabled={at === 0} onClick={() => moveTour(at - 1)}>
            {words.back}
          </Button>
          <Button onClick={() => moveTour(last ? null : at + 1)}>{last ? words.end : words.next}</Button>
        </div>
      </div>
    </>
  );
}

/**
 * Gives the card the keyboard. The screen that a stop leads to puts the focus where its own work begins, now or when its data comes:
 * until the person does something, the card takes it back.
 */
function holdFocus(card: HTMLElement | null): () => void {
  const keep = ({ target }: FocusEvent) => {
    if (target instanceof Node && !card?.contains(target)) card?.focus();
  };
  const release = () => {
    document.removeEventListener('focusin', keep);
    window.removeEventListener('pointerdown', release, true);
    window.removeEventListener('keydown', release, true);
  };
  card?.focus();
  document.addEventListener('focusin', keep);
  window.addEventListener('pointerdown', release, true);
  window.addEventListener('keydown', release, true);
  return release;
}

/** Where the pointed-at element is now; it may come late or move, so it is looked for a few times a second. */
function usePlace(selector: string): DOMRect | null {
  const [place, setPlace] = useState<DOMRect | null>(null);
  useEffect(() => {
    const look = () => {
      const found = document.querySelector(selector)?.getBoundingClientRect() ?? null;
      setPlace((before) =>
        before && found && before.x === found.x && before.y === found.y && before.width === found.width ? before : found,
      );
    };
    look();
    const timer = setInterval(look, 300);
    return () => clearInterval(timer);
  }, [selector]);
  return place;
}
