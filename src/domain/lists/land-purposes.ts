/**
 * Land-use purposes as certificates print them, with code and period. Codes: TT 08/2024/TT-BTNMT from 01/08/2024; before that
 * TT 27/2018, TT 28/2014, TT 08/2007. Periods are those of the code's circular; wording on certificates changed more slowly, so the
 * period of a name is told, never enforced. Null: open, or older than the tables here.
 */
export interface LandPurpose {
  readonly code: string;
  /** The first is the usual wording. */
  readonly names: readonly string[];
  readonly group: 'agricultural' | 'building' | 'unused';
  readonly from: string | null;
  readonly to: string | null;
}

const since2024 = '2024-08-01';
const until2024 = '2024-07-31';
const purpose = (
  code: string,
  group: LandPurpose['group'],
  names: readonly string[],
  from: string | null = null,
  to: string | null = null,
): LandPurpose => ({ code, names, group, from, to });

export const landPurposes: readonly LandPurpose[] = [
  purpose('LUC', 'agricultural', ['Đất chuyên trồng lúa', 'Đất chuyên trồng lúa nước']),
  purpose('LUK', 'agricultural', ['Đất trồng lúa còn lại', 'Đất trồng lúa nước còn lại']),
  purpose('LUN', 'agricultural', ['Đất trồng lúa nương', 'Đất lúa nương'], null, until2024),
  purpose('LUA', 'agricultural', ['Đất trồng lúa', 'Đất lúa']),
  purpose('HNK', 'agricultural', ['Đất trồng cây hàng năm khác', 'Đất trồng cây hằng năm khác']),
  purpose('CHN', 'agricultural', ['Đất trồng cây hàng năm', 'Đất trồng cây hằng năm']),
  purpose('BHK', 'agricultural', ['Đất bằng trồng cây hàng năm khác'], null, until2024),
  purpose('NHK', 'agricultural', ['Đất nương rẫy trồng cây hàng năm khác'], null, until2024),
  purpose('COC', 'agricultural', ['Đất cỏ dùng vào chăn nuôi'], null, until2024),
  purpose('CLN', 'agricultural', ['Đất trồng cây lâu năm']),
  purpose('LNC', 'agricultural', ['Đất trồng cây công nghiệp lâu năm'], null, '2014-12-31'),
  purpose('LNQ', 'agricultural', ['Đất trồng cây ăn quả lâu năm'], null, '2014-12-31'),
  purpose('LNK', 'agricultural', ['Đất trồng cây lâu năm khác'], null, '2014-12-31'),
  purpose('RSX', 'agricultural', ['Đất rừng sản xuất', 'Đất có rừng tự nhiên sản xuất', 'Đất có rừng trồng sản xuất']),
  purpose('RPH', 'agricultural', ['Đất rừng phòng hộ']),
  purpose('RDD', 'agricultural', ['Đất rừng đặc dụng']),
  purpose('NTS', 'agricultural', ['Đất nuôi trồng thủy sản', 'Đất nuôi trồng thuỷ sản']),
  purpose('TSN', 'agricultural', ['Đất nuôi trồng thủy sản nước ngọt'], null, until2024),
  purpose('TSL', 'agricultural', ['Đất nuôi trồng thủy sản nước lợ, mặn'], null, until2024),
  purpose('CNT', 'agricultural', ['Đất chăn nuôi tập trung'], since2024),
  purpose('LMU', 'agricultural', ['Đất làm muối']),
  purpose('NKH', 'agricultural', ['Đất nông nghiệp khác']),
  purpose('ONT', 'building', ['Đất ở tại nông thôn', 'Đất ở nông thôn']),
  purpose('ODT', 'building', ['Đất ở tại đô thị', 'Đất ở đô thị']),
  purpose('TSC', 'building', ['Đất xây dựng trụ sở cơ quan', 'Đất trụ sở cơ quan']),
  purpose('CQP', 'building', ['Đất quốc phòng']),
  purpose('CAN', 'building', ['Đất an ninh']),
  purpose('DVH', 'building', ['Đất xây dựng cơ sở văn hóa', 'Đất cơ sở văn hóa']),
  purpose('DXH', 'building', ['Đất xây dựng cơ sở dịch vụ xã hội', 'Đất xây dựng cơ sở xã hội']),
  purpose('DYT', 'building', ['Đất xây dựng cơ sở y tế', 'Đất cơ sở y tế']),
  purpose('DGD', 'building', ['Đất xây dựng cơ sở giáo dục và đào tạo', 'Đất cơ sở giáo dục - đào tạo']),
  purpose('DTT', 'building', ['Đất xây dựng cơ sở thể dục, thể thao', 'Đất cơ sở thể dục thể thao']),
  purpose('DKH', 'building', ['Đất xây dựng cơ sở khoa học và công nghệ']),
  purpose('DMT', 'building', ['Đất xây dựng cơ sở môi trường'], since2024),
  purpose('DKT', 'building', ['Đất xây dựng cơ sở khí tượng thủy văn'], since2024),
  purpose('DNG', 'building', ['Đất xây dựng cơ sở ngoại giao']),
  purpose('DSK', 'building', ['Đất xây dựng công trình sự nghiệp khác']),
  purpose('SKK', 'building', ['Đất khu công nghiệp']),
  purpose('SKN', 'building', ['Đất cụm công nghiệp']),
  purpose('SCT', 'building', ['Đất khu công nghệ thông tin tập trung'], since2024),
  purpose('TMD', 'building', ['Đất thương mại, dịch vụ', 'Đất thương mại dịch vụ']),
  purpose('SKC', 'building', ['Đất cơ sở sản xuất phi nông nghiệp', 'Đất cơ sở sản xuất, kinh doanh']),
  purpose('SKS', 'building', ['Đất sử dụng cho hoạt động khoáng sản', 'Đất cho hoạt động khoáng sản']),
  purpose('SKX', 'building', ['Đất sản xuất vật liệu xây dựng, làm đồ gốm'], null, until2024),
  purpose('DGT', 'building', ['Đất công trình giao thông', 'Đất giao thông']),
  purpose('DTL', 'building', ['Đất công trình thủy lợi', 'Đất thủy lợi']),
  purpose('DCT', 'building', ['Đất công trình cấp nước, thoát nước'], since2024),
  purpose('DPC', 'building', ['Đất công trình phòng, chống thiên tai'], since2024),
  purpose('DDT', 'building', ['Đất có di tích lịch sử - văn hóa, danh lam thắng cảnh', 'Đất có di tích lịch sử - văn hóa']),
  purpose('DRA', 'building', ['Đất công trình xử lý chất thải', 'Đất bãi thải, xử lý chất thải']),
  purpose('DNL', 'building', ['Đất công trình năng lượng, chiếu sáng công cộng', 'Đất công trình năng lượng']),
  purpose('DBV', 'building', ['Đất công trình hạ tầng bưu chính, viễn thông, công nghệ thông tin', 'Đất công trình bưu chính viễn thông']),
  purpose('DCH', 'building', ['Đất chợ dân sinh, chợ đầu mối', 'Đất chợ']),
  purpose('DKV', 'building', ['Đất khu vui chơi, giải trí công cộng, sinh hoạt cộng đồng', 'Đất khu vui chơi, giải trí công cộng']),
  purpose('DSH', 'building', ['Đất sinh hoạt cộng đồng']),
  purpose('DCK', 'building', ['Đất công trình công cộng khác']),
  purpose('TON', 'building', ['Đất tôn giáo', 'Đất cơ sở tôn giáo']),
  purpose('TIN', 'building', ['Đất tín ngưỡng', 'Đất cơ sở tín ngưỡng']),
  purpose('NTD', 'building', [
    'Đất nghĩa trang, nhà tang lễ, cơ sở hỏa táng',
    'Đất làm nghĩa trang, nghĩa địa',
    'Đất nghĩa trang, nghĩa địa',
  ]),
  purpose('MNC', 'building', ['Đất có mặt nước chuyên dùng', 'Đất có mặt nước chuyên dùng dạng ao, hồ, đầm, phá']),
  purpose('SON', 'building', ['Đất có mặt nước dạng sông, ngòi, kênh, rạch, suối', 'Đất sông, ngòi, kênh, rạch, suối']),
  purpose('PNK', 'building', ['Đất phi nông nghiệp khác']),
  purpose('BCS', 'unused', ['Đất bằng chưa sử dụng']),
  purpose('DCS', 'unused', ['Đất đồi núi chưa sử dụng']),
  purpose('NCS', 'unused', ['Núi đá không có rừng cây']),
  purpose('T', 'building', ['Đất thổ cư', 'Thổ cư', 'Đất ở'], null, '2004-10-28'),
  purpose('V', 'agricultural', ['Đất vườn', 'Vườn'], null, '2004-10-28'),
  purpose('ĐRM', 'agricultural', ['Đất rẫy màu', 'Đất màu'], null, '2004-10-28'),
  purpose('2L', 'agricultural', ['Đất hai lúa', 'Đất 2 lúa'], null, '2004-10-28'),
];

