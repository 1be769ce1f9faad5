import { finding } from '../finding.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import type { FieldKind } from './field-kind.ts';
import { findFigures, formatNumber, isNumber, typedNumber } from './figures.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Any other number, decimals allowed. */
export const numberKind: FieldKind = {
  id: 'number',
  interpret: (raw, field, path) => {
    const text = trimPrinted(raw);
    const [first, ...rest] = findFigures(text, 6);
    if (!first) return notOfKind(raw, path);
    const findings =
      first.digitsMended || first.separatorsMended ? [proposal(path, text, first.value, first.digitsMended ? 'digits' : 'separator')] : [];
    return interpreted(
      first.value,
      [...findings, ...numberKind.validate(first.value, field, path)],
      [...first.others, ...rest.map((other) => other.value)],
    );
  },
  normalise: (typed) => typedNumber(canonicalText(typed), 6),
  validate: (value, _field, path) => (isNumber(value) ? [] : [finding('value.format', 'error', path, { found: value })]),
  format: formatNumber,
  toJson: (value) => (isNumber(value) ? Number(value) : value),
  column: 'numeric',
  editor: 'digits',
  holdsDigits: () => true,
};
