import type { AuditAction } from '#domain/audit';
import type { MachinePart } from '#domain/caller';
import { both } from './both.ts';

interface Words {
  readonly actions: Readonly<Record<AuditAction, string>>;
  readonly machine: Readonly<Record<MachinePart, string>>;
}

/** What the audit trail says that was done, and which part of the machine did it. */
export const audit = both(
  {
    actions: {
      'batch.created': 'Tạo lô',
      'batch.updated': 'Sửa thông tin lô',
      'batch.removed': 'Xóa lô',
      'reading.stopped': 'Dừng đọc lô',
      'reading.continued': 'Đọc tiếp lô',
      'reading.failedAgain': 'Đọc lại các trang lỗi của lô',
      'reading.paused': 'Tạm dừng đọc',
      'reading.resumed': 'Cho đọc tiếp',
      'import.started': 'Nhập tệp',
      'entry.dismissed': 'Bỏ qua tệp',
      'scan.started': 'Quét giấy',
      'page.readAgain': 'Đọc lại trang',
      'record.opened': 'Mở hồ sơ',
      'record.fetchedAhead': 'Tải trước hồ sơ',
      'record.rowAdded': 'Thêm dòng',
      'record.rowRemoved': 'Xóa dòng',
      'value.decided': 'Quyết định giá trị',
      'value.undone': 'Hoàn tác quyết định',
      'record.sentAgain': 'Gửi lại hồ sơ bị trả, giữ nguyên',
      'handover.started': 'Bắt đầu bàn giao',
      'handover.received': 'Nhận biên nhận bàn giao',
      'target.created': 'Tạo chỉ tiêu',
      'target.updated': 'Sửa chỉ tiêu',
      'target.removed': 'Xóa chỉ tiêu',
      'job.stopped': 'Dừng việc',
      'settings.saved': 'Lưu cài đặt',
      'secret.saved': 'Lưu mật khẩu',
      'queueKey.taken': 'Lấy khóa đọc chung',
    },
    machine: {
      reader: 'Máy đọc',
      importer: 'Máy nhập tệp',
      scanner: 'Máy quét',
      sender: 'Máy bàn giao',
      scheduler: 'Bộ điều phối việc',
      watcher: 'Thư mục theo dõi',
    },
  } satisfies Words,
  {
    actions: {
      'batch.created': 'Batch made',
      'batch.updated': 'Batch changed',
      'batch.removed': 'Batch removed',
      'reading.stopped': 'Reading of a batch stopped',
      'reading.continued': 'Reading of a batch continued',
      'reading.failedAgain': 'Failed pages of a batch read again',
      'reading.paused': 'Reading paused',
      'reading.resumed': 'Reading resumed',
      'import.started': 'Files imported',
      'entry.dismissed': 'File set aside',
      'scan.started': 'Paper scanned',
      'page.readAgain': 'Page read again',
      'record.opened': 'Record opened',
      'record.fetchedAhead': 'Record fetched ahead',
      'record.rowAdded': 'Row added',
      'record.rowRemoved': 'Row removed',
      'value.decided': 'Value decided',
      'value.undone': 'Decision taken back',
      'record.sentAgain': 'Returned record sent again as it is',
      'handover.started': 'Hand-over started',
      'handover.received': 'Receipt of a hand-over',
      'target.created': 'Target made',
      'target.updated': 'Target changed',
      'target.removed': 'Target removed',
      'job.stopped': 'Job stopped',
      'settings.saved': 'Settings saved',
      'secret.saved': 'Password saved',
      'queueKey.taken': 'Key for reading together taken',
    },
    machine: {
      reader: 'Reader',
      importer: 'File import',
      scanner: 'Scanner',
      sender: 'Hand-over',
      scheduler: 'Job scheduler',
      watcher: 'Watched folder',
    },
  },
);
