import { expect, test } from 'vitest';
import { tidyLine } from '#reading/page/whole-text';

test('characters that the engine does not know or doubles', () => {
  expect(tidyLine('diện tích 120,5 m° và 3 km?, 10 ha')).toBe('diện tích 120,5 m² và 3 km², 10 ha');
  expect(tidyLine('cao 12 m. Hết? 30°')).toBe('cao 12 m. Hết? 30°');
  expect(tidyLine('số 12/QĐĐ-UBND, 3/QĐ-TTy')).toBe('số 12/QĐ-UBND, 3/QĐ-TTg');
});
