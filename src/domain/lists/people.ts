/** Closed lists about people: what registers write. Each entry: the usual spelling, then others that mean the same. */

/** The 54 peoples (QĐ 121-TCTK/PPCĐ of 1979), with spellings and branches found in registers. */
export const ethnicGroups: readonly (readonly string[])[] = [
  ['Kinh', 'Việt'], ['Tày', 'Thổ (Tày)'], ['Thái'], ['Hoa', 'Hán'], ['Khmer', 'Khơ Me', 'Khơ-me', 'Khơme'], ['Mường'], ['Nùng'],
  ["H'Mông", 'Mông', 'Hmông', "H'mông", 'HMông', 'Mèo'], ['Dao'], ['Gia Rai', 'Gia-rai', 'Jrai', 'Ja Rai', 'Jarai', 'Giarai'], ['Ngái'],
  ['Ê Đê', 'Ê-đê', 'Êđê', 'Ê đê', 'Ê Đê (Kpạ)', 'Ê Đê (Adham)', 'Ê Đê (Mdhur)', 'Ê Đê (Bih)', 'Rađê', 'Ra Đê'], ['Ba Na', 'Ba-na', 'Bana', 'Bahnar', 'Ba Na (Roh)'],
  ['Xơ Đăng', 'Xơ-đăng', 'Xê Đăng', 'Xơ-Đăng', 'Sê Đăng'], ['Sán Chay', 'Cao Lan', 'Sán Chí', 'Cao Lan - Sán Chí'], ['Cơ Ho', 'Cơ-ho', "K'ho", 'Kơ Ho'],
  ['Chăm', 'Chàm', 'Chăm Hroi', "Chăm H'roi"], ['Sán Dìu'], ['Hrê', 'Hre'], ['Mnông', "M'Nông", "M'nông", 'M’Nông', 'Mơ Nông', 'M Nông'],
  ['Ra Glai', 'Ra-glai', 'Raglai'], ['Xtiêng', 'Stiêng', "X'tiêng"], ['Bru - Vân Kiều', 'Bru-Vân Kiều', 'Vân Kiều', 'Bru Vân Kiều'], ['Thổ'], ['Giáy'],
  ['Cơ Tu', 'Cơ-tu', 'Ka Tu'], ['Gié Triêng', 'Giẻ Triêng', 'Gié-Triêng', 'Giẻ-Triêng'], ['Mạ'], ['Khơ Mú', 'Khơ-mú'], ['Co', 'Cor', 'Cùa'],
  ['Tà Ôi', 'Tà-ôi', 'Ta Ôi', 'Pa Kô'], ['Chơ Ro', 'Chơ-ro'], ['Kháng'], ['Xinh Mun', 'Xinh-mun'], ['Hà Nhì'], ['Chu Ru', 'Chu-ru'], ['Lào'],
  ['La Chí'], ['La Ha'], ['Phù Lá'], ['La Hủ'], ['Lự'], ['Lô Lô'], ['Chứt'], ['Mảng'], ['Pà Thẻn'], ['Cơ Lao', 'Cờ Lao'], ['Cống'], ['Bố Y'],
  ['Si La'], ['Pu Péo'], ['Brâu'], ['Ơ Đu'], ['Rơ Măm', 'Rơ-măm'],
];

/** Religions recognised by the State, and how registers say none. */
export const religions: readonly (readonly string[])[] = [
  ['Không', 'Không có', 'Không tôn giáo', 'không'], ['Phật giáo', 'Đạo Phật', 'Phật'], ['Công giáo', 'Thiên Chúa giáo', 'Thiên chúa', 'Đạo Thiên Chúa'],
  ['Tin Lành', 'Tin lành', 'Đạo Tin Lành'], ['Cao Đài', 'Cao đài', 'Đạo Cao Đài'], ['Phật giáo Hòa Hảo', 'Hòa Hảo', 'Hoà Hảo', 'Phật giáo Hoà Hảo'], ['Hồi giáo', 'Islam'],
  ["Baha'i", 'Tôn giáo Bahai', 'Bahai'], ['Tịnh độ Cư sĩ Phật hội', 'Tịnh độ cư sĩ'], ['Cơ đốc Phục lâm'], ['Tứ Ân Hiếu Nghĩa'], ['Minh Sư đạo'], ['Minh Lý đạo'],
  ['Bà La Môn', 'Bà-la-môn'], ['Mặc Môn'], ['Phật giáo Hiếu Nghĩa Tà Lơn'], ['Bửu Sơn Kỳ Hương'],
];

