import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright';
import sharp from 'sharp';
import { openFonts } from './fonts.ts';
import { type InkBox, inkOf } from './ink.ts';
import { random } from './random.ts';
import { wear } from './wear.ts';

/**
 * `node tests/bench/holdout/register.ts OUT_FOLDER --fonts FOLDER [--seed 12] [--hand dancing-script]`
 * One page of a register of births: labels printed, two entries written by hand, one under the other. Writes `page.jpg` (200 dpi, a little
 * worn) and `truth.json` with what stands where. The people are invented.
 */
const { values: args, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    fonts: { type: 'string' },
    seed: { type: 'string', default: '12' },
    hand: { type: 'string', default: 'dancing-script' },
    chromium: { type: 'string', default: '/usr/bin/chromium' },
  },
});
const [out] = positionals;
if (!out) throw new Error('usage: register.ts OUT_FOLDER --fonts FOLDER');
const dpi = 200;
const r = random(Number(args.seed));
const fonts = openFonts(args.fonts ?? null);
const hand = fonts.hands.find((name) => name.includes(args.hand)) ?? '"FreeSerif"';

/** A label, and the value written behind it, in the order of the page; null starts a heading. */
type Row = readonly (readonly [label: string, key: string, value: string])[] | string;

const entries: readonly (readonly Row[])[] = [
  [
    [
      ['Số đăng ký khai sinh', 'so', '12/2016'],
      ['Ngày, tháng, năm đăng ký', 'ngayDangKy', '14/03/2016'],
      ['Quyển số', 'quyenSo', '01/2016'],
    ],
    'NGƯỜI ĐƯỢC ĐĂNG KÝ KHAI SINH',
    [
      ['Họ, chữ đệm, tên', 'nksHoTen', 'Y THIÊN NIÊ KĐĂM'],
      ['Giới tính', 'nksGioiTinh', 'Nam'],
    ],
    [['Ngày, tháng, năm sinh', 'nksNgaySinh', '02/03/2016']],
    [['Ghi bằng chữ', 'nksNgaySinhBangChu', 'Ngày hai tháng ba năm hai nghìn không trăm mười sáu']],
    [
      ['Nơi sinh', 'nksNoiSinh', 'Trạm y tế xã Ea Kao'],
      ['Dân tộc', 'nksDanToc', 'Ê Đê'],
      ['Quốc tịch', 'nksQuocTich', 'Việt Nam'],
    ],
    [['Quê quán', 'nksQueQuan', 'Buôn H’Drát, xã Ea Kao, tỉnh Đắk Lắk']],
    [
      ['Họ, chữ đệm, tên người mẹ', 'meHoTen', 'H LINH NIÊ KĐĂM'],
      ['Năm sinh', 'meNgaySinh', '1993'],
      ['Dân tộc', 'meDanToc', 'Ê Đê'],
    ],
    [['Nơi cư trú', 'meNoiCuTru', 'Buôn H’Drát, xã Ea Kao, tỉnh Đắk Lắk']],
    [
      ['Họ, chữ đệm, tên người cha', 'chaHoTen', 'Y BHĂM ÊBAN'],
      ['Năm sinh', 'chaNgaySinh', '1990'],
      ['Dân tộc', 'chaDanToc', 'Ê Đê'],
    ],
    [['Nơi cư trú', 'chaNoiCuTru', 'Buôn H’Drát, xã Ea Kao, tỉnh Đắk Lắk']],
    [
      ['Họ, chữ đệm, tên người đi đăng ký', 'nycHoTen', 'Y BHĂM ÊBAN'],
      ['Quan hệ', 'nycQuanHe', 'Cha'],
    ],
    [['Giấy tờ tùy thân số', 'nycSoGiayTo', '241255873']],
    [
      ['Người thực hiện', 'nguoiThucHien', 'Lê Thị Thủy'],
      ['Người ký', 'nguoiKy', 'Trần Đình Vượng'],
    ],
  ],
  [
    [
      ['Số đăng ký khai sinh', 'so', '13/2016'],
      ['Ngày, tháng, năm đăng ký', 'ngayDangKy', '15/03/2016'],
      ['Quyển số', 'quyenSo', '01/2016'],
    ],
    'NGƯỜI ĐƯỢC ĐĂNG KÝ KHAI SINH',
    [
      ['Họ, chữ đệm, tên', 'nksHoTen', 'PHẠM QUỲNH TRÂM'],
      ['Giới tính', 'nksGioiTinh', 'Nữ'],
    ],
    [['Ngày, tháng, năm sinh', 'nksNgaySinh', '27/02/2016']],
    [['Ghi bằng chữ', 'nksNgaySinhBangChu', 'Ngày hai mươi bảy tháng hai năm hai nghìn không trăm mười sáu']],
    [
      ['Nơi sinh', 'nksNoiSinh', 'Bệnh viện đa khoa tỉnh'],
      ['Dân tộc', 'nksDanToc', 'Kinh'],
      ['Quốc tịch', 'nksQuocTich', 'Việt Nam'],
    ],
    [['Quê quán', 'nksQueQuan', 'xã Hoài Châu, huyện Hoài Nhơn, tỉnh Bình Định']],
    [
      ['Họ, chữ đệm, tên người mẹ', 'meHoTen', 'ĐỖ THỊ THANH HƯƠNG'],
      ['Năm sinh', 'meNgaySinh', '1989'],
      ['Dân tộc', 'meDanToc', 'Kinh'],
    ],
    [['Nơi cư trú', 'meNoiCuTru', 'Thôn 4, xã Ea Kao, tỉnh Đắk Lắk']],
    [
      ['Họ, chữ đệm, tên người cha', 'chaHoTen', 'PHẠM VĂN QUÝ'],
      ['Năm sinh', 'chaNgaySinh', '1986'],
      ['Dân tộc', 'chaDanToc', 'Kinh'],
    ],
    [['Nơi cư trú', 'chaNoiCuTru', 'Thôn 4, xã Ea Kao, tỉnh Đắk Lắk']],
    [
      ['Họ, chữ đệm, tên người đi đăng ký', 'nycHoTen', 'ĐỖ THỊ THANH HƯƠNG'],
      ['Quan hệ', 'nycQuanHe', 'Mẹ'],
    ],
    [['Giấy tờ tùy thân số', 'nycSoGiayTo', '212783046']],
    [
      ['Người thực hiện', 'nguoiThucHien', 'Lê Thị Thủy'],
      ['Người ký', 'nguoiKy', 'Trần Đình Vượng'],
    ],
  ],
];