/** Purposes that these words may mean, of any time: one wording may be in the lists of several. */
export function purposesNamed(words: string): readonly LandPurpose[] {
  const key = words.toLowerCase();
  return landPurposes.filter((one) => one.names.some((name) => name.toLowerCase() === key) || one.code.toLowerCase() === key);
}

/** Terms that are usual for a purpose, from general knowledge: homes without end, fields and production forest with one. */
const usualTerms: Readonly<Record<'long' | 'dated', readonly string[]>> = {
  long: ['ONT', 'ODT'],
  dated: ['LUC', 'LUK', 'LUA', 'HNK', 'CHN', 'BHK', 'NHK', 'CLN', 'LNK', 'RSX', 'NTS'],
};

/** Null: both are usual, or nothing is known. */
export function usualTerm({ code }: LandPurpose): 'long' | 'dated' | null {
  return usualTerms.long.includes(code) ? 'long' : usualTerms.dated.includes(code) ? 'dated' : null;
}

/** Origins of land use as certificates print them (TT 17/2009, TT 23/2014, TT 10/2024). Compound texts occur and are kept as printed. */
export const landOrigins: readonly string[] = [
  ...['Công nhận QSDĐ', 'Công nhận QSD đất', 'Công nhận quyền sử dụng đất'].flatMap((start) => [
    start,
    ...['có', 'không'].map((fee) => `${start} như giao đất ${fee} thu tiền sử dụng đất`),
    ...['có', 'không'].map((fee) => `${start} như Nhà nước giao đất ${fee} thu tiền sử dụng đất`),
  ]),
  'Nhà nước giao đất có thu tiền sử dụng đất',
  'Nhà nước giao đất không thu tiền sử dụng đất',
  'Nhà nước giao đất để quản lý',
  'Nhà nước cho thuê đất trả tiền một lần',
  'Nhà nước cho thuê đất trả tiền hàng năm',
  'Nhà nước cho thuê đất trả tiền hằng năm',
  'Thuê đất của doanh nghiệp đầu tư hạ tầng khu công nghiệp',
  'Thuê đất trả tiền một lần của doanh nghiệp đầu tư hạ tầng khu công nghiệp',
  'Thuê đất trả tiền hàng năm của doanh nghiệp đầu tư hạ tầng khu công nghiệp',
  ...[
    'Nhận chuyển nhượng đất',
    'Nhận chuyển nhượng',
    'Nhận thừa kế',
    'Nhận thừa kế đất',
    'Nhận tặng cho',
    'Được tặng cho đất',
    'Được tặng cho',
    'Nhận chuyển đổi',
    'Chuyển đổi đất',
    'Nhận góp vốn',
  ].flatMap((way) => [
    way,
    ...[
      'được công nhận QSDĐ như giao đất có thu tiền sử dụng đất',
      'được công nhận QSDĐ như giao đất không thu tiền sử dụng đất',
      'được Nhà nước giao đất có thu tiền sử dụng đất',
      'được Nhà nước giao đất không thu tiền sử dụng đất',
    ].map((from) => `${way} ${from}`),
  ]),
];

/** Terms of land use; dated terms are read by the date in them. */
export const landTerms: readonly string[] = ['Lâu dài', 'Ổn định lâu dài', 'Sử dụng ổn định lâu dài', 'Chưa xác định', 'Đến hết thời hạn'];
