import { ActionIcon, Button } from '@mantine/core';
import { IconPlus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { formatNumber } from '#messages/format';
import { useLanguage, useMessages } from '#renderer/workstation.tsx';
import { FieldLine } from './FieldLine.tsx';
import { paperText } from './field-text.ts';
import style from './TablePart.module.css';
import type { FormTable, Row } from './walk.ts';

interface Props {
  readonly formTable: FormTable;
  readonly current: string | null;
  readonly typed: Readonly<Record<string, string>>;
  readonly onOpen: (path: string) => void;
  readonly editor: ReactNode;
  readonly onAddRow: ((table: string) => void) | null;
  readonly onRemoveRow: ((table: string, index: number) => void) | null;
}

/** More columns than this do not fit beside each other: every row then is a small form of its own. */
const widestGrid = 6;

/** A table of the form: as a grid when its rows are printed lines, as a stack of small forms when every row has a page of its own. */
export function TablePart({ formTable: { table, rows }, current, typed, onOpen, editor, onAddRow, onRemoveRow }: Props) {
  const language = useLanguage();
  const words = useMessages().record.screen;
  const grid = table.columns.length <= widestGrid;
  const template = {
    gridTemplateColumns: `1.4rem ${table.columns.map((_, column) => `minmax(0, ${shareOf(column, rows)}fr)`).join(' ')} 1.4rem`,
  };
  const lines = (row: Row) =>
    row.places.map((place) =>
      place.path === current && !grid ? (
        <div key={place.path}>{editor}</div>
      ) : (
        <FieldLine
          key={place.path}
          place={place}
          typed={typed[place.path] ?? null}
          onOpen={onOpen}
          cell={grid}
          current={place.path === current}
        />
      ),
    );
  const remove = (row: Row) =>
    onRemoveRow && (
      <ActionIcon
        size="xs"
        tabIndex={-1}
        onClick={() => onRemoveRow(table.key, row.index)}
        aria-label={words.removeRow(String(row.index + 1))}
        title={words.removeRow(String(row.index + 1))}
      >
        <IconX size={13} aria-hidden />
      </ActionIcon>
    );
  return (
    <section className={style.part} aria-label={table.label[language]}>
      <header className={style.head}>
        <h2 className={style.title}>{words.rows(table.label[language], formatNumber(rows.length, language))}</h2>
        {onAddRow && (
          <Button
            variant="subtle"
            size="compact-xs"
            leftSection={<IconPlus size={13} aria-hidden />}
            onClick={() => onAddRow(table.key)}
            title="Ctrl+Enter"
          >
            {words.addRow}
          </Button>
        )}
      </header>
      {rows.length === 0 && <p className={style.none}>{words.noRows}</p>}
      {grid && rows.length > 0 && (
        <div className={style.headings} style={template} aria-hidden>
          <span />
          {table.columns.map((column) => (
            <span key={column.key} title={column.label[language]}>
              {column.label[language]}
            </span>
          ))}
          <span />
        </div>
      )}
      {rows.map((row) => {
        const here = row.places.some(({ path }) => path === current);
        return grid ? (
          <fieldset key={row.index} className={style.group} aria-label={words.row(String(row.index + 1))}>
            <div className={style.row} style={template} data-current={here || undefined}>
              <span className={style.number}>{row.index + 1}</span>
              {lines(row)}
              {remove(row) || <span />}
            </div>
            {here && editor}
          </fieldset>
        ) : (
          <fieldset key={row.index} className={style.stack} aria-label={words.row(String(row.index + 1))}>
            <div className={style.stackHead}>
              {words.row(String(row.index + 1))}
              {remove(row)}
            </div>
            {lines(row)}
          </fieldset>
        );
      })}
    </section>
  );
}

/** How wide a column stands beside the others: by its longest value, within reason. */
function shareOf(column: number, rows: readonly Row[]): number {
  const lengths = rows.map((row) => row.places[column]).map((place) => (place ? paperText(place.field, place.value.value).length : 0));
  return Math.min(22, Math.max(7, ...lengths));
}
