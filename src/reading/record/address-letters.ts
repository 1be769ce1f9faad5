import type { Places } from '#domain/place';
import { findPlaces } from '#domain/place-address';
import type { Located } from '#domain/reading';

/** What addresses alone are made of and the engine loses: numbers of hamlets, and commas between units. Proposals, as all corrections are. */

/** What a lone figure is taken for. Capitals that hamlets and quarters are called by (A to H) are none of them. */
const loneFigures: Readonly<Record<string, string>> = {
  ...Object.fromEntries([...'óòôõỏốồÓÒb'].map((letter) => [letter, '6'])),
  ...Object.fromEntries([...'lI|íìiÍÌ!'].map((letter) => [letter, '1'])),
  ...{ S: '5', s: '5', '§': '8', '&': '8', g: '9', q: '9', Z: '2', z: '2', '?': '7' },
};
const counted = 'ấp|thôn|tổ dân phố|tổ|khu phố|khu|khóm|khối|khối phố|xóm|số nhà|số|đội|cụm|buôn|tiểu khu|ngõ|hẻm';
const loneFigure = new RegExp(`(?<=(?:^|[\\s,])(?:${counted})\\s)([^\\s,;])(?=\\s*(?:[,;]|$|\\s(?:đường|phố|ngõ)\\s))`, 'giu');
const mixedFigures = new RegExp(
  `(?<=(?:^|[\\s,])(?:${counted})\\s)(?=[OolI|]*\\d)[\\dOolI|]{2,4}(?=\\s*(?:[,;]|$|\\s(?:đường|phố|ngõ)\\s))`,
  'giu',
);

/** `Ấp ó` is Ấp 6: hamlets and quarters are counted. A figure that a look has read there goes before what letters look like. */
export function numbered(text: string, { looks }: Located): string {
  return text
    .replace(mixedFigures, (figures) => figures.replace(/o/giu, '0').replace(/[lI|]/giu, '1'))
    .replace(loneFigure, (letter: string, _, at: number) => {
      const figure = loneFigures[letter];
      if (figure === undefined) return letter;
      const head = text.slice(0, at);
      const read = looks.flatMap((look) => (look.text.startsWith(head) ? (/^\d{1,3}(?=[\s,;]|$)/u.exec(look.text.slice(at)) ?? []) : []));
      return read[0] ?? figure;
    });
}

/** `quận Hà Đông thành phố Hà Nội`: one comma is lost among others, and with it the country knows every unit. */
export function separated(text: string, places: Places): string {
  if (!text.includes(',')) return text;
  const known = (address: string) => {
    const { commune, district, province, together } = findPlaces(places, address);
    return together && [commune, district, province].every((part) => part === null || part.exact);
  };
  const gaps = [...text.matchAll(/(?<=[^\s,;])\s(?=(?:xã|phường|thị trấn|quận|huyện|thị xã|thành phố|tỉnh)\s+[\p{Lu}\d])/gu)].filter(
    ({ index }) => unitHead.test(text.slice(text.lastIndexOf(',', index) + 1, index)),
  );
  if (gaps.length !== 1 || known(text)) return text;
  const [{ index }] = gaps as [RegExpExecArray];
  const apart = `${text.slice(0, index)},${text.slice(index)}`;
  return known(apart) ? apart : text;
}

/** What a part of an address begins with; an office's name (`Công an thành phố …`) has no comma to lose. */
const unitHead = new RegExp(
  `^\\s*(?:${`${counted}|làng|bản|bon|plei|đường|phố|xã|phường|thị trấn|quận|huyện|thị xã|thành phố`
    .split('|')
    .map((word) => `[${word.charAt(0)}${word.charAt(0).toUpperCase()}]${word.slice(1)}`)
    .join('|')})\\s+[\\p{Lu}\\d]`,
  'u',
);
