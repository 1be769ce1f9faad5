import { both } from './both.ts';

/** Texts of the command line and the demo. */
export const cli = both(
  {
    usage: 'Cách dùng', unknownCommand: (name: string) => `Không có lệnh “${name}”.`, missing: (what: string) => `Thiếu ${what}.`,
    reading: 'Đang nhận dạng', importing: 'Đang nhập', done: 'xong',
    batches: 'Lô', records: 'Hồ sơ', values: 'Giá trị', receipts: 'Biên nhận', targets: 'Chỉ tiêu',
    code: 'Mã', title: 'Tên', place: 'Địa bàn', state: 'Trạng thái', pages: 'Trang', open: 'Cần xem', type: 'Loại hồ sơ', name: 'Hồ sơ', verified: 'Đã kiểm tra', handedOver: 'Đã bàn giao',
    field: 'Trường', value: 'Giá trị', confidence: 'Tin cậy', why: 'Lý do', none: '(trống)',
    promised: 'Đã hứa', scanned: 'Đã quét', accepted: 'Đã tiếp nhận', by: 'Trước ngày', needed: 'Cần mỗi ngày làm việc',
    demoImport: 'Nhập lô mẫu', demoRead: 'Nhận dạng', demoRecords: 'Hồ sơ trong lô mẫu', demoWaiting: 'Giá trị còn chờ người xem, và vì sao', demoReceipt: 'Biên nhận bàn giao', demoTarget: 'Tiến độ chỉ tiêu mẫu',
    demoMore: (count: number) => `… và ${count} giá trị nữa`, demoHandwritten: (count: number) => `${count} giá trị viết tay: người nhập từ ảnh`,
    demoOpen: 'Mở bàn làm việc trên dữ liệu này: npm run demo -- --open', demoTook: (seconds: string) => `Toàn bộ mất ${seconds} giây.`, demoData: (folder: string) => `Dữ liệu nằm ở ${folder}`,
    sent: 'gửi', acceptedNow: 'nhận mới', already: 'đã có', refused: 'từ chối', nothingReady: 'Chưa có hồ sơ nào đủ điều kiện bàn giao.',
    demoTargetTitle: 'Chỉ tiêu mẫu',
  },
  {
    usage: 'Usage', unknownCommand: (name) => `There is no command “${name}”.`, missing: (what) => `Missing: ${what}.`,
    reading: 'Reading', importing: 'Importing', done: 'done',
    batches: 'Batches', records: 'Records', values: 'Values', receipts: 'Receipts', targets: 'Targets',
    code: 'Code', title: 'Title', place: 'Place', state: 'State', pages: 'Pages', open: 'Doubtful', type: 'Record type', name: 'Record', verified: 'Verified', handedOver: 'Handed over',
    field: 'Field', value: 'Value', confidence: 'Confidence', why: 'Why', none: '(empty)',
    promised: 'Promised', scanned: 'Scanned', accepted: 'Accepted', by: 'By', needed: 'Needed per working day',
    demoImport: 'Importing the sample batch', demoRead: 'Reading', demoRecords: 'Records of the sample batch', demoWaiting: 'Values that wait for a person, and why', demoReceipt: 'Receipt of the hand-over', demoTarget: 'Progress towards the sample target',
    demoMore: (count) => `… and ${count} more values`, demoHandwritten: (count) => `${count} handwritten values: a person keys them from the picture`,
    demoOpen: 'Open the workstation on this data: npm run demo -- --open', demoTook: (seconds) => `All of it took ${seconds} seconds.`, demoData: (folder) => `The data is in ${folder}`,
    sent: 'sent', acceptedNow: 'accepted', already: 'already there', refused: 'refused', nothingReady: 'No record is ready to be handed over yet.',
    demoTargetTitle: 'Sample target',
  },
);
