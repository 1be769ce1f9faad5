import { both } from './both.ts';

/** An empty workstation explains itself; the tour points at the real screens. */
export const firstRun = both(
  {
    welcome: 'Chào mừng đến với Sổ Sống',
    lead: 'Biến giấy tờ trong tủ thành dữ liệu tra cứu được. Máy đọc trước, anh chị chỉ xem lại chỗ máy chưa chắc.',
    steps: { scan: 'Quét hoặc nhập ảnh', read: 'Máy nhận dạng', verify: 'Xem chỗ chưa chắc', handOver: 'Bàn giao, có biên nhận' },
    stepsLabel: 'Bốn bước của công việc',
    sample: 'Làm thử với lô mẫu',
    sampleNext: 'Vài trang của sáu loại hồ sơ, người và số đều bịa. Mất khoảng một phút để đọc.',
    sampleStart: 'Mở lô mẫu',
    sampleStarting: 'Đang chuẩn bị lô mẫu…',
    own: 'Nhập hồ sơ của mình',
    ownNext: 'Tạo lô cho một hộp, một quyển sổ hay một thư mục, rồi kéo tệp vào hoặc quét.',
    ownStart: 'Tạo lô đầu tiên',
    tour: 'Xem giới thiệu',
    tourNext: 'Sáu điểm, chừng hai phút. Xem lại được trong Cài đặt.',
    tourStart: 'Bắt đầu xem',
    local: 'Mọi dữ liệu ở trên máy này, không gửi đi đâu cho đến khi bàn giao.',
    tourTitle: 'Giới thiệu hai phút',
    stepOf: (step: string, all: string) => `${step} / ${all}`,
    next: 'Tiếp',
    back: 'Lùi',
    end: 'Xong',
    dismiss: 'Đóng phần giới thiệu',
    keys: '← → chuyển, Esc đóng',
    tourSteps: {
      batches: {
        title: 'Lô',
        text: 'Mỗi hộp, mỗi quyển sổ hay thư mục là một lô. Bảng này cho thấy lô nào đang đọc, còn bao nhiêu chỗ cần xem, sắp đến hạn.',
      },
      import: {
        title: 'Đưa trang vào',
        text: 'Mở một lô rồi kéo tệp hay cả thư mục thả vào bất cứ đâu, hoặc bấm Quét. Trang trùng được nhận ra, tệp hỏng được nêu lý do.',
      },
      record: {
        title: 'Kiểm tra hồ sơ',
        text: 'Ảnh chỗ viết nằm ngay trên ô nhập. Enter xác nhận và sang chỗ cần xem tiếp theo; gõ để sửa; F4 không đọc được; Ctrl+Z hoàn tác.',
      },
      search: { title: 'Tìm và ra lệnh', text: 'Ctrl+K tìm mọi hồ sơ và mọi lệnh từ bất cứ màn hình nào. Dấu ? hiện tất cả phím.' },
      handover: {
        title: 'Bàn giao',
        text: 'Chạy thử cho biết hồ sơ nào đi được, hồ sơ nào bị giữ và vì sao. Mỗi lần gửi có biên nhận, gửi lại không bao giờ ghi trùng.',
      },
      targets: {
        title: 'Chỉ tiêu',
        text: 'Ghi cam kết một lần; đã quét, sẵn sàng bàn giao, đã tiếp nhận và số hồ sơ cần mỗi ngày tự cập nhật.',
      },
    },
  },
  {
    welcome: 'Welcome to Sổ Sống',
    lead: 'Turn the paper in the cupboard into data that can be searched. The machine reads first; you look only where it is not sure.',
    steps: { scan: 'Scan or import', read: 'The machine reads', verify: 'Look at the doubts', handOver: 'Hand over, with a receipt' },
    stepsLabel: 'The four steps of the work',
    sample: 'Try the sample batch',
    sampleNext: 'A few pages of six record types, with invented people and numbers. Reading them takes about a minute.',
    sampleStart: 'Open the sample batch',
    sampleStarting: 'Preparing the sample batch…',
    own: 'Import your own records',
    ownNext: 'Create a batch for a box, a book or a folder, then drop files into it or scan.',
    ownStart: 'Create the first batch',
    tour: 'Take the tour',
    tourNext: 'Six stops, about two minutes. Again at any time from Settings.',
    tourStart: 'Start the tour',
    local: 'All data stays on this computer; nothing leaves it until you hand over.',
    tourTitle: 'Two-minute tour',
    stepOf: (step, all) => `${step} of ${all}`,
    next: 'Next',
    back: 'Back',
    end: 'Done',
    dismiss: 'Close the tour',
    keys: '← → to move, Esc to close',
    tourSteps: {
      batches: {
        title: 'Batches',
        text: 'Every box, book or folder is a batch. This table shows which are being read, how much is open, and what is due.',
      },
      import: {
        title: 'Bring pages in',
        text: 'Open a batch and drop files or whole folders anywhere, or press Scan. Known pages are recognised; a bad file says why.',
      },
      record: {
        title: 'Verify a record',
        text: 'The piece of paper stands right above its input. Enter confirms and goes to the next doubt; typing corrects; F4 unreadable; Ctrl+Z undoes.',
      },
      search: { title: 'Find and command', text: 'Ctrl+K finds any record and any command from every screen. ? shows all keys.' },
      handover: {
        title: 'Hand-over',
        text: 'The dry run tells which records can go, which are held back and why. Every delivery has a receipt; sending again never writes twice.',
      },
      targets: {
        title: 'Targets',
        text: 'Write the promise down once; scanned, ready, accepted and the records needed per day keep themselves up to date.',
      },
    },
  },
);
