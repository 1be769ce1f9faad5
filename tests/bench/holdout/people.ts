import { numberProvinces } from '#domain/lists/number-provinces';
import type { Random } from './random.ts';

/** Invented people. Names in title case such that upper case and back gives the same name (one form prints capitals). */
export interface Person {
  readonly name: string;
  readonly sex: 'Nam' | 'Nữ';
  readonly birth: string;
  readonly ethnicity: string;
  readonly religion: string;
}

const families =
  'Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trương Đoàn Lương Trịnh Đào Cao Hà Tô Phùng Châu Vương Tăng Chu Kiều Khổng Âu Giáp Tống Thân Nghiêm Bạch Đàm Ninh Lưu Cù Đường Khuất Nhữ Phí Quản Thiều Tôn Ưng Mẫn Uông Viên'.split(
    ' ',
  );
const common = families.slice(0, 20);
const highlandFamilies = [
  'Niê',
  'Niê Kđăm',
  'Mlô',
  'Êban',
  'Êñuôl',
  'Byă',
  'Ayŭn',
  'Kbuôr',
  'Knul',
  'Hđơk',
  'Hwing',
  'Hmŏk',
  'Kpă',
  'Kpơr',
  'Ksơr',
  'Ktla',
  'Kriêng',
  'Kbrông',
  'Rcăm',
  'Êčăm',
  'Bkrông',
  'Niê Buôn Drăng',
  'Mdrang',
  'Adrơng',
];
const men = [
  'Bhăm',
  'Blŏ',
  'Čhĭn',
  'Dhŏng',
  'Ƀhơk',
  'Khĕn',
  'Mĭr',
  'Ngŭn',
  'Pŏl',
  'Rŭi',
  'Sĭm',
  'Tŏng',
  'Wĭn',
  'Thĭnh',
  'Guôl',
  'Djik',
  'Yŭk',
  'Krĭng',
  'Nhĭp',
  'Tlŏ',
  'Phĭl',
  'Sŭt',
  'Ƀlŭ',
  'Čuăn',
  'Kuăn',
  'Jhŏng',
  'Wơn',
  'Suăn',
];
const women = [
  'Ƀlan',
  'Bĭnh',
  'Čuê',
  'Djuôr',
  'Ngĭ',
  'Nhŭ',
  'Rĕ',
  'Sŏn',
  'Wĕn',
  'Yŭ',
  'Lĭč',
  'Mrĭ',
  'Ñĭ',
  'Đĭn',
  'Ƀrĭ',
  'Hŏa',
  'Yŏ',
  'Năm',
  'Juin',
  'Thĕ',
  'Bluĕ',
  'Nĕ',
  'Nguôm',
  'Duin',
];
const middleMen = [
  'Văn',
  'Văn',
  'Đức',
  'Hữu',
  'Quốc',
  'Minh',
  'Công',
  'Xuân',
  'Bá',
  'Đình',
  'Thế',
  'Trọng',
  'Gia',
  'Tấn',
  'Viết',
  'Khắc',
  'Nhật',
  'Hoàng',
  'Văn Đức',
  'Ngọc',
  '',
];
const middleWomen = [
  'Thị',
  'Thị',
  'Thị',
  'Thị Ngọc',
  'Thị Thanh',
  'Thị Hồng',
  'Thị Cẩm',
  'Thị Mỹ',
  'Ngọc',
  'Diễm',
  'Bảo',
  'Khánh',
  'Thanh',
  'Phương',
  'Như',
  '',
];
const givenMen =
  'Cường Dũng Hùng Thắng Trường Khải Quyết Tưởng Vỹ Đạt Hiển Phước Nghiệp Lộc Sỹ Khôi Triết Đệ Tuyển Hoạch Kỳ Tiệp Thưởng Nhựt Ngữ Điệp Quyền Thỉnh Thuẩn Mão Tỵ Hợi Bốn Út Huỳnh Chiểu Ổn Đẩu'.split(
    ' ',
  );
const givenWomen =
  'Hằng Thủy Ngọc Yến Nhung Thảo Hường Quyên Diễm Lệ Nguyệt Xuyến Tuyết Mỵ Thơm Oanh Liễu Uyển Hoài Phượng Ngân Trinh Ánh Thắm Lụa Sương Bưởi Duyệt Tỉnh Vẻ Hậu Chuyển Thêu Phấn Đượm Nở Khuyên Kiều Quỳnh'.split(
    ' ',
  );
