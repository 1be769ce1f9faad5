/**
 * Makes resources/lexicons: `names.json` (from the words below, general knowledge of Vietnamese and highland names) and `place-words.json`
 * (every word in the names of the country's units). Priors for reading, never substitutes. Run: `node main/setup/make-lexicons.ts`.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { openPlaces, PlacesData } from '#domain/place';
import { canonicalText } from '#domain/vietnamese/normal';
import { isSyllable } from '#domain/vietnamese/syllable';

const root = new URL('../../', import.meta.url);

/** Usual first: their order is their frequency, roughly. */
const families = `Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Đoàn Lương Mai Trịnh Đào Cao Hà Tô Lâm Thái Tạ Phùng Châu La
  Quách Vương Tăng Chu Triệu Nông Hứa Lục Vi Ma Hoàng Bế Lường Lò Cầm Quàng Tòng Vàng Giàng Sùng Thào Mùa Lầu Vừ Cứ Lù Tráng Hầu Cư Thao Lỳ Hạng Ly Má Sầm Lô Vang Lữ Kim Thạch Sơn Danh
  Kiên Diệp Mạc Từ Doãn Kiều Khổng Âu Ông Giáp Tống Thân Nghiêm Hàn Bạch Đàm Đồng Ninh Viên Văn Lưu Chử Cù Cung Cấn Chế Đới Đường Giang Hán Hàng Hoa Khuất Khúc Khương Lại Lai Liêu Lãnh
  Mẫn Mộc Ngân Ngụy Nhan Nhữ Ôn Phí Phó Phương Quan Quản Sử Tào Thi Thiều Tiêu Tôn Trang Trà Trình Ung Ưng Vòng Xa Yên Bàn Phượng Đặng Triệu Chảo Tẩn Phàn Đèo Điêu Hoàng Lò Mào Bá
  Uông Thiệu Đậu Lã Mã Bồ Cái Thẩm Tưởng Tiết Nhâm Mông Lèo Lỗ Lư Hạ Đổng Cổ Cam Bành Trầm Ứng Vưu Phù Tất Trác Vệ Tần Khiếu Khâu Bàng Biện Cát Chung Diêu Dư Đái Đàng Điền Giản Kha Kỷ Lạc Lăng Liễu Long Lộ Nhiêu Tề Cà`;

