import { both } from './both.ts';
import { counted } from './counted.ts';

/** Finding a record by any of its values. */
export const search = both(
  {
    title: 'Tìm kiếm',
    label: 'Tìm hồ sơ theo bất kỳ giá trị nào',
    hint: 'Tên người, số định danh, số thửa, số phát hành…',
    explain: 'Gõ ít nhất hai chữ. Không cần dấu, không phân biệt chữ hoa: “nguyen van thanh” cũng tìm được “NGUYỄN VĂN THÀNH”.',
    none: (text: string) => `Không có hồ sơ nào có “${text}”.`,
    noneNext: 'Thử ít chữ hơn, hoặc tìm theo số thay vì tên. Hồ sơ chưa đọc xong thì chưa tìm được.',
    found: (count: string) => `Tìm thấy ${count} hồ sơ`,
    foundMany: (count: string) => `Có nhiều hơn ${count} hồ sơ; gõ thêm để thu hẹp.`,
    searching: 'Đang tìm…',
    results: 'Kết quả tìm kiếm',
    match: 'Chỗ khớp',
    keys: 'Mũi tên chọn · Enter mở hồ sơ',
  },
  {
    title: 'Search',
    label: 'Find a record by any of its values',
    hint: 'Name, personal number, parcel, serial number…',
    explain: 'Type at least two letters. Marks and case do not matter: “nguyen van thanh” finds “NGUYỄN VĂN THÀNH”.',
    none: (text) => `No record has “${text}”.`,
    noneNext: 'Try fewer letters, or a number instead of a name. Records that are not read yet cannot be found.',
    found: (count) => `${counted(count, 'record')} found`,
    foundMany: (count) => `More than ${counted(count, 'record')}; type more to narrow it down.`,
    searching: 'Searching…',
    results: 'Search results',
    match: 'Match',
    keys: 'Arrows choose · Enter opens the record',
  },
);
