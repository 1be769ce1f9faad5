import sharp from 'sharp';
import { person } from './people.ts';
import type { Random } from './random.ts';

/** Paper of no known kind. `html` has a place `fonts` for the look; a picture is made for a resolution. */
export type OtherPaper =
  | { readonly kind: string; readonly html: string }
  | { readonly kind: string; readonly picture: (dpi: number) => Promise<Uint8Array> };

const state =
  '<div style="text-align:center"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br><b>Độc lập - Tự do - Hạnh phúc</b><br>———————</div>';
const sheet = (body: string, css = '') =>
  `<!doctype html><html lang="vi"><meta charset="utf-8"><style>/*fonts*/ body{margin:0;padding:64px 60px;width:794px;height:1123px;box-sizing:border-box;overflow:hidden;color:#1a1a1a;background:#fff}table{border-collapse:collapse;width:100%}td,th{border:1px solid #333;padding:4px 6px}p{margin:0 0 9px}.two{display:flex;justify-content:space-between;text-align:center}.c{text-align:center}${css}</style><body>${body}</body></html>`;

export function otherPapers(r: Random): readonly OtherPaper[] {
  const name = () => person(r, { born: [1950, 2000], highland: r.chance(0.3) }).name;
  const day = () =>
    `ngày ${String(r.whole(1, 28)).padStart(2, '0')} tháng ${String(r.whole(1, 12)).padStart(2, '0')} năm ${r.whole(1996, 2026)}`;
  const office = (a: string, b: string, number: string) =>
    `<div class="two"><div>${a}<br><b>${b}</b><br>Số: ${number}</div>${state}</div><br>`;
  const signed = (title: string) =>
    `<div style="margin:30px 0 0 55%;text-align:center"><b>${title}</b><br><br><br><br><b>${name()}</b></div>`;
  const html = (kind: string, body: string, css = ''): OtherPaper => ({ kind, html: sheet(body, css) });
  const paragraph =
    'Căn cứ quy định hiện hành và tình hình thực tế tại địa phương, các đơn vị phối hợp thực hiện việc rà soát, thống kê và báo cáo kết quả trước thời hạn nêu trên. Trong quá trình thực hiện nếu có khó khăn, vướng mắc đề nghị phản ánh kịp thời để được xem xét, giải quyết theo thẩm quyền.';
  return [
    html(
      'letter',
      `${state}<p class="c"><br><b>ĐƠN ĐỀ NGHỊ CẤP ĐỔI GIẤY CHỨNG NHẬN QUYỀN SỬ DỤNG ĐẤT</b></p><p>Kính gửi: Ủy ban nhân dân xã Hòa Thắng</p><p>Tôi tên là: ${name()}, sinh năm ${r.whole(1950, 1990)}, CCCD số ${r.digits(12)}. Hiện gia đình tôi đang sử dụng thửa đất số ${r.whole(1, 900)}, tờ bản đồ số ${r.whole(1, 90)}.</p><p>Nay giấy chứng nhận đã cũ rách, tôi làm đơn này kính đề nghị quý cơ quan xem xét cấp đổi theo quy định. ${paragraph}</p>${signed('NGƯỜI LÀM ĐƠN')}`,
    ),
    html(
      'decision',
      `${office('ỦY BAN NHÂN DÂN TỈNH', 'VĂN PHÒNG', `${r.whole(10, 3000)}/QĐ-UBND`)}<p class="c"><b>QUYẾT ĐỊNH<br>Về việc thu hồi và giao đất thực hiện dự án đường liên xã</b></p><p>CHỦ TỊCH ỦY BAN NHÂN DÂN</p><p>Căn cứ Luật Tổ chức chính quyền địa phương; Căn cứ Luật Đất đai; Xét đề nghị của Giám đốc Sở Nông nghiệp và Môi trường,</p><p><b>Điều 1.</b> Thu hồi ${r.whole(200, 9000)} m² đất do hộ ông ${name()} đang sử dụng. ${paragraph}</p><p><b>Điều 2.</b> ${paragraph}</p><p><b>Điều 3.</b> Quyết định có hiệu lực kể từ ngày ký.</p>${signed('CHỦ TỊCH')}`,
    ),
    html(
      'invoice',
      `<p class="c"><b style="font-size:1.4em">HÓA ĐƠN GIÁ TRỊ GIA TĂNG</b><br>${day()}</p><p>Đơn vị bán hàng: CÔNG TY TNHH VẬT TƯ PHÚ HƯNG<br>Mã số thuế: ${r.digits(10)}<br>Họ tên người mua hàng: ${name()}</p><table><tr><th>STT</th><th>Tên hàng hóa</th><th>ĐVT</th><th>Số lượng</th><th>Đơn giá</th><th>Thành tiền</th></tr>${['Phân bón NPK', 'Ống tưới', 'Máy bơm nước', 'Bạt phơi cà phê', 'Thuốc sâu'].map((x, i) => `<tr><td>${i + 1}</td><td>${x}</td><td>cái</td><td>${r.whole(1, 60)}</td><td>${r.whole(20, 900)}.000</td><td>${r.whole(1, 60)}.${r.digits(3)}.000</td></tr>`).join('')}</table><p>Số tiền viết bằng chữ: Ba mươi hai triệu bốn trăm nghìn đồng</p>${signed('Người bán hàng')}`,
    ),
    html(
      'table',
      `<p class="c"><b>BẢNG TỔNG HỢP SẢN LƯỢNG CÀ PHÊ NIÊN VỤ</b></p><table>${Array.from({ length: 30 }, (_, i) => `<tr>${Array.from({ length: 7 }, (_, j) => `<td>${j === 0 ? i + 1 : j === 1 ? `Thôn ${r.whole(1, 20)}` : r.whole(10, 9999)}</td>`).join('')}</tr>`).join('')}</table>`,
    ),
    html(
      'school',
      `${office('SỞ GIÁO DỤC VÀ ĐÀO TẠO', 'TRƯỜNG THPT LÊ HỮU TRÁC', 'GCN')}<p class="c"><b style="font-size:1.6em">GIẤY CHỨNG NHẬN<br>TỐT NGHIỆP TẠM THỜI</b></p><p>Hiệu trưởng chứng nhận học sinh: <b>${name().toUpperCase()}</b></p><p>Giới tính: Nữ &nbsp;&nbsp; Dân tộc: Kinh</p><p>Ngày sinh: 12/04/2004 &nbsp; Nơi sinh: Đắk Lắk</p><p>Nơi thường trú: Thôn 3, xã Ea Tu</p><p>Đã tốt nghiệp kỳ thi trung học phổ thông. Xếp loại: Khá</p>${signed('HIỆU TRƯỞNG')}`,
    ),
    html(
      'newspaper',
      `<p class="c"><b style="font-size:2.6em">TIN TỨC NÔNG THÔN</b><br>Số ${r.whole(100, 900)} – ${day()}</p><div style="column-count:3;column-gap:18px;font-size:.82em;text-align:justify">${Array.from({ length: 12 }, (_, i) => `<p><b>${['Giá hồ tiêu tăng', 'Số hóa sổ hộ khẩu', 'Đăng ký doanh nghiệp tăng', 'Cấp giấy chứng nhận'][i % 4]}</b> ${paragraph}</p>`).join('')}</div>`,
    ),
    { kind: 'blank', picture: async (dpi) => flat(dpi, 250) },
    { kind: 'black', picture: async (dpi) => flat(dpi, 6) },
    { kind: 'photo', picture: async (dpi) => blotches(dpi, r) },
    html(
      'half',
      `<div style="height:420px;overflow:hidden">${state}<p class="c"><br><b style="font-size:1.5em">GIẤY ỦY QUYỀN</b></p><p>Bên ủy quyền: ${name()}</p><p>Bên nhận ủy quyền: ${name()}</p><p>${paragraph}</p></div><div style="margin:0 -60px;height:800px;background:#3a3a3a"></div>`,
    ),
    html(
      'contract',
      `${state}<p class="c"><b>HỢP ĐỒNG CHUYỂN NHƯỢNG QUYỀN SỬ DỤNG ĐẤT</b></p><p>BÊN CHUYỂN NHƯỢNG (bên A): Ông ${name()}, sinh năm 1961, CMND số ${r.digits(9)}</p><p>Địa chỉ thường trú: Thôn 8, xã Cư Êbur, thành phố Buôn Ma Thuột</p><p>BÊN NHẬN CHUYỂN NHƯỢNG (bên B): Bà ${name()}</p><p>Điều 1. Thửa đất số: 112, tờ bản đồ số: 19; Diện tích: 450 m²; Mục đích sử dụng: đất ở</p><p>${paragraph}</p><p>Điều 2. ${paragraph}</p>`,
    ),
    html(
      'marriage',
      `${office('ỦY BAN NHÂN DÂN', 'phường Tân Tiến', `${r.whole(1, 200)}/2018`)}<p class="c"><b style="font-size:1.7em">GIẤY CHỨNG NHẬN KẾT HÔN</b></p><div class="two" style="text-align:left"><div><p>Họ, chữ đệm, tên vợ: ${name()}</p><p>Ngày, tháng, năm sinh: 03/05/1990</p><p>Dân tộc: Kinh  Quốc tịch: Việt Nam</p><p>Nơi cư trú: TDP 4</p></div><div><p>Họ, chữ đệm, tên chồng: ${name()}</p><p>Ngày, tháng, năm sinh: 17/11/1987</p><p>Dân tộc: Tày  Quốc tịch: Việt Nam</p><p>Nơi cư trú: Thôn 2</p></div></div><p>Nơi đăng ký kết hôn: Ủy ban nhân dân phường Tân Tiến</p>${signed('NGƯỜI KÝ GIẤY CHỨNG NHẬN KẾT HÔN')}`,
    ),
    html(
      'death',
      `${office('ỦY BAN NHÂN DÂN', 'xã Ea Drông', `${r.whole(1, 90)}/2020`)}<p class="c"><b style="font-size:1.6em">TRÍCH LỤC KHAI TỬ</b></p><p>Họ, chữ đệm, tên: <b>${name().toUpperCase()}</b></p><p>Ngày, tháng, năm sinh: 1934</p><p>Giới tính: Nam  Dân tộc: Ê Đê  Quốc tịch: Việt Nam</p><p>Nơi cư trú cuối cùng: Buôn Pheo</p><p>Đã chết vào lúc: 5 giờ, ${day()}</p><p>Đăng ký khai tử tại: Ủy ban nhân dân xã Ea Drông</p>${signed('NGƯỜI KÝ TRÍCH LỤC')}`,
    ),
    html(
      'residence-form',
      `${state}<p class="c"><b>TỜ KHAI THAY ĐỔI THÔNG TIN CƯ TRÚ</b><br>Kính gửi: Công an xã</p><p>1. Họ, chữ đệm và tên: ${name()}</p><p>2. Ngày, tháng, năm sinh: 02/09/1981 &nbsp; 3. Giới tính: Nam</p><p>4. Số định danh cá nhân: ${r.digits(12)}</p><p>5. Số điện thoại liên hệ: 09${r.digits(8)}</p><p>8. Quan hệ với chủ hộ: Chủ hộ</p><p>10. Nội dung đề nghị: Đăng ký thường trú</p><p>11. Những thành viên trong hộ gia đình cùng thay đổi:</p><table><tr><th>TT</th><th>Họ, chữ đệm và tên</th><th>Ngày sinh</th><th>Số định danh</th></tr><tr><td>1</td><td>${name()}</td><td>05/06/2010</td><td>${r.digits(12)}</td></tr></table>`,
    ),
    html(
      'minutes',
      `${state}<p class="c"><b>BIÊN BẢN HỌP THÔN</b></p><p>Thời gian: 19 giờ 30, ${day()}. Chủ trì: ${name()}; thư ký: ${name()}.</p>${`<p>${paragraph}</p>`.repeat(6)}${signed('THƯ KÝ')}`,
    ),
    html(
      'english',
      '<p class="c"><b>PACKING LIST</b></p><p>Consignee: Northern Coffee Traders Ltd, 14 Quay Street</p><p>320 bags of washed robusta, 60 kg each, screen 16, crop of the year, marks and numbers as below.</p><table><tr><th>Lot</th><th>Bags</th><th>Net kg</th></tr><tr><td>A-17</td><td>160</td><td>9600</td></tr><tr><td>A-18</td><td>160</td><td>9600</td></tr></table>',
    ),
    html(
      'note',
      `<div class="h" style="font-size:1.5em;line-height:1.8">Gửi anh ${name()},<br>Chiều nay em mang hồ sơ của bà con thôn 5 lên xã, nhờ anh xem giúp mấy trường hợp thiếu chữ ký. Sổ hộ khẩu photo em để ở ngăn bàn bên trái.<br>Cảm ơn anh nhiều.</div>`,
    ),
    html(
      'map',
      `<p class="c"><b>TRÍCH LỤC BẢN ĐỒ ĐỊA CHÍNH</b></p><svg width="670" height="760">${Array.from({ length: 14 }, () => `<polygon points="${Array.from({ length: 5 }, () => `${r.whole(0, 660)},${r.whole(0, 750)}`).join(' ')}" fill="none" stroke="#333"/>`).join('')}${Array.from({ length: 22 }, () => `<text x="${r.whole(10, 640)}" y="${r.whole(10, 740)}" font-size="13">${r.whole(1, 400)}</text>`).join('')}</svg><p>Tỷ lệ 1:1000</p>`,
    ),
    html(
      'receipt',
      `<div style="width:300px;font-family:monospace">PHIẾU THU<br>${day()}<br>Người nộp: ${name()}<br>Nội dung: Lệ phí trích lục<br>Số tiền: ${r.whole(8, 90)}.000 đồng<br>Bằng chữ: .....................<br>------------------------------<br>Thủ quỹ</div>`,
    ),
    html(
      'red-book-1993',
      `<div style="background:#c8192b;color:#f3d23c;margin:-64px -60px;height:1123px;padding:140px 60px;text-align:center;box-sizing:border-box"><b>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</b><br>Độc lập - Tự do - Hạnh phúc<div style="font-size:5em">★</div><b style="font-size:2em">GIẤY CHỨNG NHẬN<br>QUYỀN SỬ DỤNG ĐẤT</b><br><br><br>Số: ${r.pick(['K', 'M', 'P'])} ${r.digits(6)}</div>`,
    ),
    html(
      'citizen-card',
      `<div style="width:420px;border:1px solid #999;border-radius:14px;padding:18px;background:#e6f3ee"><div class="c"><b>CĂN CƯỚC CÔNG DÂN</b></div><p>Số: <b>${r.digits(12)}</b></p><p>Họ và tên: <b>${name().toUpperCase()}</b></p><p>Ngày sinh: 11/02/1985 &nbsp; Giới tính: Nữ</p><p>Quê quán: Quỳnh Lưu, Nghệ An</p><p>Nơi thường trú: Thôn 1, Ea Na, Krông Ana</p></div>`,
    ),
    html(
      'index',
      `<p class="c"><b>MỤC LỤC HỒ SƠ</b></p><table>${Array.from({ length: 24 }, (_, i) => `<tr><td>${i + 1}</td><td>${['Giấy khai sinh', 'Sổ hộ khẩu', 'Giấy chứng nhận đăng ký doanh nghiệp', 'Xác nhận thông tin về cư trú', 'Đơn xin xác nhận'][i % 5]} của ${name()}</td><td>${r.whole(1, 9)} tờ</td></tr>`).join('')}</table>`,
    ),
    html(
      'branch-registration',
      `${office('SỞ TÀI CHÍNH', 'PHÒNG ĐĂNG KÝ KINH DOANH', `${r.whole(100, 9000)}/XN`)}<p class="c"><b>GIẤY XÁC NHẬN<br>Về việc thay đổi nội dung thông báo mẫu con dấu</b></p><p>Phòng Đăng ký kinh doanh xác nhận: CÔNG TY TNHH GIA PHÁT, mã số doanh nghiệp ${r.digits(10)}, đã gửi thông báo. ${paragraph}</p>${signed('TRƯỞNG PHÒNG')}`,
    ),
    html('noise-text', `<div style="filter:blur(7px)">${`<p>${paragraph}</p>`.repeat(9)}</div>`),
  ];
}

function flat(dpi: number, grey: number): Promise<Uint8Array> {
  const width = Math.round(8.27 * dpi);
  const height = Math.round(11.69 * dpi);
  return sharp({ create: { width, height, channels: 3, background: { r: grey, g: grey, b: grey } } })
    .png()
    .toBuffer();
}

/** Soft coloured blotches with grain, as a photograph slipped into the pile. */
async function blotches(dpi: number, r: Random): Promise<Uint8Array> {
  const small = Buffer.from(Uint8Array.from({ length: 24 * 34 * 3 }, () => r.whole(10, 245)));
  return await sharp(small, { raw: { width: 24, height: 34, channels: 3 } })
    .resize(Math.round(8.27 * dpi), Math.round(11.69 * dpi), { kernel: 'cubic', fit: 'fill' })
    .png({ compressionLevel: 2 })
    .toBuffer();
}