const given = `An Anh Ái Ân Ánh Ẩn Ba Bách Bạch Bắc Bảo Bảy Băng Bằng Bền Biên Bích Bình Bính Bông Bốn Bổn Bộ Bửu Ca Cảnh Cang Cần Cẩm Cẩn Chánh Chân Châu Chấn Chất Chi Chí Chiêm Chiến Chiều Chinh Chính Chỉnh Chín Chu Chung Chuyên
  Chương Chức Chước Công Cơ Cúc Cung Cương Cường Cửu Danh Diễm Diên Diễn Diện Diệp Diệu Dinh Do Doan Doanh Dũng Dung Dụng Duy Duyên Duyệt Dư Dự Dương Dưỡng Đa Đài Đại Đàm Đan Đang Đào Đạo Đạt Đăng Đắc Đằng Đặng Đẩu Đệ Điền Điển Điện Điệp Điểm Đinh Đình Đính Định Đoan
  Đoàn Đô Đông Đồng Độ Đức Đương Đường Được Em Gái Gấm Giang Giàu Giáp Giới Gia Hà Hạ Hai Hải Hạnh Hân Hàn Hàng Hanh Hảo Hạo Hằng Hậu Hiên Hiền Hiến Hiển Hiệp Hiếu Hiệu Hinh Hòa Hoa Hóa Họa Hoan Hoàn Hoàng Hoành Hoạt Hoài Hồ Hồi Hồng Hội Hợi Hợp Huân Huấn Huệ Huế Hùng Huy Huyền Huỳnh Hương Hường
  Hướng Hưng Hữu Hữu Kha Khả Khá Khải Khang Khanh Khánh Khiêm Khiết Khoa Khoan Khoát Khôi Khuê Khương Khuyên Khuyến Khê Kiên Kiều Kiệt Kiệm Kim Kính Kỳ Kỷ Lam Lan Lãm Lành Lai Lạc Lài Lân Lâm Lập Lâu Lê Lễ Len Liêm Liên Liễu Linh Lĩnh Lịch Loan Long Lộc Lợi Lụa Luân Luận Lục Luyến Luyện Lực Lữ Lương Lượng Lưu Ly Lý Lệ Lệnh Lành
  Mai Mạnh Mão Mẫn Mậu Mận Minh My Mỹ Mừng Mười Mùi Mơ Mến Mộng Na Nam Năm Nga Ngà Ngân Nghi Nghị Nghĩa Nghiêm Nghiệp Ngoan Ngoạn Ngọc Ngô Ngôn Nguyên Nguyện Nguyệt Ngữ Nhã Nhàn Nhạn Nhân Nhâm Nhẫn Nhất Nhật Nhi Nhị Nhiên Nhơn Như Nhu Nhung Nhuận Nhường Nhựt Nhỏ Niên Ninh Nội Nở Nữ Nương Oanh Ổn Phan Pha Phát Phấn Phẩm Phi
  Phong Phòng Phóng Phú Phúc Phục Phụng Phước Phương Phượng Phường Quan Quang Quảng Quân Quận Quế Quốc Quy Quý Quyên Quyền Quyết Quyến Quỳnh Rin Sa Sáng San Sang Sanh Sao Sau Sâm Sen Siêu Sinh Soạn Son Song Sơn Sung Sự Sương Sửu Sỹ Sĩ Tài Tám Tam Tâm Tân Tấn Tần Tập Tạo Tăng Tập Thạch Thái Thanh Thành Thạnh Thao Thảo Thăng Thắm Thắng Thắm Thân
  Thấm Thận Thập Thất Thẩm Thế Thêm Thể Thi Thì Thị Thìn Thiên Thiện Thiệp Thiệu Thiết Thiều Thịnh Thọ Thoa Thoại Thoan Thoàn Thỏa Thông Thống Thơ Thơm Thời Thới Thu Thuận Thuần Thuật Thục Thuyên Thuyết Thúy Thùy Thủy Thụy Thư Thứ Thực Thương Thường Thưởng Thượng Tiên Tiến Tiền Tiệp Tiếp Tiêu Tiếng Tình Tính Tỉnh Tịnh Toán Toại Toan Toàn Toản Tố Tô Tôn Tông Tới Tơ Trà Trác Trai Trang Tráng Trạng Trân
  Trầm Trâm Trần Trấn Tri Trí Trị Triết Triển Triệu Triều Trinh Trình Trọng Trong Trung Trúc Trực Trường Trương Trưởng Tú Tuân Tuấn Tuế Tuệ Tùng Tuy Tuyên Tuyến Tuyền Tuyển Tuyết Tư Từ Tứ Tường Tưởng Tươi Tửu Tý Tỵ Ty Uyên Uyển Út Ứng Vân Vận Văn Vấn Vạn Vang Vàng Vị Vi Viên Viễn Viện Việt Vinh Vĩnh Vịnh Võ Vọng Vũ Vui Vượng Vương Vỹ Vĩ Vy Xinh Xoan Xuân Xuyên Xuyến Xuất Xướng Ý Yên Yến Yêm Yêu
  Bé Tèo Tý Lượm Lúa Rạng Sấm Sắc Sắt Tường Xứng Dậu Tuất Thân Ngọ Mẹo Giỏi Khỏe Mạnh Lớn Nhớ Thương Đẹp Hòe Huề Cù Phến Thêu Vóc Đảm Nhiệm Hoạch Phiên Phiến Diệm Đường Hiểu Khắc Mạch Nguyễn Quỳ Sĩ Thước Vũ
  Viết Tưởng Bưởi Đào Mận Quýt Lựu Sim Lài Nhài Thược Tươi Xoa Ngần Nhẫn Thỏa Chuyền Chuyển Duy Hiệp Lưỡng Khuông Cầu Học Nghĩa Lễ Tín Hiếu Trung Tùng Bách Cúc Trúc Đượm`;