export const nationalities: readonly (readonly string[])[] = [
  ['Việt Nam', 'Viet Nam', 'Vietnam'], ['Lào'], ['Campuchia', 'Cam-pu-chia', 'Căm-pu-chia'], ['Trung Quốc'], ['Đài Loan', 'Trung Quốc (Đài Loan)'], ['Hàn Quốc', 'Đại Hàn Dân Quốc'],
  ['Nhật Bản'], ['Thái Lan'], ['Hoa Kỳ', 'Mỹ'], ['Pháp'], ['Đức'], ['Anh'], ['Nga', 'Liên bang Nga'], ['Úc', 'Ô-xtrây-li-a', 'Australia'], ['Canada', 'Ca-na-đa'], ['Singapore', 'Xin-ga-po'],
  ['Malaysia', 'Ma-lai-xi-a'], ['Indonesia', 'In-đô-nê-xi-a'], ['Philippines', 'Phi-líp-pin'], ['Ấn Độ'], ['Không quốc tịch', 'Không xác định'],
];

/** Relations to the head of the household (TT 55/2021/TT-BCA Art. 6, and older books). */
export const relationsToHead: readonly (readonly string[])[] = [
  ['Chủ hộ'], ['Vợ'], ['Chồng'], ['Con đẻ', 'Con ruột'], ['Con'], ['Con nuôi'], ['Con trai'], ['Con gái'], ['Con dâu'], ['Con rể'], ['Con riêng'],
  ['Bố đẻ', 'Cha đẻ', 'Ba đẻ'], ['Bố', 'Cha', 'Ba'], ['Mẹ đẻ', 'Má'], ['Mẹ'], ['Bố vợ', 'Cha vợ'], ['Mẹ vợ'], ['Bố chồng', 'Cha chồng'], ['Mẹ chồng'], ['Bố nuôi', 'Cha nuôi'], ['Mẹ nuôi'],
  ['Bố dượng', 'Cha dượng'], ['Mẹ kế'], ['Ông nội'], ['Bà nội'], ['Ông ngoại'], ['Bà ngoại'], ['Ông'], ['Bà'], ['Cụ nội'], ['Cụ ngoại'], ['Anh ruột'], ['Chị ruột'], ['Em ruột'], ['Anh'], ['Chị'], ['Em'],
  ['Anh rể'], ['Chị dâu'], ['Em rể'], ['Em dâu'], ['Anh vợ'], ['Chị vợ'], ['Em vợ'], ['Anh chồng'], ['Chị chồng'], ['Em chồng'], ['Cháu ruột'], ['Cháu nội'], ['Cháu ngoại'], ['Cháu dâu'], ['Cháu rể'], ['Cháu'], ['Chắt', 'Chắt ruột'],
  ['Bác ruột'], ['Chú ruột'], ['Cậu ruột'], ['Cô ruột'], ['Dì ruột'], ['Bác'], ['Chú'], ['Cậu'], ['Cô'], ['Dì'], ['Thím'], ['Mợ'], ['Dượng'], ['Người giám hộ'], ['Ở nhờ', 'Ở thuê', 'Ở mượn'], ['Cùng ở nhờ', 'Cùng ở thuê', 'Cùng ở mượn'], ['Người làm thuê'], ['Khác'],
];

/** Occupations frequent in household books: a prior for reading, not a closed list. */
export const occupations: readonly string[] = [
  'Làm nông', 'Nông nghiệp', 'Làm ruộng', 'Làm rẫy', 'Trồng trọt', 'Chăn nuôi', 'Học sinh', 'Sinh viên', 'Giáo viên', 'Cán bộ', 'Cán bộ xã', 'Cán bộ hưu trí', 'Hưu trí', 'Già yếu', 'Còn nhỏ', 'Trẻ em',
  'Công nhân', 'Công chức', 'Viên chức', 'Bộ đội', 'Công an', 'Bác sĩ', 'Y sĩ', 'Y tá', 'Điều dưỡng', 'Dược sĩ', 'Kỹ sư', 'Kế toán', 'Lái xe', 'Tài xế', 'Thợ mộc', 'Thợ may', 'Thợ xây', 'Thợ hồ', 'Thợ điện', 'Thợ hàn', 'Thợ cơ khí', 'Thợ sửa xe',
  'Buôn bán', 'Kinh doanh', 'Tiểu thương', 'Nội trợ', 'Lao động tự do', 'Lao động phổ thông', 'Làm thuê', 'Nhân viên', 'Bảo vệ', 'Thủ công', 'Dệt thổ cẩm', 'Tu sĩ', 'Không nghề', 'Không', 'Tự do', 'Nông dân',
];
