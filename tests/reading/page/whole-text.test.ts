import { expect, test } from 'vitest';
import { PEN, withPen } from '#reading/page/pen-text';
import { tidyLine } from '#reading/page/whole-text';
import { linesOf } from '../paper.ts';

test('characters that the engine does not know or doubles', () => {
  expect(tidyLine('diện tích 120,5 m° và 3 km?, 10 ha')).toBe('diện tích 120,5 m² và 3 km², 10 ha');
  expect(tidyLine('cao 12 m. Hết? 30°')).toBe('cao 12 m. Hết? 30°');
  expect(tidyLine('số 12/QĐĐ-UBND, 3/QĐ-TTy')).toBe('số 12/QĐ-UBND, 3/QĐ-TTg');
});

test('pen is named once for all the words that it wrote at one place, and what was read of them is left out', () => {
  const [line] = linesOf('Số vào sổ: q2 2a2 ngày');
  if (!line) throw new Error('no line');
  const pen = line.words.slice(3, 5);
  expect(withPen(line, pen).words.map(({ text }) => text)).toEqual(['Số', 'vào', 'sổ:', PEN, 'ngày']);
  expect(withPen(line, [])).toBe(line);
});