/** Words of Ê Đê, Gia Rai, M'Nông, Ba Na, Xơ Đăng, Cơ Ho, Mạ names; Y and H' (H, Ka, K', A, Rah Lan, Rơ Châm) before them. */
const highland = `Y H' H Hờ Ka K' A Niê Kđăm KĐăm Kdăm Mlô M'lô Êban Êñuôl Ênuôl Byă Ayŭn Ayun Kbuôr Knul Hđơk Hdơk Hwing Hmŏk H'Mok Hmok Kpă Kpơr Kpă Ksơr Ksor Ktla Ktul Kla Kriêng Kbrông Kpor Rcăm Rcom R'com Rcŏm Rahlan Rah Lan Rơ Châm Châm Siu Nay Nai Krông Mdrang Niêng Buôn Yă Yă Dăp Krông
  Êčăm Êmŭt Êtlŭ Bkrông Buôn Krông Hlong Bđap Bing Ŏng Hra Jiê Ju Jŭ Kbin Kman Ktŭl Kuan Lăk Lê Liêng Lim Long Lŏng Mjâo Mul Nhơr Păng Păng Ting Phôk Pang Ting Rmah Rơ Mah Mah Rơ Lan Rơ Ô Rô Puih Pui Hlơi Phok Kring Teh Kŏn Sa Soan Liêng Hot Đơng Gur Cil Cill Kon Sơ Kơ Să Bon Niêng Da Cát Touneh Jơ Nơng Sang Ndong Đăm Blo   Điểu Thị Bu Djŭ Djuăng Bhĭt Bhŏk Wiên Wiăng Wăn Loan Lan Bia Biă Bim Blum Blŭn Čhŭ Chŭ Čik Đăo Dhă Dhiăt Dliê Duan Djă Duin Đuôr Ênuôl Gŏ Guh Hiăng Hoan Hương Jhŏng Jim Jŭk Juê Khoan Khen Kim Kla Klŭn Krăk Krang Krĭng Krơng Kuăn Kŭm Lơi Lŭk Luôn Lưn Mai Mdlă Mĭ Mơ Muin Mŭn Năm Nga Ngăm Nguăn Nguôm Nhiăp Nhŭt Niăm Nin Noan Nuên Ơih Phiăn Phương
  Quăng Rim Rin Rơm Ruê Ruih Ruin Sam Sĭ Sôn Suăn Sŭ Tăng Thăn Thiăng Thim Thơk Thŏk Thuin Tiăr Tĭm Trang Tuă Tuăn Tuin Ŭt Wĭ Wơn Wŭt Xuân Yŏ Yuan Yŭk Yan Yar Blĕ Bĕ Kĕ Pĕ Hĕ Nĕ Rĕ Gluôr Guôl Hêl Djruê Suih Phiên Bran Brim Blơi Glưn Hnhŏk Jut Kruin Mrơi Nhuên Pluin Puăn Rŏ Srôn Tlăm Tlŭp Trưn Yơng Ngơt Chăm Alê Bônh Đinh Gim Hyum Ích Jôn Khuêng Lem Nham Ốt Pêng Rông Thăk Uên
  Aliô Ayŏ Adrơng Arul Êcăm Êyak Kđoh Kkrĕ Kpŭr Mdhur Ktŭ Krĭă`;

const unique = (text: string) => [
  ...new Set(
    text
      .split(/\s+/)
      .map(canonicalText)
      .filter((word) => word !== ''),
  ),
];
const places = openPlaces(PlacesData.parse(JSON.parse(await readFile(new URL('resources/places/units.json', root), 'utf8'))));
const placeWords = [
  ...new Set([...places.words()].map((word) => word.replace(/[.,()]/g, '')).filter((word) => word.length > 0 && !/\d/.test(word))),
].sort();

await mkdir(new URL('resources/lexicons/', root), { recursive: true });
const names = { families: unique(families), given: unique(given), highland: unique(highland) };
for (const word of [...names.families, ...names.given]) if (!isSyllable(word)) console.log('no syllable:', word);
await write('names.json', names);
await write('place-words.json', { words: placeWords });
console.log(
  `families ${names.families.length}, given ${names.given.length}, highland ${names.highland.length}, place words ${placeWords.length}`,
);

async function write(name: string, data: Readonly<Record<string, readonly string[]>>): Promise<void> {
  const text = Object.entries(data)
    .map(([key, words]) => `"${key}":[\n${lines(words)}\n]`)
    .join(',\n');
  await writeFile(new URL(`resources/lexicons/${name}`, root), `{${text}}\n`);
}

/** Twenty words to a line: readable, and small in a difference. */
function lines(words: readonly string[]): string {
  const rows = Array.from({ length: Math.ceil(words.length / 20) }, (_, row) => words.slice(row * 20, row * 20 + 20));
  return rows.map((row) => row.map((word) => JSON.stringify(word)).join(',')).join(',\n');
}
