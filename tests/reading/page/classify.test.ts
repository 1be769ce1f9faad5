import { describe, expect, test } from 'vitest';
import { classify } from '#reading/page/classify';
import { linesOf, types } from '../paper.ts';

describe('forms are known by their printed words', () => {
  test('through errors', () => {
    const found = classify(
      linesOf('GIÂY KHAI SINH\nHọ, chữ dệm, tên: X\nHọ, chữ đem, tên nguời mẹ: Y\nHo, chữ đệm, tên người cha: Z\nNơi đăng kỷ khai sinh: U'),
      types,
    );
    expect(found).toMatchObject({ recordType: 'birth-certificate', face: 'front', findings: [] });
  });

  test('other papers are unknown, also official ones with the same head', () => {
    for (const text of [
      'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\nĐƠN XIN NGHỈ PHÉP\nKính gửi: Ủy ban nhân dân xã',
      'GIẤY CHỨNG NHẬN KẾT HÔN\nHọ, chữ đệm, tên chồng: A\nHọ, chữ đệm, tên vợ: B\nDân tộc: Kinh   Quốc tịch: Việt Nam',
      'HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT\nThửa đất số: 12, tờ bản đồ số: 5\nĐịa chỉ: xã Ea Kao',
      'TIN TỨC NÔNG THÔN\nSố hóa sổ hộ khẩu ở các xã\nHọ và tên chủ hộ được chép lại',
      'SỔ HỘ KHẨU VÀ CÁCH ĐỌC\nMột bài báo về giấy tờ cũ',
      '',
    ]) {
      const found = classify(linesOf(text), types);
      expect(found.recordType, text).toBeNull();
      expect(found.findings.map((f) => f.code)).toEqual(['page.unknown']);
    }
  });

  test('two records on one picture are told', () => {
    const one =
      'GIẤY KHAI SINH\nHọ, chữ đệm, tên người mẹ: Y\nHọ, chữ đệm, tên người cha: Z\nNơi đăng ký khai sinh: U\nNgày, tháng, năm đăng ký: 1/1/2000';
    expect(classify(linesOf(`${one}\n${one}`), types).findings.map((f) => f.code)).toEqual(['page.severalRecords']);
  });
});
