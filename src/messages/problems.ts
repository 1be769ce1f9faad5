import type { RefusedReason, UnreachableReason } from '#domain/delivery';
import type { ProblemCode, ProblemParams } from '#domain/problem';
import { counted } from './counted.ts';

/**
 * What happened, and what to do next, for every problem. Long because it is the whole list, once in each language; a code that
 * one language does not say does not compile. Identifiers in the parameters are for logs and are not shown.
 */
export interface ProblemText {
  readonly what: string;
  readonly next: string;
}
export type ProblemTexts = { readonly [C in ProblemCode]: (params: ProblemParams<C>) => ProblemText };

/** Why the destination cannot be reached or refuses, as engines say it; an unknown word is shown as it is. */
interface Reasons {
  readonly unreachable: Readonly<Record<UnreachableReason, string>>;
  readonly refused: Readonly<Record<RefusedReason, ProblemText>>;
}

const reasonsVi: Reasons = {
  unreachable: {
    host: 'không tìm thấy máy chủ',
    connection: 'máy chủ không nhận kết nối',
    lost: 'đường truyền bị ngắt giữa chừng',
    timeout: 'máy chủ không trả lời kịp',
    starting: 'máy chủ đang khởi động',
    tooManyConnections: 'máy chủ đang có quá nhiều kết nối',
  },
  refused: {
    login: {
      what: 'Nơi nhận không chấp nhận tên đăng nhập hoặc mật khẩu.',
      next: 'Xem lại tên trong địa chỉ và gõ lại mật khẩu trong Cài đặt.',
    },
    database: { what: 'Máy chủ không có cơ sở dữ liệu mang tên này.', next: 'Xem lại phần cuối của địa chỉ trong Cài đặt.' },
    tls: {
      what: 'Không lập được kết nối mã hóa, hoặc máy chủ không chứng minh được nó đúng là nơi nhận.',
      next: 'Nhờ người quản lý cơ sở dữ liệu kiểm tra chứng thư; tệp chứng thư gốc ghi vào địa chỉ: “?sslrootcert=…”.',
    },
    clearPassword: {
      what: 'Máy chủ đòi mật khẩu không mã hóa nhưng chưa được xác minh. Mật khẩu chưa được gửi đi.',
      next: 'Ghi “?sslmode=verify-full” vào cuối địa chỉ, hoặc đề nghị người quản lý cơ sở dữ liệu dùng SCRAM.',
    },
    rights: {
      what: 'Tài khoản này không có quyền ghi ở nơi nhận.',
      next: 'Đề nghị người quản lý cơ sở dữ liệu cấp quyền tạo bảng và ghi.',
    },
    readOnly: { what: 'Nơi nhận đang ở chế độ chỉ đọc.', next: 'Hỏi người quản lý cơ sở dữ liệu khi nào ghi lại được.' },
    serverTooOld: { what: 'Máy chủ PostgreSQL ở nơi nhận quá cũ.', next: 'Nơi nhận cần PostgreSQL 15 trở lên.' },
    encoding: { what: 'Cơ sở dữ liệu ở nơi nhận không dùng bảng mã UTF-8.', next: 'Đề nghị tạo cơ sở dữ liệu mới với bảng mã UTF-8.' },
    schemaNewer: { what: 'Bảng ở nơi nhận do bản mới hơn của chương trình tạo ra.', next: 'Cài bản mới của Sổ Sống rồi bàn giao lại.' },
    notPrepared: {
      what: 'Nơi nhận chưa có bảng để nhận hồ sơ.',
      next: 'Bàn giao lại; nếu vẫn vậy, đề nghị người quản lý cơ sở dữ liệu cấp quyền tạo bảng.',
    },
    columnType: {
      what: 'Một cột ở nơi nhận có kiểu khác với hồ sơ gửi đi.',
      next: 'Báo người quản lý cơ sở dữ liệu; có ai đó đã sửa bảng.',
    },
    diskFull: { what: 'Ổ đĩa ở nơi nhận đã đầy.', next: 'Báo người quản lý cơ sở dữ liệu, rồi bàn giao lại sau.' },
    inUse: { what: 'Cơ sở dữ liệu trên máy này đang được chương trình khác dùng.', next: 'Đóng cửa sổ Sổ Sống khác rồi bàn giao lại.' },
    damaged: { what: 'Cơ sở dữ liệu nhận hồ sơ bị hỏng.', next: 'Giữ nguyên thư mục và nhờ quản trị khôi phục từ bản sao lưu.' },
    folder: { what: 'Không ghi được vào thư mục của cơ sở dữ liệu.', next: 'Xem lại quyền ghi của thư mục dữ liệu.' },
    busy: { what: 'Nơi nhận đang bận ghi việc khác.', next: 'Đợi một lát rồi bàn giao lại.' },
    conflict: { what: 'Nơi khác cũng đang ghi vào cùng bảng.', next: 'Đợi một lát rồi bàn giao lại.' },
    other: { what: 'Nơi nhận từ chối.', next: 'Xem nhật ký lỗi cùng người quản lý cơ sở dữ liệu.' },
  },
};

