import { readFileSync } from 'node:fs';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBarcode } from '#engines/barcode-zxing/barcode-zxing';
import { openImages } from '#engines/images-sharp/images-sharp';
import { openOcr } from '#engines/ocr-tesseract/ocr-tesseract';
import { type PagePorts, readPage } from '#reading/page/read-page';
import { types } from '../paper.ts';
import { pictureOf } from '../sheets.ts';

/** Paper that the office did not mean: nothing is forced into a type, nothing crashes, nothing is made up. */
let ports: PagePorts;
beforeAll(async () => {
  ports = { images: openImages(), ocr: await openOcr(), barcode: await openBarcode() };
});
afterAll(async () => ports.ocr.close());

const read = (bytes: Uint8Array, name = 'x.png') => readPage(ports, { bytes, name, page: 0 }, types);
const known = () => readFileSync('tests/fixtures/reading/birth-certificate-04-p1.jpg');

/** A4 at 150 dpi with these lines. */
const paper = (lines: readonly string[]): Uint8Array =>
  pictureOf({ print: lines.map((text, i) => ({ text, x: 110, y: 140 + i * 56, size: 30 })) });

const head = ['CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', 'Độc lập - Tự do - Hạnh phúc'];
const others: Readonly<Record<string, readonly string[]>> = {
  'marriage certificate': [
    ...head,
    'GIẤY CHỨNG NHẬN KẾT HÔN',
    'Họ, chữ đệm, tên chồng: NGUYỄN VĂN AN',
    'Ngày, tháng, năm sinh: 01/02/1980',
    'Dân tộc: Kinh',
    'Quốc tịch: Việt Nam',
    'Họ, chữ đệm, tên vợ: TRẦN THỊ BÌNH',
    'Nơi đăng ký kết hôn: xã Ea Kao',
  ],
  'death extract': [
    ...head,
    'TRÍCH LỤC KHAI TỬ',
    'Họ, chữ đệm, tên: LÊ VĂN CƯỜNG',
    'Giới tính: Nam',
    'Đã chết vào lúc: 8 giờ',
    'Nơi chết: Bệnh viện',
    'Nguyên nhân chết: bệnh',
  ],
  'request for leave': [
    ...head,
    'ĐƠN XIN NGHỈ PHÉP',
    'Kính gửi: Ủy ban nhân dân xã Ea Kao',
    'Tôi tên là: Nguyễn Văn An',
    'Địa chỉ thường trú: Thôn 7, xã Ea Kao',
    'Lý do: việc gia đình',
  ],
  'sale contract for land': [
    ...head,
    'HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT',
    'Bên A: Ông Nguyễn Văn An, CCCD số 066080001234',
    'Thửa đất số: 12, tờ bản đồ số: 5',
    'Diện tích: 120 m2',
    'Địa chỉ: xã Ea Kao',
  ],
  'court judgment': ['TÒA ÁN NHÂN DÂN', 'BẢN ÁN SỐ 12/2019', 'Nguyên đơn: ông An', 'Bị đơn: bà Bình', 'Căn cứ vào hồ sơ vụ án'],
  'electricity bill': ['HÓA ĐƠN TIỀN ĐIỆN', 'Khách hàng: Nguyễn Văn An', 'Mã khách hàng: PC05 1234567', 'Tổng cộng: 245.000 đồng'],
  'school report': [
    'HỌC BẠ',
    'Họ và tên: Trần Thị Bình',
    'Giới tính: Nữ',
    'Ngày sinh: 02/03/2008',
    'Dân tộc: Kinh',
    'Toán 8,5',
    'Ngữ văn 7,0',
  ],
  'meeting minutes': [
    ...head,
    'BIÊN BẢN HỌP THÔN',
    'Thời gian: 19 giờ ngày 12 tháng 5 năm 2020',
    'Thành phần: 45 hộ',
    'Nội dung: làm đường',
  ],
  newspaper: ['Giá cà phê hôm nay tăng nhẹ', 'Tại Đắk Lắk giá thu mua đạt 98.000 đồng', 'Nông dân phấn khởi', 'Theo phóng viên'],
  'health insurance form': [
    'TỜ KHAI THAM GIA BẢO HIỂM Y TẾ',
    'Họ và tên',
    'Số định danh cá nhân',
    'Nơi đăng ký khám chữa bệnh',
    'Mức tiền đóng',
  ],
  'tax notice': ['THÔNG BÁO NỘP THUẾ', 'Mã số thuế: 6001234567', 'Tên người nộp thuế', 'Địa chỉ', 'Số tiền phải nộp: 1.200.000 đồng'],
  'power of attorney': [
    ...head,
    'GIẤY ỦY QUYỀN',
    'Người ủy quyền: Nguyễn Văn An',
    'Người được ủy quyền: Lê Thị Hoa',
    'Nội dung ủy quyền: nhận hồ sơ',
  ],
  'letter in English': [
    'Dear Sir or Madam,',
    'Thank you for your letter of 12 May.',
    'We are pleased to confirm the date.',
    'Yours faithfully',
  ],
  recipe: ['Phở bò', 'Xương bò 2 kg', 'Gừng, hành, hồi, quế', 'Ninh trong tám giờ'],
  'temporary residence form CT01': [
    'TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ',
    'Kính gửi: Công an xã',
    'Họ, chữ đệm và tên: A',
    'Ngày, tháng, năm sinh: 1/1/1990',
    'Giới tính: Nam',
    'Nội dung đề nghị: đăng ký thường trú',
  ],
  'driving licence application': ['ĐƠN ĐỀ NGHỊ ĐỔI GIẤY PHÉP LÁI XE', 'Tôi là: Nguyễn Văn An', 'Số giấy phép: 123456', 'Hạng B2'],
  'household business licence': [
    ...head,
    'GIẤY CHỨNG NHẬN ĐĂNG KÝ HỘ KINH DOANH',
    'Tên hộ kinh doanh: TẠP HÓA HOA',
    'Địa điểm kinh doanh: xã Ea Kao',
    'Vốn kinh doanh: 50.000.000 đồng',
  ],
  'military service notice': ['LỆNH GỌI KHÁM SỨC KHỎE', 'Ban chỉ huy quân sự xã', 'Yêu cầu ông có mặt lúc 7 giờ'],
  'bank statement': ['SAO KÊ TÀI KHOẢN', 'Số tài khoản 5200 205 123456', 'Số dư đầu kỳ 1.000.000', 'Ghi nợ 200.000', 'Ghi có 350.000'],
  'table of contents': ['MỤC LỤC', 'Chương 1 Mở đầu 3', 'Chương 2 Cơ sở 12', 'Chương 3 Kết quả 40', 'Tài liệu tham khảo 88'],
  'price list': ['BẢNG GIÁ VẬT TƯ', 'Xi măng 95.000', 'Cát xây 350.000', 'Thép phi 10 18.500'],
  invitation: ['GIẤY MỜI', 'Trân trọng kính mời ông bà', 'Đến dự lễ khánh thành', 'Thời gian: 8 giờ ngày 20'],
};

