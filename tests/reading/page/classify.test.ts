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

  test('part of another form over this one is told, words that name another paper are not', () => {
    const land =
      'QUYỀN SỞ HỮU TÀI SẢN GẮN LIỀN VỚI ĐẤT\n1. Người sử dụng đất, chủ sở hữu tài sản gắn liền với đất:\nÔng Y Bhăm Niê\n2. Thông tin thửa đất:\nc. Loại đất: Đất ở\n3. Thông tin tài sản gắn liền với đất: -/-';
    const part = 'Họ, chữ đệm, tên người cha: Y Kră\nNơi đăng ký khai sinh: Ủy ban nhân dân xã\nHọ, chữ đệm, tên người mẹ: H Bĭnh';
    const over = classify(linesOf(`${land}\n${part}`), types);
    expect(over).toMatchObject({ recordType: 'land-certificate-2024' });
    expect(over.findings.map((f) => f.code)).toEqual(['page.severalRecords']);
    const company = 'Giấy chứng nhận đăng ký doanh nghiệp số 6000123456\nĐịa chỉ trụ sở chính: Thôn 3, xã Ea Kao, tỉnh Đắk Lắk';
    expect(classify(linesOf(`${land}\n${company}`), types).findings).toEqual([]);
  });

  test.each([
    [
      'land-certificate-2009',
      'plan',
      'III. Sơ đồ thửa đất, nhà ở và tài sản khác gắn liền với đất\nTỷ lệ 1:500\nIV. Những thay đổi sau khi cấp Giấy chứng nhận\nNội dung thay đổi và cơ sở pháp lý   Xác nhận của cơ quan\ncó thẩm quyền',
    ],
    [
      'land-certificate-2009',
      'changes',
      'Nội dung thay đổi và cơ sở pháp lý   Xác nhận của cơ quan\ncó thẩm quyền\nChuyển nhượng cho bà H\nNgười được cấp Giấy chứng nhận không được sửa chữa, tẩy xóa hoặc bổ sung bất kỳ nội dung nào trong',
    ],
    [
      'land-certificate-2009',
      'supplement',
      'TRANG BỔ SUNG GIẤY CHỨNG NHẬN\nTrang bổ sung số: 01\nThửa đất số: 113   Tờ bản đồ số: 109\nSố phát hành GCN: BC 702175   Số vào sổ cấp GCN: CH 01901\nIV. Những thay đổi sau khi cấp Giấy chứng nhận\nNội dung thay đổi và cơ sở pháp lý   Xác nhận của cơ quan',
    ],
    [
      'land-certificate-2009',
      'supplement',
      'Thửa đất số: 113   Tờ bản đồ số: 109\nSố phát hành GCN: BC 702175   Số vào sổ cấp GCN: CH 01901\nIV. Những thay đổi sau khi cấp Giấy chứng nhận\nNội dung thay đổi và cơ sở pháp lý   Xác nhận của cơ quan',
    ],
    [
      'land-certificate-2024',
      'back',
      '4. Sơ đồ thửa đất, tài sản gắn liền với đất:\n5. Ghi chú: Không\n6. Những thay đổi sau khi cấp Giấy chứng nhận:\nNội dung thay đổi và cơ sở pháp lý   Xác nhận của cơ quan có thẩm quyền\nSố vào sổ cấp Giấy chứng nhận: VP 1',
    ],
    [
      'residence-confirmation-ct07',
      'continuation',
      'STT   Họ, chữ đệm và tên   Giới tính\n9   Hoàng Thị Kim Hậu   Nữ\n8. Nội dung xác nhận khác (nếu có): Không\nXác nhận này có giá trị đến hết ngày 22 tháng 10 năm 2026./.\nEa Ktur, ngày 22 tháng 10 năm 2025\nTRƯỞNG CÔNG AN XÃ',
    ],
    [
      'residence-confirmation-ct07',
      'continuation',
      'Họ, chữ đệm   Giới   Số định danh cá   Quan hệ với\nTT   và tên   tính   nhân   chủ hộ\n4   Trương Văn Quyền   Nam\nTRƯỞNG CÔNG AN',
    ],
    [
      'birth-certificate',
      'front',
      'TRÍCH LỤC KHAI SINH\n(BẢN SAO)\nHọ, chữ đệm, tên: X\nHọ, chữ đệm, tên người mẹ: Y\nHọ, chữ đệm, tên người cha: Z\nĐăng ký khai sinh tại: UBND xã Ea Tiêu\nSố: 132/2016, ngày: 06/12/2016',
    ],
    [
      'birth-certificate',
      'front',
      'GIẤY KHAI SINH\nHọ và tên: X   Nam, nữ: Nam\nHọ và tên người cha: Z\nHọ và tên người mẹ: Y\nNơi đăng ký: xã Ea Tiêu\nNgày, tháng, năm đăng ký: 1/1/1990',
    ],
  ])('%s has the face %s, in whatever printing', (type, face, text) => {
    expect(classify(linesOf(text), types)).toMatchObject({ recordType: type, face, faces: [face], findings: [] });
  });

  test('a paper about a birth is no certificate of it', () => {
    const text =
      'TỜ KHAI ĐĂNG KÝ KHAI SINH\nHọ và tên: X\nNgày, tháng, năm sinh: 1/1/2000\nHọ và tên người mẹ: Y\nHọ và tên người cha: Z\nTôi cam đoan những lời khai trên đây là đúng';
    expect(classify(linesOf(text), types).recordType).toBeNull();
  });
});
