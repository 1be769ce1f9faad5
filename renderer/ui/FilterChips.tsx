import { formatNumber } from '#messages/format';
import { useLanguage } from '../workstation.tsx';
import style from './FilterChips.module.css';

export interface Chip<Id extends string> {
  readonly id: Id;
  readonly label: string;
  readonly count: number;
  readonly tone?: 'bad' | 'doubt';
}

/** One choice among few, each with its number; what is empty and not chosen keeps quiet. */
export function FilterChips<Id extends string>({
  label,
  chips,
  value,
  onChange,
}: {
  readonly label: string;
  readonly chips: readonly Chip<Id>[];
  readonly value: Id;
  readonly onChange: (id: Id) => void;
}) {
  const language = useLanguage();
  return (
    <fieldset className={style.row} aria-label={label}>
      {chips.map((chip) => (
        <button
          key={chip.id}
          type="button"
          className={style.chip}
          aria-pressed={chip.id === value}
          data-empty={chip.count === 0 || undefined}
          data-tone={chip.count > 0 ? chip.tone : undefined}
          onClick={() => onChange(chip.id)}
        >
          {chip.label} <b>{formatNumber(chip.count, language)}</b>
        </button>
      ))}
    </fieldset>
  );
}
