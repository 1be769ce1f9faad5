import { expect, it } from 'vitest';
import { compareFigures, isSame } from '#renderer/screens/record/figures.ts';

/** `=` the same, `x` another, `.` not typed yet, `+` more than was read. */
const marks = (reading: string, typed: string) =>
  compareFigures(reading, typed)
    .map((one) => (one.read === null ? '+' : one.typed === null ? '.' : isSame(one) ? '=' : 'x'))
    .join('');

it.each([
  ['28/09/2001', '', '........'],
  ['28/09/2001', '28', '==......'],
  ['28/09/2001', '28/09/2001', '========'],
  ['28/09/2001', '28092001', '========'],
  ['28/09/2001', '28092', '=====...'],
  ['28/09/2001', '28.9.2001', '========'],
  ['28/09/2001', '28/9/2007', '=======x'],
  ['05/03/1987', '5', '==......'],
  ['05/03/1987', '5/3/1987', '========'],
  ['05/03/1987', '15/3/1987', 'x======='],
  ['05/03/1987', '6/3', '=x==....'],
  ['1965', '1956', '==xx'],
  ['1965', '19651', '====+'],
  ['1965', '7/3/1965', '++===='],
  ['240684089', '24068408', '========.'],
  ['BN 392893', 'bn 392893', '========'],
  ['BN 392893', 'bn392898', '=======x'],
])('%s, typed %s', (reading, typed, expected) => {
  expect(marks(reading, typed)).toBe(expected);
});