const others: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['Tày', ['Nông', 'Hoàng', 'Hứa', 'Ma', 'Bế', 'Lường', 'Nguyễn'], ['Không']],
  ['Nùng', ['Nông', 'Lục', 'Vi', 'Hoàng', 'Lương', 'Sầm'], ['Không']],
  ['Thái', ['Lò', 'Cầm', 'Quàng', 'Tòng', 'Vi', 'Hà', 'Lô'], ['Không']],
  ['Mường', ['Bùi', 'Đinh', 'Quách', 'Phạm', 'Hà'], ['Không']],
  ['Dao', ['Triệu', 'Bàn', 'Đặng', 'Phùng', 'Chảo', 'Tẩn'], ['Không']],
  ['Khmer', ['Thạch', 'Sơn', 'Danh', 'Kim', 'Kiên'], ['Phật giáo']],
  ['Hoa', ['Trần', 'Lâm', 'Quách', 'Lưu', 'Ngô'], ['Phật giáo', 'Không']],
];

/** A date of that year, 1 to 28 of any month. */
export function dateIn(r: Random, year: number): string {
  return `${year}-${String(r.whole(1, 12)).padStart(2, '0')}-${String(r.whole(1, 28)).padStart(2, '0')}`;
}

export interface Wish {
  readonly sex?: 'Nam' | 'Nữ';
  /** Years of birth, inclusive. */
  readonly born: readonly [number, number];
  readonly highland: boolean;
}

export function person(r: Random, wish: Wish): Person {
  const sex = wish.sex ?? r.pick(['Nam', 'Nữ'] as const);
  const birth = dateIn(r, r.whole(wish.born[0], wish.born[1]));
  if (wish.highland) {
    const kind = r.next();
    if (kind < 0.72) {
      const name = sex === 'Nam' ? `Y ${r.pick(men)}` : `H'${r.pick(women)}`;
      return {
        name: `${name} ${r.pick(highlandFamilies)}`,
        sex,
        birth,
        ethnicity: 'Ê Đê',
        religion: r.pick(['Không', 'Tin Lành', 'Tin lành', 'Công giáo']),
      };
    }
    if (kind < 0.88) {
      const family = r.pick(['Ksor', 'Siu', 'Rơ Châm', 'Rah Lan', 'Nay', 'Kpuih', 'Rơ Mah', 'Puih']);
      return {
        name:
          sex === 'Nam'
            ? `${family} ${r.pick(['Blĕ', 'Tơr', 'Djruêng', 'Nhĭn', 'Kŏ', 'Hyŭt'])}`
            : `${family} H'${r.pick(['Yim', 'Biên', 'Nhĭ', 'Ƀlơi', 'Lĭm'])}`,
        sex,
        birth,
        ethnicity: 'Gia Rai',
        religion: r.pick(['Tin Lành', 'Không']),
      };
    }
    return {
      name: sex === 'Nam' ? `Điểu ${r.pick(["K'Lung", 'Nhĕr', "K'Rĭ", 'Nhăng'])}` : `Thị ${r.pick(['Brĕ', 'Mrơi', 'Djĕ', 'Plơi'])}`,
      sex,
      birth,
      ethnicity: 'Mnông',
      religion: r.pick(['Tin Lành', 'Không']),
    };
  }
  const other = r.chance(0.22) ? r.pick(others) : null;
  const family = other ? r.pick(other[1]) : r.pick(r.chance(0.6) ? common : families);
  const middle = r.pick(sex === 'Nam' ? middleMen : middleWomen);
  const given = r.pick(sex === 'Nam' ? givenMen : givenWomen);
  return {
    name: [family, middle, given].filter(Boolean).join(' '),
    sex,
    birth,
    ethnicity: other?.[0] ?? 'Kinh',
    religion: other ? r.pick(other[2]) : r.pick(['Không', 'Không', 'Phật giáo', 'Công giáo', 'Cao Đài', 'Phật giáo Hòa Hảo']),
  };
}

/** The code of the province that registered the birth; `province` is one of the 63 names, else any. */
export function numberProvince(r: Random, province: string | null): string {
  const found = Object.entries(numberProvinces).find(([, name]) => name === province)?.[0];
  return found && r.chance(0.85) ? found : r.pick(Object.keys(numberProvinces).filter((code) => code !== '000'));
}

/** Twelve figures: province, sex and century, two of the year, six of a series. */
export function personalNumber(r: Random, who: Pick<Person, 'sex' | 'birth'>, province: string | null): string {
  const year = Number(who.birth.slice(0, 4));
  const century = Math.floor((year - 1900) / 100) * 2;
  return `${numberProvince(r, province)}${century + (who.sex === 'Nam' ? 0 : 1)}${String(year % 100).padStart(2, '0')}${r.digits(6)}`;
}

/** Ten figures with the check figure. */
export function taxCode(r: Random): string {
  const weights = [31, 29, 23, 19, 17, 13, 7, 5, 3];
  for (;;) {
    const body = `${r.pick(['60', '59', '01', '03', '42', '40', '54', '18', '35', '02', '48', '36'])}${r.digits(7)}`;
    const check = 10 - ([...body].reduce((sum, digit, at) => sum + Number(digit) * (weights[at] ?? 0), 0) % 11);
    if (check < 10) return body + String(check);
  }
}
