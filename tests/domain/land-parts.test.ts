import { expect, test } from 'vitest';
import { landParts } from '#domain/land-parts';

test('several land uses: each with its area, its term and the origin that its area falls under', () => {
  expect(
    landParts(
      'Đất ở tại nông thôn: 274 m²; Đất trồng cây lâu năm: 2.550,9 m²; Đất nuôi trồng thủy sản: 546 m²',
      'Đất ở: Lâu dài; Đất nông nghiệp: Đến ngày 18/03/2053',
      'Công nhận QSDĐ như giao đất có thu tiền sử dụng đất: 274 m²; Công nhận QSDĐ như giao đất không thu tiền sử dụng đất: 3.096,9 m²',
    ),
  ).toEqual([
    { words: 'Đất ở tại nông thôn', area: '274', term: 'Lâu dài', origin: 'Công nhận QSDĐ như giao đất có thu tiền sử dụng đất' },
    {
      words: 'Đất trồng cây lâu năm',
      area: '2550.9',
      term: 'Đến ngày 18/03/2053',
      origin: 'Công nhận QSDĐ như giao đất không thu tiền sử dụng đất',
    },
    {
      words: 'Đất nuôi trồng thủy sản',
      area: '546',
      term: 'Đến ngày 18/03/2053',
      origin: 'Công nhận QSDĐ như giao đất không thu tiền sử dụng đất',
    },
  ]);
});

test('what is said once holds for all; what cannot be told is left out; one use alone has no parts', () => {
  const two = 'Đất ở tại đô thị: 100 m²; Đất trồng cây lâu năm: 200 m²';
  expect(landParts(two, 'Lâu dài', 'Nhận thừa kế')).toMatchObject([
    { term: 'Lâu dài', origin: 'Nhận thừa kế' },
    { term: 'Lâu dài', origin: 'Nhận thừa kế' },
  ]);
  expect(landParts(two, 'Đất rừng: Lâu dài; Đất ở: 50 năm', 'Nhận thừa kế: 150 m²; Nhận tặng cho: 150 m²')).toMatchObject([
    { term: '50 năm', origin: null },
    { term: null, origin: null },
  ]);
  expect(landParts('Đất ở tại đô thị', 'Lâu dài', null)).toEqual([]);
});
