import { finding } from '../finding.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { readNumberWords } from '../vietnamese/number-words.ts';
import type { FieldKind } from './field-kind.ts';
import { findFigures, formatNumber, isNumber, typedNumber } from './figures.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

/** Areas in square metres. Certificates give one decimal, sometimes two; no more is taken. */
export const areaKind: FieldKind = {
  id: 'area',
  interpret: (raw, field, path) => {
    const text = withoutUnit(trimPrinted(raw));
    const [first, ...rest] = findFigures(text, 2);
    if (!first) return notOfKind(raw, path);
    const { value, digitsMended, separatorsMended } = first;
    const printed = text.slice(first.at, first.end);
    const findings = [
      ...(digitsMended ? [proposal(path, printed, value, 'digits')] : []),
      ...(separatorsMended ? [proposal(path, printed, value, 'separator')] : []),
    ];
    return interpreted(
      value,
      [...findings, ...areaKind.validate(value, field, path)],
      [...first.others, ...rest.map((other) => other.value)],
    );
  },
  normalise: (typed) => typedArea(canonicalText(typed)),
  validate: (value, _field, path) => {
    if (!isNumber(value)) return [finding('value.format', 'error', path, { found: value })];
    return Number(value) > 0 ? [] : [finding('area.notPositive', 'error', path, { found: value })];
  },
  format: formatNumber,
  toJson: (value) => (isNumber(value) ? Number(value) : value),
  column: 'numeric',
  editor: 'digits',
  holdsDigits: () => true,
};

/** `100,5`, `100,5 m²`, and with the same area in words behind it, in brackets; nothing else may stand around it. */
function typedArea(typed: string): string | null {
  const match = /^([^()]*?)\s*(?:m\s?[2²]?)?\s*(?:\(([^()]*)\))?$/iu.exec(typed);
  const value = match ? typedNumber(match[1] ?? '', 2) : null;
  const inWords = match?.[2];
  return inWords === undefined || readNumberWords(inWords.replace(/^\s*bằng chữ\s*:?/iu, ''))?.value === value ? value : null;
}

/** Drops m², m2 and what recognition makes of it, and everything in brackets (the area in words). */
function withoutUnit(text: string): string {
  return text.replace(/\((?:[^)\d]*)\)?/gu, ' ').replace(/(?<=[\d\s])m\s?(?:2|²|[°?'"”*zZ])?(?![\p{L}\d])/giu, ' ');
}
