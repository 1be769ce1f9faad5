import { address, openAddresses } from '../holdout/addresses.ts';
import { person } from '../holdout/people.ts';
import type { Random } from '../holdout/random.ts';

/** What is printed on pages that have it not: people, notes, stamps, and labels that no type knows. */

export const otherLabels = [
  'Kho',
  'Lô',
  'Ô số',
  'Mức',
  'Nhóm',
  'Vị trí',
  'Ký hiệu',
  'Phân khu',
  'Mã lưu trữ',
  'Tình trạng',
  'Người liên hệ',
  'Số thứ tự lô',
  'Tên thường gọi',
  'Căn cứ pháp lý',
  'Đơn vị tiếp nhận',
  'Nội dung ghi khác',
  'Ký hiệu khoảnh rừng',
  'Tên gọi theo sổ mục kê',
  'Người đứng tên kê khai ban đầu',
  'Thông tin bổ sung của cán bộ tiếp nhận',
  'Đặc điểm nhận dạng theo hồ sơ lưu trữ trước đây',
] as const;

export const stampWords = [
  'BẢN SAO',
  'ĐÃ THU LỆ PHÍ',
  'SAO Y BẢN CHÍNH',
  'HẾT HIỆU LỰC',
  'ĐÃ ĐỐI CHIẾU',
  'LƯU',
  'ĐÃ NHẬP MÁY',
  'Phạm Hữu Đạt',
  '12/05/2019',
] as const;

const addresses = openAddresses();

/** A person or an organisation with a head of his own; `values`: what the block says of him. */
export function foreignBlock(r: Random): { readonly lines: readonly string[]; readonly values: readonly string[] } {
  const home = address(r, addresses.place(r, true));
  if (r.chance(0.25)) {
    const [name, code] = [
      `HỢP TÁC XÃ ${r.pick(['NÔNG NGHIỆP', 'DỊCH VỤ', 'VẬN TẢI'])} ${r.pick(['ĐỒNG TIẾN', 'PHÚ LỘC', 'HÒA AN'])}`,
      r.digits(10),
    ];
    return { lines: [`Tổ chức: ${name}`, `Mã số thuế: ${code}`, `Địa chỉ trụ sở: ${home}`], values: [name, code, home] };
  }
  const who = person(r, { born: [1940, 1999], highland: r.chance(0.3) });
  const [name, year, id] = [who.name.toUpperCase(), who.birth.slice(0, 4), r.digits(9)];
  const man = who.sex === 'Nam';
  const head = r.pick(man ? ['Ông', 'Ông', 'Hộ ông', 'và ông'] : ['Bà', 'Bà', 'Hộ bà', 'và bà']);
  const middle = r.chance(0.5) ? [`Sinh năm: ${year}, CMND số: ${id}`] : [`Sinh năm: ${year}`, `Giấy CMND số: ${id}`];
  return {
    lines: [`${head}: ${name}`, ...middle, ...(r.chance(0.7) ? [`Địa chỉ thường trú: ${home}`] : [])],
    values: [name, year, id, home],
  };
}

export function note(r: Random): readonly string[] {
  return r.pick([
    ['Ghi chú: hồ sơ đã được rà soát, đối chiếu theo kế hoạch của', 'đơn vị; bản lưu để tại kho số 3, giá số 12.'],
    ['(Nội dung tại mục này đã được đính chính theo văn bản của cơ quan có thẩm quyền)'],
    ['Người kê khai cam đoan những nội dung trên là đúng sự thật và chịu', 'trách nhiệm trước pháp luật về lời khai của mình.'],
    [`Đã thu lệ phí theo biên lai số ${r.digits(6)}`],
    ['Xem thêm trang bổ sung kèm theo.'],
  ]);
}