const reasonsEn: Reasons = {
  unreachable: {
    host: 'the server was not found',
    connection: 'the server takes no connection',
    lost: 'the line broke',
    timeout: 'the server did not answer in time',
    starting: 'the server is starting',
    tooManyConnections: 'the server has too many connections',
  },
  refused: {
    login: {
      what: 'The destination does not accept this user name or password.',
      next: 'Check the name in the address and type the password again in Settings.',
    },
    database: { what: 'The server has no database of this name.', next: 'Check the end of the address in Settings.' },
    tls: {
      what: 'No encrypted connection was possible, or the server could not prove that it is the destination.',
      next: 'Ask the database team to check the certificate; its root certificate goes into the address: “?sslrootcert=…”.',
    },
    clearPassword: {
      what: 'The server wants the password in clear, but nobody has verified it. The password was not sent.',
      next: 'Write “?sslmode=verify-full” at the end of the address, or ask the database team to use SCRAM.',
    },
    rights: {
      what: 'This account may not write at the destination.',
      next: 'Ask the database team for the right to create tables and to write.',
    },
    readOnly: { what: 'The destination only allows reading now.', next: 'Ask the database team when it can be written again.' },
    serverTooOld: { what: 'The PostgreSQL server at the destination is too old.', next: 'The destination needs PostgreSQL 15 or later.' },
    encoding: { what: 'The database at the destination does not use UTF-8.', next: 'Ask for a new database with UTF-8.' },
    schemaNewer: {
      what: 'The tables at the destination were made by a newer version of the program.',
      next: 'Install the new version of Sổ Sống, then hand over again.',
    },
    notPrepared: {
      what: 'The destination has no tables for the records yet.',
      next: 'Hand over again; if it stays so, ask the database team for the right to create tables.',
    },
    columnType: {
      what: 'A column at the destination has another type than the records need.',
      next: 'Tell the database team; somebody changed the tables.',
    },
    diskFull: { what: 'The disk at the destination is full.', next: 'Tell the database team, and hand over again later.' },
    inUse: {
      what: 'The database on this computer is in use by another program.',
      next: 'Close the other window of Sổ Sống, then hand over again.',
    },
    damaged: {
      what: 'The database that takes the records is damaged.',
      next: 'Leave its folder as it is and ask the administrator to restore a backup.',
    },
    folder: { what: 'The folder of the database cannot be written.', next: 'Check the rights of the data folder.' },
    busy: { what: 'The destination is busy writing something else.', next: 'Wait a moment, then hand over again.' },
    conflict: { what: 'Somebody else is writing to the same tables.', next: 'Wait a moment, then hand over again.' },
    other: { what: 'The destination refused.', next: 'Look at the error log together with the database team.' },
  },
};

/** Of the reading queue only what its page of the settings can mend; the rest is for the one who keeps the server. */
const queueRefusedVi: Readonly<Partial<Record<RefusedReason, string>>> = {
  login: 'tên đăng nhập hoặc mật khẩu không đúng',
  database: 'không có cơ sở dữ liệu mang tên này',
  tls: 'không lập được kết nối mã hóa, hoặc máy chủ không chứng minh được mình là ai',
  clearPassword: 'máy chủ chưa xác minh đòi mật khẩu không mã hóa',
  rights: 'tài khoản không có quyền tạo bảng và ghi',
  readOnly: 'cơ sở dữ liệu đang ở chế độ chỉ đọc',
  diskFull: 'ổ đĩa của máy chủ đã đầy',
  other: 'lý do khác, xem nhật ký của máy chủ',
};
const queueRefusedEn: Readonly<Partial<Record<RefusedReason, string>>> = {
  login: 'user name or password are wrong',
  database: 'there is no database of this name',
  tls: 'no encrypted connection was possible, or the server could not prove who it is',
  clearPassword: 'an unverified server wants the password in clear',
  rights: 'the account may not create tables and write',
  readOnly: 'the database only allows reading now',
  diskFull: 'the disk of the server is full',
  other: 'another reason, see the log of the server',
};

/** What a table has for a word that came as data. */
const known = <V>(table: Readonly<Record<string, V>>, word: string): V | undefined =>
  Object.hasOwn(table, word) ? table[word] : undefined;

