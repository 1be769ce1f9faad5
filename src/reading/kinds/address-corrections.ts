import { findPlaces } from '#domain/place-address';
import { straightApostrophes } from '#domain/vietnamese/normal';
import type { Lists } from '#reading/context';
import type { Correction } from './reading-kind.ts';

/** What recognition loses in addresses: numbers of hamlets, commas between units, and the spelling of units. */

/** What a lone figure is taken for. Capitals that hamlets and quarters are called by (A to H) are none of them. */
const loneFigures: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'óòôõỏốồổÓÒb'].map((letter) => [letter, '6'])),
  ...Object.fromEntries([...'lI|íìiÍÌ!'].map((letter) => [letter, '1'])),
  ...{ S: '5', s: '5', '§': '8', '&': '8', g: '9', q: '9', Z: '2', z: '2', '?': '7' },
};
const counted = 'ấp|thôn|tổ dân phố|tổ|khu phố|khu|khóm|khối|khối phố|xóm|số nhà|số|đội|cụm|buôn|tiểu khu|ngõ|hẻm';
const loneFigure = new RegExp(`(?<=(?:^|[\\s,])(?:${counted})\\s)([^\\s,;])(?=\\s*(?:[,;]|$|\\s(?:đường|phố|ngõ)\\s))`, 'giu');
const mixedFigures = new RegExp(
  `(?<=(?:^|[\\s,])(?:${counted})\\s)(?=[OolI|]*\\d)[\\dOolI|]{2,4}(?=\\s*(?:[,;]|$|\\s(?:đường|phố|ngõ)\\s))`,
  'giu',
);

/** `Ấp ó` is Ấp 6: hamlets and quarters are counted. A figure that a pass has read there goes before what letters look like. */
export const numbered: Correction = (text, { located: { passes } }) =>
  text
    .replace(mixedFigures, (figures) => figures.replace(/o/giu, '0').replace(/[lI|]/giu, '1'))
    .replace(loneFigure, (letter: string, _, at: number) => {
      const figure = loneFigures[letter];
      if (figure === undefined) return letter;
      const head = text.slice(0, at);
      const read = passes.flatMap((pass) => (pass.text.startsWith(head) ? (/^\d{1,3}(?=[\s,;]|$)/u.exec(pass.text.slice(at)) ?? []) : []));
      return read[0] ?? figure;
    });

/** `quận Hà Đông thành phố Hà Nội`: one comma is lost among others, and with it the country knows every unit. */
export const separated: Correction = (text, _, { places }) => {
  if (!text.includes(',')) return text;
  const known = (address: string) => {
    const { commune, district, province, consistent } = findPlaces(places, address);
    return consistent && [commune, district, province].every((unit) => unit === null || unit.exact);
  };
  const gaps = [...text.matchAll(/(?<=[^\s,;])\s(?=(?:xã|phường|thị trấn|quận|huyện|thị xã|thành phố|tỉnh)\s+[\p{Lu}\d])/gu)].filter(
    ({ index }) => unitHead.test(text.slice(text.lastIndexOf(',', index) + 1, index)),
  );
  if (gaps.length !== 1 || known(text)) return text;
  const [{ index }] = gaps as [RegExpExecArray];
  const apart = `${text.slice(0, index)},${text.slice(index)}`;
  return known(apart) ? apart : text;
};

/** What a part of an address begins with; an office's name (`Công an thành phố …`) has no comma to lose. */
const unitHead = new RegExp(
  `^\\s*(?:${`${counted}|làng|bản|bon|plei|đường|phố|xã|phường|thị trấn|quận|huyện|thị xã|thành phố`
    .split('|')
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .join('|')})\\s+[\\p{Lu}\\d]`,
  'u',
);

/**
 * Units that the country does not know, but a near one in that place: what was misread. Where every pass says the same and the engine is
 * sure, the paper may spell it so (Đăk Lăk): then it stays, and the check tells.
 */
export const withUnits: Correction = (value, { sure }, { places }) => {
  const found = findPlaces(places, value);
  const odd = [found.commune, found.district, found.province].filter((unit) => unit !== null && !unit.exact);
  if (odd.length === 0 || found.proposed === null) return value;
  if (odd.some((unit) => unit === null || unit.proposal === null || unit.distance > NEAR)) return value;
  const spelled = odd.every((unit) => unit !== null && asSpelledApart(unit.name) === asSpelledApart(unit.proposal ?? ''));
  return sure && spelled ? value : replaced(value, odd);
};

/** In units of `distance`: two wrong diacritics, or a lost letter. */
const NEAR = 1.1;

/** Recognition puts spaces around apostrophes, and few units have one of their own (`Đạ K’ Nàng`): theirs stay where the paper shows them. */
export function spacedAsPrinted(value: string, raw: string, { places }: Lists): string {
  if (!/['’ʼ]\s/u.test(raw)) return value;
  const found = findPlaces(places, value);
  return [found.commune, found.district, found.province].reduce((text, unit) => {
    const name = unit?.exact ? (unit.unit?.name ?? '') : '';
    if (!unit || !/['’ʼ]\s/u.test(name) || !straightApostrophes(raw).includes(straightApostrophes(name))) return text;
    return text.replace(unit.name, name);
  }, value);
}

/** One key for spellings that offices used beside one another: Đăk and Đắk, Kroong and Krông, with and without an apostrophe. */
function asSpelledApart(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[\u0301\u0300\u0306]/gu, '')
    .replace(/['’ʼ\s-]/g, '')
    .toLowerCase();
}

function replaced(value: string, units: readonly ({ readonly name: string; readonly proposal: string | null } | null)[]): string {
  return units.reduce((text, unit) => {
    const at = unit ? text.lastIndexOf(unit.name) : -1;
    return unit?.proposal && at >= 0 ? text.slice(0, at) + unit.proposal + text.slice(at + unit.name.length) : text;
  }, value);
}
