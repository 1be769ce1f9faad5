import type { BatchSource, BatchState } from '#domain/batch';
import type { Decision } from '#domain/decision';
import type { RefusalCode } from '#domain/delivery';
import type { ValueState } from '#domain/field-value';
import type { Severity } from '#domain/finding';
import type { HandoverState, HoldReason } from '#domain/handover';
import type { ImportEntryState } from '#domain/import-entry';
import type { RecordStanding } from '#domain/paper-record';
import type { Forecast } from '#domain/target';
import { both } from './both.ts';

type Of<K extends string> = Readonly<Record<K, string>>;

/** Names of states, kinds and reasons. A state added in the domain does not compile until both languages name it. */
export const labels = both(
  {
    batchSource: { box: 'hộp', book: 'sổ', folder: 'thư mục', scanner: 'máy quét', sample: 'lô mẫu' } satisfies Of<BatchSource>,
    batchState: {
      empty: 'chưa có trang',
      reading: 'đang nhận dạng',
      verifying: 'đang kiểm tra',
      ready: 'chờ bàn giao',
      handedOver: 'đã bàn giao',
    } satisfies Of<BatchState>,
    recordStanding: {
      unknown: 'chưa rõ loại',
      open: 'cần xem',
      byMachine: 'máy chấp nhận',
      verified: 'đã kiểm tra',
      handedOver: 'đã bàn giao',
      returned: 'bị trả lại',
    } satisfies Of<RecordStanding>,
    valueState: {
      read: 'cần xem',
      accepted: 'máy chấp nhận',
      confirmed: 'đã xác nhận',
      corrected: 'đã sửa',
      keyed: 'đã gõ',
      unreadable: 'không đọc được',
      blank: 'giấy để trống',
    } satisfies Of<ValueState>,
    decision: {
      confirm: 'xác nhận',
      correct: 'sửa',
      unreadable: 'không đọc được',
      blank: 'giấy để trống',
      undo: 'hoàn tác',
    } satisfies Of<Decision>,
    entryState: {
      waiting: 'đang nhập',
      taken: 'đã nhập',
      copy: 'trùng trang đã có',
      locked: 'có mật khẩu',
      failed: 'không nhập được',
      dismissed: 'đã bỏ qua',
    } satisfies Of<ImportEntryState>,
    handoverState: {
      preparing: 'đang chốt hồ sơ',
      waiting: 'đang chờ',
      sending: 'đang gửi',
      unsettled: 'chưa rõ đã tới chưa',
      done: 'đã xong',
      failed: 'chưa gửi được',
      stopped: 'đã dừng',
    } satisfies Of<HandoverState>,
    holdReason: {
      open: 'còn giá trị cần xem',
      unknown: 'chưa rõ loại hồ sơ',
      returned: 'bị trả lại, chưa sửa',
      handedOver: 'đã bàn giao trước đó',
      error: 'còn lỗi chưa sửa',
      noPlace: 'chưa có địa bàn',
      damaged: 'ảnh gốc bị hỏng',
    } satisfies Of<HoldReason>,
    refusal: {
      'record.changed': 'nơi nhận đã có hồ sơ này với giá trị khác',
      'record.doubled': 'hồ sơ có hai lần trong một lần gửi, giá trị khác nhau',
      'record.noKey': 'hồ sơ thiếu mã hoặc thiếu địa bàn',
      'value.notOfType': 'có giá trị không đúng kiểu của cột ở nơi nhận',
      'destination.rule': 'trái với một quy định riêng của nơi nhận',
      'destination.notYours': 'cơ quan này không được ghi hồ sơ của địa bàn đó',
      'destination.altered': 'nơi nhận ghi khác với những gì đã gửi',
    } satisfies Of<RefusalCode>,
    severity: { error: 'lỗi', warning: 'cảnh báo', info: 'ghi chú' } satisfies Of<Severity>,
    forecast: {
      reached: 'đã đạt',
      onTrack: 'kịp hạn',
      behind: 'chậm so với hạn',
      overdue: 'đã quá hạn',
      noPace: 'chưa đủ số liệu để dự báo',
    } satisfies Of<Forecast['state']>,
    bottleneck: {
      scanning: 'Nhiều việc nhất đang nằm ở khâu quét.',
      verifying: 'Nhiều việc nhất đang chờ kiểm tra.',
      handingOver: 'Nhiều việc nhất đang chờ bàn giao.',
      none: 'Không khâu nào bị ùn.',
    } satisfies Of<Forecast['bottleneck']>,
  },
  {
    batchSource: { box: 'box', book: 'book', folder: 'folder', scanner: 'scanner', sample: 'sample' },
    batchState: {
      empty: 'no pages yet',
      reading: 'being read',
      verifying: 'being verified',
      ready: 'ready to hand over',
      handedOver: 'handed over',
    },
    recordStanding: {
      unknown: 'type unknown',
      open: 'open',
      byMachine: 'accepted by the machine',
      verified: 'verified',
      handedOver: 'handed over',
      returned: 'returned',
    },
    valueState: {
      read: 'open',
      accepted: 'accepted by the machine',
      confirmed: 'confirmed',
      corrected: 'corrected',
      keyed: 'keyed',
      unreadable: 'unreadable',
      blank: 'blank on paper',
    },
    decision: { confirm: 'confirmed', correct: 'corrected', unreadable: 'unreadable', blank: 'blank on paper', undo: 'undone' },
    entryState: {
      waiting: 'being imported',
      taken: 'taken',
      copy: 'copy of known pages',
      locked: 'has a password',
      failed: 'not imported',
      dismissed: 'dismissed',
    },
    handoverState: {
      preparing: 'fixing its records',
      waiting: 'queued',
      sending: 'sending',
      unsettled: 'not known to have arrived',
      done: 'done',
      failed: 'not sent',
      stopped: 'stopped',
    },
    holdReason: {
      open: 'values still open',
      unknown: 'type unknown',
      returned: 'returned and not mended',
      handedOver: 'handed over before',
      error: 'errors not mended',
      noPlace: 'no place given',
      damaged: 'original picture damaged',
    },
    refusal: {
      'record.changed': 'the destination holds this record with other values',
      'record.doubled': 'the record is twice in one delivery, with different values',
      'record.noKey': 'the record has no key or no place',
      'value.notOfType': 'a value does not fit its column at the destination',
      'destination.rule': 'against a rule of the destination itself',
      'destination.notYours': 'this office may not write records of that place',
      'destination.altered': 'the destination stored something else than was sent',
    },
    severity: { error: 'error', warning: 'warning', info: 'note' },
    forecast: {
      reached: 'reached',
      onTrack: 'on track',
      behind: 'behind',
      overdue: 'overdue',
      noPace: 'not enough figures for a forecast',
    },
    bottleneck: {
      scanning: 'Most of the work waits for scanning.',
      verifying: 'Most of the work waits for verification.',
      handingOver: 'Most of the work waits for hand-over.',
      none: 'No step holds the work up.',
    },
  },
);
