import { describe, expect, test } from 'vitest';
import { approximate, fold, tolerance } from '#reading/page/text';

describe('printed words are found through errors of recognition', () => {
  test('folding keeps the way back to the text', () => {
    const folded = fold('3. Giới tính: Nữ');
    expect(folded.text).toBe('3gioitinhnu');
    expect(folded.at[folded.text.indexOf('nu')]).toBe(14);
  });

  test.each([
    ['Ho, chư đem, tèn người mẹ: LÂM', 'Họ, chữ đệm, tên người mẹ'],
    ['Thôngtincácthành viên khac trong hộ gia dình:', 'Thông tin các thành viên khác trong hộ gia đình'],
    ['S0 dinh danh ca nhan: 066', 'Số định danh cá nhân'],
    ['TTên công ty viết băng tiếng Việt: X', 'Tên công ty viết bằng tiếng Việt'],
  ])('%s', (text, words) => {
    const pattern = fold(words).text;
    expect(approximate(fold(text).text, pattern, tolerance(pattern.length)).length).toBe(1);
  });

  test('other words are not', () => {
    const pattern = fold('Địa chỉ trụ sở chính').text;
    expect(approximate(fold('Người đại diện theo pháp luật của công ty').text, pattern, tolerance(pattern.length))).toEqual([]);
  });

  test('short words carry no errors', () => {
    expect(approximate('ang', 'ong', tolerance(3))).toEqual([]);
  });
});
