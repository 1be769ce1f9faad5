import { expect, it } from 'vitest';
import { stepBoxes } from '#renderer/screens/steps/boxes.ts';

const page = { face: null, entry: 0, fileName: 'a.jpg', width: 10, height: 10, turn: 0 as const };
const at = {
  pageId: 'p2',
  record: {
    pages: [
      { ...page, pageId: 'p1' },
      { ...page, pageId: 'p2' },
    ],
  },
};

it('draws lines and codes, places, and only this page’s values', () => {
  expect(
    stepBoxes(
      'recognise',
      { lines: [{ text: 'a b', confidence: 90, box: [0, 0, 5, 5], words: [] }], codes: [{ text: 'QR', box: [1, 1, 2, 2] }] },
      at,
    ).map(({ label }) => label),
  ).toEqual(['a b', '▣ QR']);
  const located = {
    key: 'sex',
    table: 'members',
    row: 1,
    entry: 0,
    box: [1, 2, 3, 4],
    raw: 'Nam',
    confidence: 80,
    alternatives: [],
    dark: 0.1,
  };
  expect(stepBoxes('locate', [located], at).map(({ label }) => label)).toEqual(['members[1].sex: Nam']);
  const read = { path: 'name', value: 'A', raw: 'A', confidence: 1, accepted: true, handwritten: false, findings: [], alternatives: [] };
  expect(
    stepBoxes(
      'interpret',
      [
        [
          { ...read, page: 1, box: [0, 0, 1, 1] },
          { ...read, page: 0, box: [0, 0, 1, 1] },
        ],
      ],
      at,
    ),
  ).toHaveLength(1);
});

it('has no boxes for results of another shape', () => {
  for (const step of ['normalise', 'recognise', 'classify', 'locate', 'interpret', 'check'] as const)
    expect(stepBoxes(step, { odd: true }, at)).toEqual([]);
});

it('draws what nobody explains, words by their text', () => {
  const unexplained = [
    { text: 'Mã hồ sơ H12', box: [1, 2, 3, 4] },
    { text: null, box: [5, 6, 7, 8] },
  ];
  expect(stepBoxes('explain', { unexplained, unlabelled: [], findings: [] }, at).map(({ label }) => label)).toEqual([
    'Mã hồ sơ H12',
    '···',
  ]);
  expect(stepBoxes('explain', null, at)).toEqual([]);
});