const written = (text: string) =>
  `<span class="h">${text
    .split(' ')
    .map(
      (word) =>
        `<i style="transform:translate(0,${r.real(-1.5, 1.5).toFixed(1)}px) rotate(${r.real(-1.5, 1.5).toFixed(1)}deg)">${word}</i>`,
    )
    .join(' ')}</span>`;
const body = entries
  .map(
    (rows, entry) =>
      `<section>${rows
        .map((row) =>
          typeof row === 'string'
            ? `<h2>${row}</h2>`
            : `<p>${row
                .map(
                  ([label, key, value]) =>
                    `<span class="f"><b>${label}:</b><span class="v" data-value="${entry}.${key}">${written(value)}</span></span>`,
                )
                .join('')}</p>`,
        )
        .join('')}</section>`,
  )
  .join('');
const html = `<!doctype html><html lang="vi"><meta charset="utf-8"><style>${fonts.css([hand])}
  *{margin:0;box-sizing:border-box}body{width:794px;height:1123px;padding:44px 46px;background:#fdfbf4;color:#151515;font:14.5px "Tinos","Liberation Serif",serif}
  header{display:flex;justify-content:space-between;margin-bottom:12px}section{border:1.4px solid #222;padding:8px 12px 10px;margin-bottom:20px}
  h1{font-size:17px}h2{font-size:13px;margin:6px 0 0;text-align:center}p{display:flex;gap:14px;margin-top:11px}header .f{flex:0 0 120px}.f{display:flex;flex:1 1 auto;align-items:baseline;white-space:nowrap}
  b{font-weight:normal}.v{flex:1;margin-left:6px;border-bottom:1.2px dotted #555;min-width:60px}.h{font-family:${hand},"DejaVu Sans";font-size:19px;line-height:1.1;color:#1a2552;padding-left:4px}.h i{display:inline-block;font-style:normal}
</style><body><header><span>ỦY BAN NHÂN DÂN XÃ EA KAO</span><h1>SỔ ĐĂNG KÝ KHAI SINH</h1><span class="f"><b>Trang số:</b><span class="v" data-value="page.trangSo">${written('25')}</span></span></header>${body}</body></html>`;

const browser = await chromium.launch({ executablePath: args.chromium, args: ['--no-sandbox', '--font-render-hinting=none'] });
try {
  const context = await browser.newContext({ viewport: { width: 794, height: 1123 }, deviceScaleFactor: dpi / 96 });
  const page = await context.newPage();
  await page.setContent(html, { waitUntil: 'load' });
  await page.evaluate('document.fonts.ready');
  const picture = await page.screenshot({ type: 'png' });
  const ink = await inkOf(page, dpi / 96);
  const scan = await wear(picture, 'light', 'gray', dpi, r);
  writeFileSync(join(out, 'page.jpg'), await sharp(scan.bytes).jpeg({ quality: 38 }).withMetadata({ density: dpi }).toBuffer());
  const box = (lines: readonly (readonly InkBox[])[]) => {
    const points = lines.flat().flatMap(([x, y, w, h]) => [scan.at(x, y), scan.at(x + w, y), scan.at(x, y + h), scan.at(x + w, y + h)]);
    const [xs, ys] = [points.map((p) => p[0]), points.map((p) => p[1])];
    const [left, top] = [Math.min(...xs), Math.min(...ys)];
    return [left, top, Math.max(...xs) - left, Math.max(...ys) - top].map((side) => Math.round(side));
  };
  const of = (entry: string, key: string, value: string) => ({ key, value, box: box(ink[`${entry}.${key}`] ?? []) });
  const truth = {
    page: [of('page', 'trangSo', '25')],
    entries: entries.map((rows, entry) =>
      rows.flatMap((row) => (typeof row === 'string' ? [] : row.map(([, key, value]) => of(String(entry), key, value)))),
    ),
  };
  writeFileSync(join(out, 'truth.json'), `${JSON.stringify(truth, null, 1)}\n`);
} finally {
  await browser.close();
}
