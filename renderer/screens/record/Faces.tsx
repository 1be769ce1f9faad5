import type { RecordPage } from '#domain/paper-record';
import { useMessages } from '#renderer/workstation.tsx';
import style from './Faces.module.css';

interface Props {
  readonly pages: readonly RecordPage[];
  readonly shown: string | null;
  readonly name: (page: RecordPage, index: number) => string;
  readonly onChoose: (pageId: string) => void;
}

/** The faces of the paper, under the page; a click looks at one. */
export function Faces({ pages, shown, name, onChoose }: Props) {
  const words = useMessages().record.screen;
  return (
    <fieldset className={style.faces} aria-label={words.faces}>
      {pages.map((page, index) => (
        <button
          key={`${page.pageId} ${page.entry}`}
          type="button"
          className={style.face}
          tabIndex={-1}
          aria-pressed={page.pageId === shown}
          title={page.fileName}
          onClick={() => onChoose(page.pageId)}
        >
          {name(page, index)}
        </button>
      ))}
    </fieldset>
  );
}