describe('papers of other kinds stay unknown', () => {
  test.each(Object.entries(others))(
    '%s',
    async (_, lines) => {
      const found = await read(paper(lines));
      expect(found.classified.recordType).toBeNull();
      expect(found.located).toEqual([]);
      expect(found.classified.findings.map((f) => f.code)).toEqual(['page.unknown']);
      expect(found.recognised.lines.length).toBeGreaterThan(2);
    },
    60_000,
  );
});

describe('bad pictures say what is wrong', () => {
  const plain = (colour: string) =>
    sharp({ create: { width: 800, height: 1131, channels: 3, background: colour } })
      .png()
      .toBuffer();

  test('blank and black', async () => {
    expect((await read(await plain('#f3efe6'))).normalised.findings.map((f) => f.code)).toContain('page.blank');
    expect((await read(await plain('#040404'))).normalised.findings.map((f) => f.code)).toContain('page.dark');
  }, 60_000);

  test.each([
    [90, 270],
    [180, 180],
    [270, 90],
  ] as const)(
    'turned by %i',
    async (angle, back) => {
      const found = await read(await sharp(known()).rotate(angle).jpeg().toBuffer(), 'x.jpg');
      expect(found.normalised.turn).toBe(back);
      expect(found.classified.recordType).toBe('birth-certificate');
      expect(found.located.find((l) => l.key === 'personalId')?.raw).toBe('064314009061');
      const { width, height } = found.normalised.quality;
      for (const {
        box: [x, y, w, h],
      } of found.located)
        expect(x >= 0 && y >= 0 && x + w <= width && y + h <= height).toBe(true);
    },
    60_000,
  );

  test('half a page, 72 dpi, 1200 dpi', async () => {
    const half = await read(await sharp(known()).extract({ left: 0, top: 0, width: 900, height: 2363 }).jpeg().toBuffer(), 'x.jpg');
    expect(half.normalised.findings.map((f) => f.code)).toContain('page.cut');
    const coarse = await read(await sharp(known()).resize({ width: 590 }).withDensity(72).jpeg().toBuffer(), 'x.jpg');
    expect(coarse.normalised.findings.map((f) => f.code)).toContain('page.lowResolution');
    const fine = await read(await sharp(known()).resize({ width: 8000 }).jpeg({ quality: 60 }).toBuffer(), 'x.jpg');
    expect(fine.located.find((l) => l.key === 'personalId')?.raw).toBe('064314009061');
    expect(fine.located.find((l) => l.key === 'fullName')?.box[0]).toBeGreaterThan(1800);
  }, 90_000);

  test('two records photographed together are not mixed', async () => {
    const one = await sharp(known()).resize({ width: 1200 }).toBuffer();
    const both = await sharp({ create: { width: 2400, height: 1690, channels: 3, background: '#777777' } })
      .composite([
        { input: one, left: 0, top: 0 },
        { input: one, left: 1200, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    const found = await read(both, 'x.jpg');
    expect(found.classified.findings.map((f) => f.code)).toContain('page.severalRecords');
    expect(found.located.filter((l) => l.key === 'fullName').length).toBe(1);
  }, 60_000);
});
