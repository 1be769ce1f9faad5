import { memo } from 'react';
import { attentionOf, type Page, type PageAttention } from '#domain/page';
import { pageImageUrl } from '#renderer/core.ts';
import { usePicture } from '#renderer/pictures.ts';
import { useTypeNames } from '#renderer/record-types.ts';
import { Mark, type MarkKind } from '#renderer/ui/Mark.tsx';
import { useMessages } from '#renderer/workstation.tsx';
import style from './PageThumb.module.css';

const marks: Readonly<Record<PageAttention, MarkKind>> = { failed: 'error', blank: 'warning', poor: 'warning', unknown: 'doubt' };

/** One page of the wall: its picture, its number, its face, and what stands out. */
export const PageThumb = memo(function PageThumb({
  page,
  index,
  number,
  chosen,
  reachable,
  onChoose,
}: {
  readonly page: Page;
  readonly index: number;
  readonly number: string;
  readonly chosen: boolean;
  readonly reachable: boolean;
  readonly onChoose: (index: number, page: Page) => void;
}) {
  const messages = useMessages();
  const url = pageImageUrl(page.id, { height: 220 });
  const picture = usePicture(url);
  const names = useTypeNames();
  const words = messages.batch.page;
  const attention = attentionOf(page);
  const face = page.recordType && page.face ? names.face(page.recordType, page.face) : null;
  const says = attention ? words[attention] : page.state === 'waiting' ? words.waiting : (face ?? words.noFace);
  return (
    <button
      type="button"
      className={style.thumb}
      data-index={index}
      data-attention={attention ?? undefined}
      data-state={page.state}
      data-chosen={chosen || undefined}
      tabIndex={reachable ? 0 : -1}
      aria-pressed={chosen}
      title={page.fileName}
      onClick={() => onChoose(index, page)}
      onFocus={() => onChoose(index, page)}
    >
      <span className={style.paper} data-picture={picture}>
        {picture === 'ready' && <img src={url} alt="" decoding="async" draggable={false} />}
      </span>
      <span className={style.caption}>
        <span className="only-read-aloud">{messages.words.page} </span>
        <span className={style.number}>{number}</span>
        {attention ? <Mark kind={marks[attention]} size={14} /> : page.state === 'waiting' ? <Mark kind="waiting" size={14} /> : null}
        <span className={style.says}>{says}</span>
      </span>
    </button>
  );
});