const vi: ProblemTexts = {
  'file.empty': ({ name }) => ({ what: `Tệp “${name}” trống, không có dữ liệu.`, next: 'Quét hoặc chép lại tệp này rồi bấm Thử lại.' }),
  'file.missing': ({ name }) => ({
    what: `Không còn thấy tệp “${name}” ở chỗ cũ.`,
    next: 'Đưa tệp về lại chỗ cũ hoặc cắm lại ổ đĩa, rồi bấm Thử lại.',
  }),
  'file.unreadable': ({ name }) => ({
    what: `Không mở được tệp “${name}”.`,
    next: 'Đóng chương trình đang dùng tệp và xem lại quyền đọc, rồi bấm Thử lại.',
  }),
  'file.oldJpegTiff': ({ name }) => ({
    what: `Tệp “${name}” là loại TIFF cũ (JPEG kiểu cũ), không đọc được.`,
    next: 'Đặt máy quét lưu thành PDF hoặc JPEG rồi quét lại, hoặc mở tệp bằng chương trình đi kèm máy và lưu lại thành PDF.',
  }),
  'file.attached': ({ name, of }) => ({
    what: `Tệp “${name}” đính kèm trong “${of}”, chưa được nhập.`,
    next: 'Là giấy tờ thì bấm Lấy vào lô (dòng lệnh: thêm --attachments) để đọc như một tệp riêng; không phải thì bỏ qua.',
  }),
  'file.truncated': ({ name }) => ({
    what: `Tệp “${name}” bị cụt, phần cuối của ảnh đã mất.`,
    next: 'Chép lại từ bản gốc hoặc quét lại trang này.',
  }),
  'file.notAnImage': ({ name }) => ({
    what: `Tệp “${name}” không phải là ảnh hay PDF đọc được.`,
    next: 'Lưu lại thành JPEG, PNG, TIFF hoặc PDF rồi nhập lại; nếu không cần thì bỏ qua.',
  }),
  'file.tooLarge': ({ name, megapixels }) => ({
    what: `Ảnh “${name}” quá lớn (${megapixels} triệu điểm ảnh).`,
    next: 'Quét lại ở 300 dpi, hoặc chia tờ khổ lớn thành nhiều ảnh.',
  }),
  'file.tooSlow': ({ name, seconds }) => ({
    what: `“${name}” cần hơn ${seconds} giây tính toán của máy (không kể lúc máy bận việc khác) nên đã dừng lại.`,
    next: 'Quét lại trang này, hoặc in PDF ra một tệp PDF mới rồi nhập lại.',
  }),
  'file.tooMuchMemory': ({ name }) => ({
    what: `Tệp “${name}” cần nhiều bộ nhớ hơn mức cho phép.`,
    next: 'Chia tệp thành nhiều tệp nhỏ hoặc quét lại ở 300 dpi.',
  }),
  'file.tooManyPages': ({ name, pages }) => ({
    what: `Tệp “${name}” có quá nhiều trang (${pages}).`,
    next: 'Chia thành nhiều tệp, mỗi tệp một quyển hoặc một hồ sơ, rồi nhập lại.',
  }),
  'file.crashedReader': ({ name }) => ({
    what: `Bộ đọc bị hỏng giữa chừng khi mở “${name}”. Các tệp khác không bị ảnh hưởng.`,
    next: 'Bấm Thử lại một lần; nếu vẫn hỏng thì quét lại trang này.',
  }),
  'file.badName': ({ name }) => ({
    what: `Tên tệp “${name}” có ký tự không dùng được.`,
    next: 'Đổi tên tệp, chỉ dùng chữ, số, dấu chấm và dấu gạch, rồi nhập lại.',
  }),
  'file.isLink': ({ name }) => ({
    what: `“${name}” trong thư mục chỉ là đường dẫn tới một chỗ khác nên không được mở.`,
    next: 'Chép chính tệp đó vào thư mục rồi nhập lại; nếu không cần thì bỏ qua.',
  }),
  'file.passedOver': ({ name }) => ({
    what: `“${name}” là tệp hoặc thư mục của hệ thống, bản chép dở, ảnh thu nhỏ hay thùng rác của ổ mạng nên không được lấy.`,
    next: 'Không cần làm gì; nếu trong đó có giấy tờ thì chép ra một thư mục khác rồi nhập.',
  }),
  'folder.watchedAway': ({ name }) => ({
    what: `Không vào được thư mục theo dõi “${name}” nên chưa lấy được tệp mới ở đó.`,
    next: 'Kiểm tra ổ mạng, dây mạng và quyền truy cập, hoặc chọn thư mục khác trong Cài đặt. Khi vào lại được, máy tự lấy tiếp.',
  }),
  'folder.unreadable': ({ name }) => ({
    what: `Không mở được thư mục “${name}”.`,
    next: 'Xem lại quyền truy cập hoặc kết nối của ổ đĩa, rồi thử lại.',
  }),
  'folder.openToOthers': ({ name, files }) => ({
    what: `Người dùng khác của máy này vẫn mở được ${files} tệp hoặc thư mục trong “${name}”, nơi có dữ liệu cá nhân.`,
    next: 'Nhờ quản trị đổi chủ sở hữu của thư mục thành người đang dùng máy, hoặc chuyển dữ liệu sang ổ đĩa có phân quyền.',
  }),
  'folder.empty': ({ name }) => ({
    what: `Thư mục “${name}” không có tệp nào nhập được.`,
    next: 'Chọn thư mục có tệp JPEG, PNG, TIFF hoặc PDF.',
  }),
  'pdf.locked': ({ name }) => ({ what: `Tệp PDF “${name}” có mật khẩu.`, next: 'Gõ mật khẩu để mở; mật khẩu không được lưu lại.' }),
  'pdf.wrongPassword': ({ name }) => ({
    what: `Mật khẩu không mở được “${name}”.`,
    next: 'Kiểm tra phím Caps Lock và bộ gõ tiếng Việt, rồi gõ lại mật khẩu.',
  }),
  'pdf.damaged': ({ name }) => ({ what: `Tệp PDF “${name}” bị hỏng.`, next: 'Chép lại từ bản gốc; nếu bản gốc cũng hỏng thì quét lại.' }),
  'pdf.noPages': ({ name }) => ({
    what: `Tệp PDF “${name}” không có trang nào.`,
    next: 'Xuất lại PDF từ phần mềm quét, hoặc bỏ qua tệp này.',
  }),
  'pdf.xfaForm': ({ name }) => ({
    what: `Tệp “${name}” là biểu mẫu điện tử (XFA): trong tệp chỉ có lời nhắn chờ, không có trang giấy.`,
    next: 'Mở tệp bằng Adobe Reader, in ra PDF rồi nhập tệp PDF đó.',
  }),
  'batch.notFound': () => ({ what: 'Không còn lô này.', next: 'Về danh sách lô; có thể lô đã được xóa.' }),
  'batch.notEmpty': ({ code }) => ({ what: `Lô ${code} đã có trang nên không xóa được.`, next: 'Chỉ xóa được lô chưa có trang nào.' }),
  'page.damaged': ({ name }) => ({
    what: `Ảnh gốc của “${name}” trên đĩa đã bị hỏng hoặc bị thay, không còn là ảnh đã nhập.`,
    next: 'Nhập lại chính tệp hoặc tờ giấy đó để phục hồi ảnh; trước đó các giá trị của trang này không được nhận.',
  }),
  'originals.damaged': ({ name, files }) => ({
    what:
      files === 1
        ? `Ảnh gốc của “${name}” trên đĩa đã bị hỏng hoặc bị thay. Hồ sơ của các trang này được giữ lại.`
        : `${files} ảnh gốc trên đĩa đã bị hỏng hoặc bị thay, trong đó có “${name}”. Hồ sơ của các trang này được giữ lại.`,
    next: 'Nhập lại đúng các tệp đó để phục hồi. Nhờ quản trị kiểm tra ổ đĩa và ai vào được thư mục dữ liệu.',
  }),
  'page.notFound': () => ({ what: 'Không còn trang này.', next: 'Mở lại lô để xem danh sách trang hiện có.' }),
  'record.notFound': () => ({ what: 'Không còn hồ sơ này.', next: 'Mở lại lô để xem danh sách hồ sơ; có thể các trang đã được ghép lại.' }),
  'record.underWay': () => ({
    what: 'Hồ sơ đang trên đường bàn giao, chưa biết nơi nhận đã nhận hay chưa, nên tạm thời không sửa được.',
    next: 'Khi nối lại được với nơi nhận, máy tự hỏi biên nhận. Nếu nơi nhận chưa có, hồ sơ lại mở để sửa.',
  }),
  'record.handedOver': () => ({ what: 'Hồ sơ đã bàn giao nên không sửa được nữa.', next: 'Muốn sửa, đề nghị nơi nhận trả lại hồ sơ này.' }),
  'record.decided': () => ({
    what: 'Đã có người quyết định giá trị ở đây, nên máy không ghép hay tách các trang nữa.',
    next: 'Kiểm tra tiếp từng hồ sơ như đang có; muốn làm lại từ đầu, nhập các trang này vào một lô mới.',
  }),
  'value.notFound': () => ({ what: 'Hồ sơ không có trường này.', next: 'Mở lại hồ sơ rồi làm lại.' }),
  'value.stale': () => ({ what: 'Giá trị vừa được thay đổi ở nơi khác.', next: 'Xem giá trị mới rồi quyết định lại.' }),
  'value.notOfKind': ({ typed }) => ({
    what: `“${typed}” không đúng dạng của trường này.`,
    next: 'Xem lại ảnh bên trên và gõ lại; không đọc được thì bấm F4.',
  }),
  'value.hasError': () => ({
    what: 'Giá trị này có lỗi mà chưa ai trả lời.',
    next: 'Sửa theo giấy; nếu giấy ghi đúng như vậy, bấm F9 để giữ và nêu lý do.',
  }),
  'value.nothingToUndo': () => ({ what: 'Không còn gì để hoàn tác trong hồ sơ này.', next: 'Sửa trực tiếp ở trường cần thay đổi.' }),
  'entry.notFound': () => ({ what: 'Mục nhập này không còn nữa.', next: 'Mở lại lô; có thể mục này đã được xử lý.' }),
  'job.notFound': () => ({ what: 'Công việc này không còn trong danh sách.', next: 'Có thể việc đã xong; xem lại trạng thái của lô.' }),
  'target.notFound': () => ({ what: 'Không còn chỉ tiêu này.', next: 'Mở lại danh sách chỉ tiêu.' }),
  'recordType.notFound': () => ({
    what: 'Không có loại hồ sơ này trên máy.',
    next: 'Chọn loại hồ sơ khác, hoặc cài bản mới của chương trình.',
  }),
  'place.notFound': ({ code }) => ({
    what: `Không có đơn vị hành chính mang mã ${code}.`,
    next: 'Gõ tên xã, phường và chọn trong danh sách gợi ý.',
  }),
  'destination.unreachable': ({ reason }) => ({
    what: `Không kết nối được nơi nhận: ${known(reasonsVi.unreachable, reason) ?? reason}.`,
    next: 'Kiểm tra mạng và địa chỉ máy chủ trong Cài đặt. Hồ sơ vẫn ở máy này và có thể bàn giao sau.',
  }),
  'destination.refused': ({ reason }) =>
    known(reasonsVi.refused, reason) ?? {
      what: `Nơi nhận từ chối (${reason}).`,
      next: 'Xem lại tên đăng nhập, mật khẩu và quyền ghi trong Cài đặt, hoặc hỏi người quản lý cơ sở dữ liệu.',
    },
  'destination.badUrl': () => ({
    what: 'Địa chỉ nơi nhận không đúng dạng.',
    next: 'Gõ theo dạng postgres://người-dùng@máy-chủ:5432/tên-cơ-sở-dữ-liệu.',
  }),
  'queue.unreachable': ({ reason }) => ({
    what: `Không tới được hàng đợi đọc chung: ${known(reasonsVi.unreachable, reason) ?? reason}.`,
    next: 'Máy này vẫn tự đọc tiếp. Kiểm tra mạng và máy chủ PostgreSQL; khi có lại thì các máy khác tự đọc cùng.',
  }),
  'queue.refused': ({ reason }) => ({
    what: `Máy chủ của hàng đợi đọc chung từ chối: ${known(queueRefusedVi, reason) ?? reason}.`,
    next: 'Máy này vẫn tự đọc tiếp. Xem lại địa chỉ, mật khẩu trong Cài đặt và quyền tạo bảng trên máy chủ.',
  }),
  'queue.badUrl': () => ({
    what: 'Địa chỉ của hàng đợi đọc chung không đúng dạng, hoặc có mật khẩu ở trong.',
    next: 'Gõ theo dạng postgres://người-dùng@máy-chủ:5432/tên-cơ-sở-dữ-liệu; mật khẩu để ở ô riêng.',
  }),
  'queue.badKey': () => ({
    what: 'Khóa của hàng đợi đọc chung thiếu hoặc không đúng dạng.',
    next: 'Lưu tệp khóa từ Cài đặt trên máy chính, chép sang máy này rồi chạy lại với --key-file.',
  }),
  'queue.wrongKey': () => ({
    what: 'Khóa của máy này khác khóa của máy chính.',
    next: 'Chép lại tệp khóa từ máy chính rồi chạy lại.',
  }),
  'queue.otherVersion': () => ({
    what: 'Máy này có bản chương trình hoặc loại hồ sơ khác với máy chính, nên sẽ đọc khác.',
    next: 'Cài cùng một bản và chép cùng các loại hồ sơ lên hai máy rồi chạy lại.',
  }),
  'reading.paused': () => ({
    what: 'Việc đọc đang được tạm dừng.',
    next: 'Bấm Nhận dạng tiếp trong cửa sổ, hoặc chạy lại với --resume.',
  }),
  'handover.notFound': () => ({ what: 'Không còn lần bàn giao này.', next: 'Mở lại trang Bàn giao.' }),
  'handover.unanswered': () => ({
    what: 'Đã gửi nhưng chưa nhận được trả lời: chưa rõ nơi nhận đã ghi hay chưa. Các hồ sơ tạm khóa để không bị lệch.',
    next: 'Không cần gửi lại: khi nối được, máy tự hỏi biên nhận. Hãy kiểm tra đường truyền tới nơi nhận.',
  }),
  'handover.underWay': ({ code }) => ({
    what: `Lô ${code} đang bàn giao dở, chưa rõ nơi nhận đã ghi hay chưa, nên chưa đổi được nơi nhận, cơ quan hay địa bàn.`,
    next: 'Đợi lần bàn giao đó có kết quả (xem mục Bàn giao) rồi đổi.',
  }),
  'handover.nothingReady': ({ code }) => ({
    what: `Lô ${code} chưa có hồ sơ nào sẵn sàng bàn giao.`,
    next: 'Xác nhận các giá trị cần xem trước, rồi bàn giao.',
  }),
  'handover.notAsShown': ({ code }) => ({
    what: `Số hồ sơ sẵn sàng của lô ${code} vừa thay đổi. Chưa gửi gì.`,
    next: 'Xem lại số mới rồi bàn giao.',
  }),
  'handover.notConfirmed': ({ code }) => ({
    what: `Chưa gửi gì của lô ${code}: chưa có ai đồng ý.`,
    next: 'Đọc câu hỏi ở trên, rồi chạy lại và gõ “có”, hoặc thêm --yes.',
  }),
  'handover.recordChanged': ({ number }) => ({
    what: `Hồ sơ số ${number} không còn như lúc bắt đầu bàn giao. Chưa gửi gì.`,
    next: 'Mở hồ sơ đó xem lại rồi bàn giao lần nữa, và báo cho quản trị.',
  }),
  'handover.notAsSent': ({ records }) => ({
    what: `Nơi nhận đã tiếp nhận, nhưng ${records} hồ sơ đang lưu ở đây khác với bản đã gửi. Bản ở nơi nhận không đổi.`,
    next: 'Báo cho quản trị: các hồ sơ đó mang lỗi “khác với bản đã gửi”.',
  }),
  'program.damaged': ({ file }) => ({
    what: `Tệp ${file} của chương trình bị thiếu hoặc hỏng nên máy chưa đọc được trang nào. Ảnh quét vẫn còn nguyên.`,
    next: 'Cài lại chương trình (dữ liệu được giữ), rồi đọc lại các trang này.',
  }),
  'scanner.notInstalled': () => ({
    what: 'Máy này chưa có phần mềm điều khiển máy quét.',
    next: 'Nhờ quản trị cài phần mềm máy quét (SANE), hoặc quét bằng phần mềm khác rồi nhập tệp.',
  }),
  'scanner.lost': ({ device }) => ({
    what: `Mất kết nối với máy quét ${device}. Các trang đã quét vẫn còn.`,
    next: 'Cắm lại dây, bật máy quét rồi quét tiếp các trang còn lại.',
  }),
  'scanner.busy': ({ device }) => ({
    what: `Máy quét ${device} đang bận.`,
    next: 'Đóng chương trình đang dùng máy quét, đợi một chút rồi quét lại.',
  }),
  'scanner.jammed': ({ device }) => ({
    what: `Kẹt giấy ở máy quét ${device}. Các trang đã quét vẫn còn.`,
    next: 'Lấy tờ bị kẹt ra, xếp lại từ tờ đó rồi quét tiếp.',
  }),
  'scanner.noPaper': ({ device }) => ({
    what: `Khay giấy của ${device} không có giấy.`,
    next: 'Đặt giấy vào khay nạp, hoặc chọn quét mặt kính.',
  }),
  'scanner.coverOpen': ({ device }) => ({
    what: `Nắp máy quét ${device} đang mở. Các trang đã quét vẫn còn.`,
    next: 'Đóng nắp rồi quét tiếp.',
  }),
  'scanner.badOption': ({ device, option }) => ({
    what: `Máy quét ${device} không nhận thiết lập “${option}”.`,
    next: 'Chọn độ phân giải, màu hoặc khay khác.',
  }),
  'scanner.failed': ({ device }) => ({
    what: `Máy quét ${device} báo lỗi. Các trang đã quét vẫn còn.`,
    next: 'Tắt máy quét, bật lại rồi quét tiếp các trang còn lại.',
  }),
  'disk.waits': () => ({
    what: 'Ổ đĩa đã đầy: việc đọc, nhập và bàn giao đang chờ, chưa mất gì.',
    next: 'Xóa bớt tệp không cần trên ổ đĩa này; có chỗ thì máy tự làm tiếp.',
  }),
  'disk.full': () => ({
    what: 'Ổ đĩa đã đầy, chưa lưu được.',
    next: 'Xóa bớt tệp không cần trên ổ đĩa này rồi làm lại. Những gì đã báo lưu vẫn còn nguyên.',
  }),
  'store.newer': ({ found, known }) => ({
    what: `Dữ liệu do bản mới hơn của chương trình tạo ra (bản ${found}, máy này biết đến bản ${known}).`,
    next: 'Cài bản mới của Sổ Sống rồi mở lại.',
  }),
  'store.missing': ({ name }) => ({
    what: `Thư mục “${name}” đã có dữ liệu, nhưng tệp so-song.sqlite không còn hoặc trống. Sổ Sống không tự bắt đầu lại từ đầu.`,
    next: 'Giữ nguyên thư mục. Nhờ quản trị chép so-song.sqlite từ bản sao lưu vào lại; muốn làm mới thì chọn một thư mục trống.',
  }),
  'store.damaged': () => ({
    what: 'Tệp dữ liệu so-song.sqlite bị hỏng trên đĩa. Đây không phải lỗi của việc vừa làm; làm lại không giúp được.',
    next: 'Đừng nhập thêm gì. Đóng Sổ Sống, giữ nguyên thư mục dữ liệu, nhờ quản trị khôi phục từ bản sao lưu và kiểm tra ổ đĩa.',
  }),
  'store.inUse': ({ name }) => ({
    what: `Dữ liệu “${name}” đang được một cửa sổ khác của Sổ Sống dùng.`,
    next: 'Chuyển sang cửa sổ đang mở, hoặc đóng nó rồi mở lại.',
  }),
  'store.held': ({ name }) => ({
    what: `Một chương trình khác (sao lưu, quét vi-rút, xem cơ sở dữ liệu) đang giữ tệp “${name}”, nên Sổ Sống chưa dùng được dữ liệu. Không có gì bị mất.`,
    next: 'Chờ chương trình đó làm xong hoặc đóng nó, rồi mở lại Sổ Sống.',
  }),
  'worker.stopped': () => ({ what: 'Bộ đọc đã dừng trước khi làm xong.', next: 'Bấm Thử lại; nếu vẫn dừng thì mở lại chương trình.' }),
  'upload.missing': ({ name }) => ({
    what: `Tệp “${name}” chưa chép tới: cửa sổ đã đóng hoặc việc chép đã dừng giữa chừng.`,
    next: 'Đưa lại đúng thư mục (hoặc tệp) ấy vào lô này: tệp còn thiếu được lấy thêm, tệp đã có không bị nhập hai lần.',
  }),
  'upload.incomplete': ({ arrived, files }) => ({
    what: `Mới chép tới ${arrived} / ${files} tệp, còn thiếu ${files - arrived}.`,
    next: 'Xem tên các tệp thiếu ở thẻ Tệp cần xử lý, rồi đưa lại đúng thư mục ấy vào lô này: tệp đã có không bị nhập hai lần.',
  }),
  'upload.tooLarge': ({ megabytes }) => ({ what: `Tệp lớn hơn ${megabytes} MB.`, next: 'Chia tệp thành nhiều tệp nhỏ hơn rồi nhập lại.' }),
  'call.tooLarge': ({ megabytes }) => ({
    what: `Một lần gửi vượt quá ${megabytes} MB nên bị từ chối.`,
    next: 'Chọn ít tệp hơn cho mỗi lần nhập rồi làm lại.',
  }),
  'password.onCommandLine': () => ({
    what: 'Mật khẩu nằm trong dòng lệnh, nơi người dùng khác của máy xem được. Chưa có gì được lưu.',
    next: 'Ghi địa chỉ không có mật khẩu, để mật khẩu trong một tệp và thêm --password-file TỆP; nên đổi mật khẩu vừa gõ.',
  }),
  'input.invalid': () => ({ what: 'Có chỗ điền chưa đúng.', next: 'Xem lại các ô vừa điền rồi làm lại.' }),
  'access.refused': () => ({
    what: 'Cửa sổ này không được phép làm việc đó.',
    next: 'Đóng cửa sổ và mở lại Sổ Sống từ biểu tượng của chương trình.',
  }),
  unknown: ({ reference }) => ({
    what: 'Có lỗi trong chương trình, việc vừa rồi chưa làm được.',
    next: `Thử lại một lần. Nếu vẫn lỗi, báo quản trị mã ${reference}; mã này cũng có trong nhật ký lỗi.`,
  }),
};

