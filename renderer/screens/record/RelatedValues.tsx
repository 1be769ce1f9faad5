import { cellOf } from '#domain/field-path';
import type { PaperRecord } from '#domain/paper-record';
import { KeyCaps } from '#renderer/ui/KeyCaps.tsx';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import { CropView } from './CropView.tsx';
import { otherReadings, paperText } from './field-text.ts';
import { Letters } from './Letters.tsx';
import style from './RelatedValues.module.css';
import type { RelatedValue } from './related-values.ts';
import { ValueMark } from './ValueMark.tsx';

interface Props {
  readonly related: readonly RelatedValue[];
  readonly pages: PaperRecord['pages'];
  /** Inner width, in CSS pixels. */
  readonly width: number;
  readonly onOpen: (path: string) => void;
}

/** The other values that the question is about: what contradicts what, and where the same stands again, each with its piece of paper where Enter answers for it too. */
export function RelatedValues({ related, pages, width, onOpen }: Props) {
  const words = useMessages().record.screen;
  const language = useLanguage();
  return [true, false].map((against) => {
    const some = related.filter((one) => one.against === against);
    if (some.length === 0) return null;
    return (
      <section key={String(against)} className={style.related} aria-label={against ? words.against : words.sameAgain}>
        <p className={style.title}>{against ? words.against : words.sameAgain}</p>
        {some.map(({ place: { path, field, value }, along }, index) => {
          const row = cellOf(path);
          const label = [...(row ? [words.row(String(row.index + 1))] : []), field.label[language]].join(' · ');
          const page = pages.find(({ pageId }) => pageId === value.pageId);
          return (
            <div key={path}>
              {along && page && value.box && <CropView page={page} box={value.box} width={width} label={label} strip />}
              <button type="button" className={style.line} tabIndex={-1} onClick={() => onOpen(path)}>
                {index === 0 && (against || related.every((one) => !one.against)) && <KeyCaps keys="F8" />}
                <span className={style.label}>{label}</span>
                <span className={style.value} data-along={along ? path : undefined}>
                  <Letters text={paperText(field, value.value)} others={otherReadings(field, value)} findings={value.findings} />
                </span>
                <ValueMark value={value} />
                {along && <span className={style.along}>{words.along}</span>}
              </button>
            </div>
          );
        })}
      </section>
    );
  });
}
