import { finding } from '../finding.ts';
import { fold } from '../vietnamese/fold.ts';
import { canonicalText, trimPrinted } from '../vietnamese/normal.ts';
import { distance } from '../vietnamese/similar.ts';
import type { FieldKind } from './field-kind.ts';
import { findFigures } from './figures.ts';
import { interpreted, notOfKind, proposal } from './interpreted.ts';

const forms = ['riêng', 'chung', 'riêng và chung'] as const;

/** How the land is used: `riêng`, `chung`, or both — from `riêng: Không m²; chung: 16.314,1 m²` or from `Sử dụng riêng`. */
export const useFormKind: FieldKind = {
  id: 'use-form',
  interpret: (raw, _field, path) => {
    const text = trimPrinted(raw);
    const { own, shared, mended } = partsOfUseForm(text);
    const hasOwn = own !== null && own !== '0';
    const hasShared = shared !== null && shared !== '0';
    if (!hasOwn && !hasShared) return notOfKind(raw, path);
    const value = hasOwn && hasShared ? 'riêng và chung' : hasOwn ? 'riêng' : 'chung';
    return interpreted(value, mended ? [proposal(path, text, value, 'spelling', 'info')] : []);
  },
  normalise: (typed) => {
    const key = fold(typed);
    if (/^(?:r|rieng|su dung rieng|sole)$/.test(key)) return 'riêng';
    if (/^(?:c|chung|su dung chung|shared)$/.test(key)) return 'chung';
    return /^(?:rc|r c|(?:su dung )?rieng(?: va|,|;|\/)? ?chung|ca hai|sole and shared)$/.test(key) ? 'riêng và chung' : null;
  },
  validate: (value, _field, path) =>
    forms.some((form) => form === value) ? [] : [finding('choice.unknown', 'error', path, { found: value })],
  format: (value, language) =>
    language === 'vi' ? value : ({ riêng: 'sole', chung: 'shared', 'riêng và chung': 'sole and shared' }[value] ?? value),
  toJson: (value) => value,
  column: 'text',
  editor: 'choice',
  holdsDigits: () => false,
};

/**
 * The areas under each word as exact decimal text, `0` for "Không" or a dash, `''` where the word stands without an area; null where the word
 * does not stand there at all.
 */
export function partsOfUseForm(raw: string): { readonly own: string | null; readonly shared: string | null; readonly mended: boolean } {
  const text = canonicalText(raw);
  const found: { at: number; end: number; word: 'own' | 'shared'; exact: boolean }[] = [];
  for (const match of text.matchAll(/\p{L}{4,6}/gu)) {
    const key = fold(match[0]);
    const [own, shared] = [distance(key, 'rieng', 1), distance(key, 'chung', 1)];
    if (Math.min(own, shared) > 1) continue;
    const word = own < shared ? 'own' : 'shared';
    const exact = match[0].toLowerCase().normalize('NFC') === (word === 'own' ? 'riêng' : 'chung');
    found.push({ at: match.index, end: match.index + match[0].length, word, exact });
  }
  const result: { own: string | null; shared: string | null } = { own: null, shared: null };
  found.forEach((one, index) => {
    const next = found[index + 1]?.at ?? text.length;
    const part = text.slice(one.end, next);
    const figure = findFigures(part.replace(/m\s?[²2](?!\p{L})/giu, ' '), 2)[0];
    const none = /(?<!\p{L})(?:kh[oôöóòốồổỗộ0]ng|không)(?!\p{L})/iu.test(part) || /[-–—]\s*\/\s*[-–—]|:\s*[-–—]\s/.test(part);
    const area = figure && !none ? figure.value : none ? '0' : '';
    result[one.word] ??= area;
  });
  return { ...result, mended: found.some((one) => !one.exact) };
}