const en: ProblemTexts = {
  'file.empty': ({ name }) => ({ what: `The file “${name}” is empty.`, next: 'Scan or copy it again, then press Try again.' }),
  'file.missing': ({ name }) => ({
    what: `The file “${name}” is no longer where it was.`,
    next: 'Put the file back or reconnect the drive, then press Try again.',
  }),
  'file.unreadable': ({ name }) => ({
    what: `The file “${name}” cannot be opened.`,
    next: 'Close the program that uses it and check that you may read it, then press Try again.',
  }),
  'file.oldJpegTiff': ({ name }) => ({
    what: `The file “${name}” is an old kind of TIFF (old-style JPEG) that cannot be read.`,
    next: 'Set the device to PDF or JPEG and scan again, or open the file with the device’s own program and save it as PDF.',
  }),
  'file.attached': ({ name, of }) => ({
    what: `The file “${name}” is attached to “${of}” and has not been taken.`,
    next: 'If it is a paper, press Take into the batch (on the command line: add --attachments) to read it as a file of its own; if not, dismiss it.',
  }),
  'file.truncated': ({ name }) => ({
    what: `The file “${name}” is cut off: the end of the picture is missing.`,
    next: 'Copy it again from the original, or scan the page again.',
  }),
  'file.notAnImage': ({ name }) => ({
    what: `“${name}” is not a picture or PDF that can be read.`,
    next: 'Save it as JPEG, PNG, TIFF or PDF and import it again, or dismiss it.',
  }),
  'file.tooLarge': ({ name, megapixels }) => ({
    what: `The picture “${name}” is too large (${megapixels} megapixels).`,
    next: 'Scan it again at 300 dpi, or split a large sheet into several pictures.',
  }),
  'file.tooSlow': ({ name, seconds }) => ({
    what: `“${name}” needs more than ${seconds} seconds of computing (not counting what else the computer is busy with) and was stopped.`,
    next: 'Scan the page again, or print the PDF to a new PDF and import that.',
  }),
  'file.tooMuchMemory': ({ name }) => ({
    what: `“${name}” needs more memory than is allowed.`,
    next: 'Split it into smaller files, or scan it again at 300 dpi.',
  }),
  'file.tooManyPages': ({ name, pages }) => ({
    what: `“${name}” has too many pages (${pages}).`,
    next: 'Split it, one book or record to a file, and import it again.',
  }),
  'file.crashedReader': ({ name }) => ({
    what: `The reader broke down over “${name}”. Other files are not affected.`,
    next: 'Press Try again once; if it breaks down again, scan the page again.',
  }),
  'file.badName': ({ name }) => ({
    what: `The file name “${name}” has characters that cannot be used.`,
    next: 'Rename the file with letters, digits, dots and dashes only, then import it again.',
  }),
  'file.isLink': ({ name }) => ({
    what: `“${name}” in the folder only leads to another place, so it was not opened.`,
    next: 'Copy the file itself into the folder and import it again; dismiss it if it is not needed.',
  }),
  'file.passedOver': ({ name }) => ({
    what: `“${name}” belongs to the system, is an unfinished copy, a thumbnail or the recycle bin of a network drive, and was passed over.`,
    next: 'Nothing has to be done; if there is paper in it, copy it to another folder and import that.',
  }),
  'folder.watchedAway': ({ name }) => ({
    what: `The watched folder “${name}” cannot be reached, so new files in it are not taken.`,
    next: 'Check the network drive, the cable and the access rights, or choose another folder in Settings. It goes on by itself once the folder is back.',
  }),
  'folder.unreadable': ({ name }) => ({
    what: `The folder “${name}” cannot be opened.`,
    next: 'Check that you may read it and that the drive is connected, then try again.',
  }),
  'folder.openToOthers': ({ name, files }) => ({
    what: `Other users of this computer can still open ${counted(String(files), 'file or folder', 'files or folders')} in “${name}”, where personal data lies.`,
    next: 'Ask the administrator to make you the owner of the folder, or move the data to a drive that knows access rights.',
  }),
  'folder.empty': ({ name }) => ({
    what: `The folder “${name}” has no file that can be imported.`,
    next: 'Choose a folder with JPEG, PNG, TIFF or PDF files.',
  }),
  'pdf.locked': ({ name }) => ({ what: `The PDF “${name}” has a password.`, next: 'Type the password to open it; it is not kept.' }),
  'pdf.wrongPassword': ({ name }) => ({
    what: `This password does not open “${name}”.`,
    next: 'Check Caps Lock and the Vietnamese keyboard, then type it again.',
  }),
  'pdf.damaged': ({ name }) => ({
    what: `The PDF “${name}” is damaged.`,
    next: 'Copy it again from the original; if that is damaged too, scan it again.',
  }),
  'pdf.noPages': ({ name }) => ({
    what: `The PDF “${name}” has no pages.`,
    next: 'Export it again from the scanning program, or dismiss it.',
  }),
  'pdf.xfaForm': ({ name }) => ({
    what: `The file “${name}” is an electronic form (XFA): it holds a notice to wait, and no page.`,
    next: 'Open it with Adobe Reader, print it to PDF, and import that PDF.',
  }),
  'batch.notFound': () => ({ what: 'This batch is no longer there.', next: 'Go back to the list of batches; it may have been removed.' }),
  'batch.notEmpty': ({ code }) => ({
    what: `Batch ${code} has pages and cannot be removed.`,
    next: 'Only a batch without pages can be removed.',
  }),
  'page.damaged': ({ name }) => ({
    what: `The original picture of “${name}” on the disk is damaged or was replaced: it is not what was imported.`,
    next: 'Import the same file or paper again to restore it; until then the values of this page are not accepted.',
  }),
  'originals.damaged': ({ name, files }) => ({
    what:
      files === 1
        ? `The original picture of “${name}” on the disk is damaged or was replaced. Its records are held back.`
        : `${files} original pictures on the disk are damaged or were replaced, “${name}” among them. Their records are held back.`,
    next: 'Import the same files again to restore them. Ask the administrator to check the disk and who can open the data folder.',
  }),
  'page.notFound': () => ({ what: 'This page is no longer there.', next: 'Open the batch again to see its pages.' }),
  'record.notFound': () => ({
    what: 'This record is no longer there.',
    next: 'Open the batch again to see its records; its pages may have been grouped anew.',
  }),
  'record.underWay': () => ({
    what: 'The record is on its way to the destination, and nobody knows yet whether it arrived, so it cannot be changed now.',
    next: 'As soon as the destination can be reached the receipt is asked for. If nothing arrived, the record is open again.',
  }),
  'record.handedOver': () => ({
    what: 'The record was handed over and can no longer be changed.',
    next: 'To change it, ask the receiver to return it.',
  }),
  'record.decided': () => ({
    what: 'Somebody has decided on values here already, so the pages are no longer joined or parted.',
    next: 'Go on verifying the records as they are; to begin anew, import these pages into a new batch.',
  }),
  'value.notFound': () => ({ what: 'The record has no such field.', next: 'Open the record again and repeat what you did.' }),
  'value.stale': () => ({ what: 'The value was just changed somewhere else.', next: 'Look at the new value and decide again.' }),
  'value.notOfKind': ({ typed }) => ({
    what: `“${typed}” does not fit this field.`,
    next: 'Look at the picture above and type it again; press F4 if it cannot be read.',
  }),
  'value.hasError': () => ({
    what: 'This value has an error that nobody has answered.',
    next: 'Correct it by the paper; if the paper really says so, press F9 to keep it and give the reason.',
  }),
  'value.nothingToUndo': () => ({ what: 'There is nothing left to undo in this record.', next: 'Correct the field itself.' }),
  'entry.notFound': () => ({ what: 'This import entry is no longer there.', next: 'Open the batch again; it may have been dealt with.' }),
  'job.notFound': () => ({ what: 'This job is no longer in the list.', next: 'It may have finished; look at the state of the batch.' }),
  'target.notFound': () => ({ what: 'This target is no longer there.', next: 'Open the list of targets again.' }),
  'recordType.notFound': () => ({
    what: 'This workstation does not know that record type.',
    next: 'Choose another type, or install the new version of the program.',
  }),
  'place.notFound': ({ code }) => ({
    what: `No administrative unit has the code ${code}.`,
    next: 'Type the name of the commune and choose it from the list.',
  }),
  'destination.unreachable': ({ reason }) => ({
    what: `The destination cannot be reached: ${known(reasonsEn.unreachable, reason) ?? reason}.`,
    next: 'Check the network and the server address in Settings. The records stay here and can be handed over later.',
  }),
  'destination.refused': ({ reason }) =>
    known(reasonsEn.refused, reason) ?? {
      what: `The destination refused (${reason}).`,
      next: 'Check user name, password and the right to write in Settings, or ask the database team.',
    },
  'destination.badUrl': () => ({
    what: 'The address of the destination is not well formed.',
    next: 'Type it as postgres://user@server:5432/database.',
  }),
  'queue.unreachable': ({ reason }) => ({
    what: `The shared reading queue cannot be reached: ${known(reasonsEn.unreachable, reason) ?? reason}.`,
    next: 'This computer reads on by itself. Check the network and the PostgreSQL server; the others join again once it is back.',
  }),
  'queue.refused': ({ reason }) => ({
    what: `The server of the shared reading queue refused: ${known(queueRefusedEn, reason) ?? reason}.`,
    next: 'This computer reads on by itself. Check address and password in Settings, and the right to create tables on the server.',
  }),
  'queue.badUrl': () => ({
    what: 'The address of the shared reading queue is not well formed, or has a password in it.',
    next: 'Type it as postgres://user@server:5432/database; the password has its own field.',
  }),
  'queue.badKey': () => ({
    what: 'The key of the shared reading queue is missing or is none.',
    next: 'Save the key file from Settings on the main computer, carry it here, and run again with --key-file.',
  }),
  'queue.wrongKey': () => ({
    what: 'This computer has another key than the main computer.',
    next: 'Carry the key file over from the main computer again, then run again.',
  }),
  'queue.otherVersion': () => ({
    what: 'This computer has another version of the program or of the record types than the main computer, and would read differently.',
    next: 'Install the same version and copy the same record types on both, then run again.',
  }),
  'reading.paused': () => ({
    what: 'Reading is paused.',
    next: 'Press Go on reading in the window, or run again with --resume.',
  }),
  'handover.notFound': () => ({ what: 'This hand-over is no longer there.', next: 'Open the Hand-over page again.' }),
  'handover.unanswered': () => ({
    what: 'It was sent, but no answer came: nobody knows yet whether the destination has it. Its records are closed meanwhile.',
    next: 'Do not send anything again: the receipt is asked for as soon as the destination can be reached. Check the line to it.',
  }),
  'handover.underWay': ({ code }) => ({
    what: `A hand-over of batch ${code} has not ended, so destination, office and place cannot be changed under it.`,
    next: 'Wait until it has a result (see Hand-over), then change them.',
  }),
  'handover.nothingReady': ({ code }) => ({
    what: `Batch ${code} has no record ready to hand over.`,
    next: 'Confirm the open values first, then hand over.',
  }),
  'handover.notAsShown': ({ code }) => ({
    what: `What is ready of batch ${code} has just changed. Nothing was sent.`,
    next: 'Look at the new numbers, then hand over.',
  }),
  'handover.notConfirmed': ({ code }) => ({
    what: `Nothing of batch ${code} was sent: nobody has agreed.`,
    next: 'Read the question above, then run this again and type “yes”, or add --yes.',
  }),
  'handover.recordChanged': ({ number }) => ({
    what: `Record ${number} is no longer what it was when the hand-over began. Nothing was sent.`,
    next: 'Open that record and look at it, hand over again, and tell the administrator.',
  }),
  'handover.notAsSent': ({ records }) => ({
    what: `The destination has accepted, but ${records === 1 ? 'one record is' : `${records} records are`} stored here otherwise than sent. What the destination has is unchanged.`,
    next: 'Tell the administrator: these records carry the error “not as it was sent”.',
  }),
  'program.damaged': ({ file }) => ({
    what: `The program's file ${file} is missing or damaged, so no page could be read. The scans are untouched.`,
    next: 'Install the program again (the data are kept), then read these pages again.',
  }),
  'scanner.notInstalled': () => ({
    what: 'This computer has no scanner software.',
    next: 'Ask the administrator to install it (SANE), or scan with another program and import the files.',
  }),
  'scanner.lost': ({ device }) => ({
    what: `The connection to the scanner ${device} was lost. Pages already scanned are kept.`,
    next: 'Plug it in, switch it on, then scan the remaining pages.',
  }),
  'scanner.busy': ({ device }) => ({
    what: `The scanner ${device} is busy.`,
    next: 'Close the program that uses it, wait a moment, then scan again.',
  }),
  'scanner.jammed': ({ device }) => ({
    what: `Paper jam in the scanner ${device}. Pages already scanned are kept.`,
    next: 'Take the jammed sheet out, put it back on the stack and go on from there.',
  }),
  'scanner.noPaper': ({ device }) => ({
    what: `The feeder of ${device} has no paper.`,
    next: 'Put paper into the feeder, or choose the glass.',
  }),
  'scanner.coverOpen': ({ device }) => ({
    what: `The cover of the scanner ${device} is open. Pages already scanned are kept.`,
    next: 'Close the cover and go on scanning.',
  }),
  'scanner.badOption': ({ device, option }) => ({
    what: `The scanner ${device} does not accept the setting “${option}”.`,
    next: 'Choose another resolution, colour or paper source.',
  }),
  'scanner.failed': ({ device }) => ({
    what: `The scanner ${device} reported a fault. Pages already scanned are kept.`,
    next: 'Switch it off and on, then scan the remaining pages.',
  }),
  'disk.waits': () => ({
    what: 'The disk is full: reading, importing and handing over wait; nothing is lost.',
    next: 'Free some space on this disk; the work goes on by itself once there is room.',
  }),
  'disk.full': () => ({
    what: 'The disk is full; this was not saved.',
    next: 'Free some space on this disk and do it again. Whatever was reported as saved is still there.',
  }),
  'store.newer': ({ found, known }) => ({
    what: `The data was made by a newer version of the program (version ${found}; this one knows ${known}).`,
    next: 'Install the new version of Sổ Sống and open it again.',
  }),
  'store.missing': ({ name }) => ({
    what: `The folder “${name}” has data in it, but its file so-song.sqlite is gone or empty. Sổ Sống does not begin anew by itself.`,
    next: 'Leave the folder as it is. Ask the administrator to put so-song.sqlite back from a backup; to begin anew choose an empty folder.',
  }),
  'store.damaged': () => ({
    what: 'The data file so-song.sqlite is damaged on the disk. What you just did is not the cause; doing it again does not help.',
    next: 'Import nothing more. Close Sổ Sống, leave the data folder as it is, ask the administrator to restore a backup and check the disk.',
  }),
  'store.inUse': ({ name }) => ({
    what: `The data “${name}” is in use by another window of Sổ Sống.`,
    next: 'Go to that window, or close it and open this one again.',
  }),
  'store.held': ({ name }) => ({
    what: `Another program (a backup, a virus scanner, a database viewer) holds the file “${name}”, so Sổ Sống cannot use its data. Nothing is lost.`,
    next: 'Wait until that program is done or close it, then open Sổ Sống again.',
  }),
  'worker.stopped': () => ({
    what: 'The reader stopped before it had finished.',
    next: 'Press Try again; if it stops again, restart the program.',
  }),
  'upload.missing': ({ name }) => ({
    what: `The file “${name}” did not arrive: its window was closed, or copying was stopped.`,
    next: 'Bring the same folder (or file) into this batch again: what is missing is added, what is here already is not imported twice.',
  }),
  'upload.incomplete': ({ arrived, files }) => ({
    what: `Only ${arrived} of ${files} files arrived, ${files - arrived} are missing.`,
    next: 'See their names under the files to deal with, and bring the same folder into this batch again: what is here already is not imported twice.',
  }),
  'upload.tooLarge': ({ megabytes }) => ({
    what: `The file is larger than ${megabytes} MB.`,
    next: 'Split it into smaller files and import them.',
  }),
  'call.tooLarge': ({ megabytes }) => ({
    what: `More than ${megabytes} MB were sent at once, so it was refused.`,
    next: 'Choose fewer files for each import and do it again.',
  }),
  'password.onCommandLine': () => ({
    what: 'The password stands on the command line, where other users of this computer can see it. Nothing was saved.',
    next: 'Type the address without it, put the password into a file and add --password-file FILE; better change the one just typed.',
  }),
  'input.invalid': () => ({ what: 'Something was not filled in correctly.', next: 'Check what you typed and do it again.' }),
  'access.refused': () => ({ what: 'This window is not allowed to do that.', next: 'Close it and open Sổ Sống again from its icon.' }),
  unknown: ({ reference }) => ({
    what: 'The program made an error; what you just did was not done.',
    next: `Try once more. If it fails again, tell the administrator the code ${reference}, which is also in the error log.`,
  }),
};

export const problems: { readonly vi: ProblemTexts; readonly en: ProblemTexts } = { vi, en };
