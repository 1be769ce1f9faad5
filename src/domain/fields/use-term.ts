import { finding } from '../finding.ts';
import { landTerms } from '../lists/land-purposes.ts';
import type { FieldKind } from './field-kind.ts';
import { textKind } from './text.ts';

/** How long land may be used: `Lâu dài`, `Đến ngày 10/06/2045`, `50 năm`, for each part of the land by itself. An open list: other words wait for a person. */
export const useTermKind: FieldKind = {
  ...textKind,
  id: 'use-term',
  interpret: (raw, field, path) => {
    const read = textKind.interpret(raw, field, path);
    if (read.value === null || isTerm(read.value)) return read;
    const [within] = termWithin.exec(read.value) ?? [];
    return {
      value: read.value,
      alternatives: within === undefined ? read.alternatives : [withStart(within), ...read.alternatives].slice(0, 3),
      findings: [...read.findings, finding('choice.unknown', 'warning', path, { found: read.value })],
    };
  },
  validate: (value, field, path) => [
    ...textKind.validate(value, field, path),
    ...(isTerm(value) ? [] : [finding('choice.unknown', 'info', path, { found: value })]),
  ],
};

const day = '(?:\\d{1,2}\\s?[/.-]\\s?\\d{1,2}\\s?[/.-]\\s?\\d{4}|\\d{1,2} tháng \\d{1,2} năm \\d{4}|\\d{1,2}[/.-]\\d{4}|\\d{4})';
const term = `(?:${landTerms.join('|')}|(?:sử dụng |thời hạn )?(?:đến|tới)(?: hết)?(?: ngày| tháng| năm)? ${day}|\\d{1,2} năm(?:,? (?:kể )?từ ngày ${day})?)`;
/** A part says what of the land it means before its term or behind it. */
const part = new RegExp(`^(?:[^:;\\d]{2,80}:\\s?)?(?:sử dụng )?${term}(?: (?:đối với|cho) [^:;\\d]{2,80})?$`, 'iu');
const termWithin = new RegExp(`(?:${term}|(?:ngày )?${day})`, 'iu');

function isTerm(value: string): boolean {
  return value.split(/\s?;\s?/u).every((one) => part.test(one.trim().replace(/\.$/u, '')));
}

/** A date alone is what is left of a term that ends on it. */
function withStart(text: string): string {
  return /^(?:ngày|\d)/iu.test(text) && !/năm/iu.test(text.slice(0, 8)) ? `Đến ngày ${text.replace(/^ngày\s/iu, '')}` : text;
}
