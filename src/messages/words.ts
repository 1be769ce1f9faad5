import { both } from './both.ts';

/** Words of the office that every screen shares. */
export const words = both(
  {
    appName: 'Sổ Sống',
    batch: 'lô', page: 'trang', face: 'mặt', record: 'hồ sơ', recordType: 'loại hồ sơ', value: 'giá trị',
    confirm: 'Xác nhận', correct: 'Sửa', unreadable: 'Không đọc được', blank: 'Giấy để trống', doubtful: 'cần xem',
    cancel: 'Thôi', close: 'Đóng', save: 'Lưu', remove: 'Xóa', retry: 'Thử lại', stop: 'Dừng',
  },
  {
    appName: 'Sổ Sống',
    batch: 'batch', page: 'page', face: 'face', record: 'record', recordType: 'record type', value: 'value',
    confirm: 'Confirm', correct: 'Correct', unreadable: 'Unreadable', blank: 'Blank on paper', doubtful: 'doubtful',
    cancel: 'Cancel', close: 'Close', save: 'Save', remove: 'Remove', retry: 'Try again', stop: 'Stop',
  },
);
