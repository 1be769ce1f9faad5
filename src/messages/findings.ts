import type { FindingCode, FindingParams } from '#domain/finding';
import type { Language } from '#domain/label';
import { formatDay, formatNumber } from './format.ts';

/**
 * What a check has to say, in one short sentence that stands beside a field. Parameters are all optional (a check gives what it
 * knows): `expected`, `found`, `other`, `label`, `letters`, `dpi`, `years` … A code that one language does not say does not compile.
 */
export type FindingTexts = { readonly [C in FindingCode]: (params: FindingParams) => string };

/** ` (prefix value)`, or nothing where the check did not say. */
const also = (prefix: string, value: string | number | undefined): string =>
  value === undefined || value === '' ? '' : ` (${prefix}${value})`;

/** A canonical day as people write it; anything else as it is. */
const day = (value: string | number | undefined) =>
  typeof value === 'string' && /^\d{4}(-\d{2}){1,2}$/.test(value) ? formatDay(value) : value;

/** A canonical number as people of the language write it. */
const number = (value: string | number | undefined, language: Language) =>
  value === undefined || value === '' || !Number.isFinite(Number(value)) ? value : formatNumber(Number(value), language, 3);

const both = (one: string | number | undefined, join: string, other: string | number | undefined) =>
  one && other ? `${one}${join}${other}` : one || other;

const ordersVi: Readonly<Record<string, string>> = {
  stacks: 'hết mặt trước rồi mới đến mặt sau',
  turnedStacks: 'hết mặt trước, rồi mặt sau từ cuối lên',
  backwards: 'mặt sau đứng trước mặt trước',
  gap: 'ở giữa có trang khác hoặc thiếu số',
  last: 'trang cuối có thể của hồ sơ khác',
  unlike: 'hai mặt ghi hai nơi khác nhau',
};

const ordersEn: Readonly<Record<string, string>> = {
  stacks: 'all fronts, then all backs',
  turnedStacks: 'all fronts, then the backs from the last to the first',
  backwards: 'each back before its front',
  gap: 'another page or a missing number lies between',
  last: 'the last page may belong to another record',
  unlike: 'the faces name different places',
};
/** Where ink stands that was not read. */
const whereVi = { before: 'ngay trước giá trị', within: 'trong giá trị', behind: 'ngay sau giá trị', below: 'ở dòng dưới' } as const;
const whereEn = {
  before: 'right before the value',
  within: 'within the value',
  behind: 'right behind the value',
  below: 'on the next line',
} as const;
const inWhere = (where: string | number | undefined, words: Readonly<Record<string, string>>) =>
  where !== undefined && words[where] !== undefined ? ` ${words[where]}` : '';

const vi: FindingTexts = {
  'value.missing': () => 'Không tìm thấy trên giấy',
  'value.handwritten': () => 'Viết tay: gõ theo ảnh',
  'value.pen': () => 'Có thể là chữ viết tay: so với ảnh',
  'value.format': (p) => `Không đúng dạng của trường này${also('đọc được: ', p.found)}`,
  'value.proposal': (p) => `Máy đề xuất sửa${also('', both(p.found ?? p.raw, ' → ', p.expected ?? p.value))}`,
  'value.disagree': (p) => `Các lần đọc không giống nhau${also('lần kia: ', p.other)}`,
  'value.cut': (p) => `Hình như còn thiếu phần cuối${also('đang dừng ở: ', p.found)}`,
  'value.unexplained': (p) => `Bên cạnh còn chữ chưa biết của trường nào${also('', p.found)}`,
  'value.unreadInk': ({ where }) => `Còn nét mực chưa đọc${inWhere(where, whereVi)}: so với ảnh`,
  'value.atEdge': () => 'Sát mép ảnh hoặc nếp gấp, có thể bị cắt: so với giấy',
  'value.farFromLabel': () => 'Cách xa nhãn in, có thể mất phần đầu: so với ảnh',
  'label.missing': () => 'Không thấy nhãn in của trường này: tìm trên ảnh',
  'value.holdsLabel': (p) => `Có lẽ lẫn chữ in sẵn của mẫu giấy${also('', p.found)}`,
  'value.streak': () => 'Vệt máy quét cắt qua giá trị này, hãy so từng chữ với ảnh',
  'letters.foreign': (p) => `Có chữ lạ với tiếng Việt${also('', p.letters)}`,
  'syllable.unknown': (p) => `Không phải tiếng Việt hợp lệ${also('', p.syllable)}`,
  'id.length': (p) => `Số định danh phải có 9 hoặc 12 chữ số${also('đang có ', p.found)}`,
  'id.province': (p) => `Ba số đầu không phải mã tỉnh nào${also('', p.found)}`,
  'id.label': () => 'Nhãn trên giấy (CMND/CCCD) không khớp số chữ số',
  'id.serialRepeated': () => 'Số định danh có phần cuối lặp lại bất thường',
  'tax.check': () => 'Mã số thuế sai chữ số kiểm tra',
  'serial.form': () => 'Số phát hành không đúng dạng của mẫu giấy này',
  'plot.digits': () => 'Số tờ hoặc số thửa phải kết thúc bằng chữ số',
  'registry.form': () => 'Số vào sổ có dạng lạ',
  'registry.isSerial': () => 'Số vào sổ trùng với số phát hành, có thể đọc nhầm chỗ',
  'date.calendar': () => 'Ngày không có trong lịch',
  'date.future': () => 'Ngày ở tương lai',
  'date.early': () => 'Ngày quá xa trong quá khứ',
  'area.notPositive': () => 'Diện tích phải lớn hơn 0',
  'name.digits': () => 'Họ tên có chữ số',
  'name.letters': (p) => `Họ tên có ký tự lạ${also('', p.letters)}`,
  'place.unknown': (p) => `Không tìm thấy địa danh này trong danh mục${also('có lẽ: ', p.expected)}`,
  'place.apart': (p) => `Các địa danh này không thuộc nhau trong danh mục${also('', p.found)}`,
  'choice.unknown': () => 'Không có trong danh sách chọn của trường',
  'purpose.unknown': (p) => `Mục đích sử dụng không có trong danh mục đất${also('', p.found)}`,
  'id.kind': (p) => `Số không đúng loại giấy tờ in trước nó${also('theo số: ', p.expected)}`,
  'id.sex': (p) => `Số định danh không khớp giới tính${also('theo số: ', p.expected)}`,
  'id.birthYear': (p) => `Số định danh không khớp năm sinh${also('theo số: ', p.expected)}`,
  'id.place': (p) => `Số định danh ghi tỉnh khai sinh khác nơi đăng ký${also('theo số: ', p.expected)}`,
  'date.words': (p) => `Ngày bằng số và bằng chữ khác nhau${also('bằng chữ: ', day(p.expected))}`,
  'area.words': (p) => `Diện tích bằng số và bằng chữ khác nhau${also('bằng chữ: ', number(p.expected, 'vi'))}`,
  'area.parts': (p) => `Tổng các phần không bằng diện tích${also('tổng: ', number(p.expected, 'vi'))}`,
  'area.form': (p) => `Một phần đã bằng cả diện tích, hãy xem lại phần kia${also('có lẽ: ', p.expected)}`,
  'date.order': (p) => `Hai ngày không theo thứ tự trước sau${also('', both(day(p.found), ', ', day(p.other)))}`,
  'date.outsideForm': (p) => `Ngày nằm ngoài thời gian dùng mẫu giấy này${also('', both(day(p.from), ' – ', day(p.to)))}`,
  'place.time': (p) => `Địa danh này không có vào ngày ghi trên giấy${also('', both(p.found, ', ', both(day(p.from), ' – ', day(p.to))))}`,
  'purpose.outOfTime': (p) => `Mục đích này không có trong danh mục đất vào ngày cấp, hãy xem lại cả hai${also('', p.found)}`,
  'term.past': (p) => `Thời hạn sử dụng kết thúc trước ngày cấp${also('', both(day(p.found), ', ', day(p.other)))}`,
  'term.unknown': () => 'Thời hạn thường là “Lâu dài” hoặc một ngày, hãy xem lại',
  'term.purpose': (p) => `Thời hạn này ít gặp với mục đích sử dụng${also('', p.purpose)}`,
  'parent.age': (p) => `Cha mẹ hơn con quá ít tuổi${also('số tuổi: ', p.found)}`,
  'age.young': (p) => `Chưa đủ tuổi vào ngày này${also('', both(p.found, ' / ', p.years))}`,
  'number.year': (p) => `Năm trong số không khớp năm đăng ký${also('năm đăng ký: ', p.expected)}`,
  'qr.differs': (p) => `Mã QR ghi khác${also('trong mã: ', p.expected)}`,
  'qr.unreadable': () => 'Không đọc được mã QR',
  'code.year': (p) => `Mã vạch ghi năm khác năm cấp${also('trong mã: ', p.expected)}`,
  'serial.fileName': (p) => `Số phát hành khác số trong tên tệp, hãy so với ảnh${also('tên tệp: ', p.expected)}`,
  'head.differs': (p) => `Chủ hộ khác nhau giữa các chỗ ghi${also('chỗ kia: ', p.other ?? p.expected)}`,
  'head.notOne': (p) => `Bảng phải có đúng một chủ hộ${also('đang có: ', p.found)}`,
  'spouse.sex': () => 'Hai chủ sử dụng cùng giới tính theo số định danh',
  'relation.sex': (p) => `Quan hệ với chủ hộ không khớp giới tính${also('theo quan hệ: ', p.expected)}`,
  'person.number': (p) => `Cùng họ tên nhưng số định danh khác vài chữ số, hãy so lại${also('chỗ kia: ', p.other)}`,
  'person.name': (p) => `Cùng số định danh nhưng họ tên khác nhau, hãy so lại${also('chỗ kia: ', p.other)}`,
  'person.data': (p) => `Cùng một người nhưng hai chỗ ghi khác nhau${also('chỗ kia: ', day(p.other))}`,
  'person.twice': () => 'Một số định danh ghi cho hai người, hãy so lại cả hai',
  'record.duplicateSerial': (p) => `Số phát hành này đã có ở hồ sơ khác${also('', p.other)}`,
  'record.duplicateParcel': (p) => `Thửa đất này đã có ở hồ sơ khác${also('', p.other)}`,
  'record.duplicate': (p) => `Hồ sơ khác đã có các số này, hãy xem có phải một việc${also('', p.other)}`,
  'record.joinedByOrder': (p) =>
    `Chỉ ghép theo thứ tự quét, hãy xem có cùng một giấy${also('', both(ordersVi[String(p.order)], ': ', p.pages))}`,
  'record.pagesDiffer': (p) =>
    `Không ghép hai trang vì số trên giấy khác nhau${also('', both(both(p.page, ': ', p.found), ' ≠ ', both(p.of, ': ', p.other)))}`,
  'face.missing': (p) => `Thiếu một mặt giấy${also('', p.label ?? p.face)}`,
  'face.repeated': (p) => `Một mặt giấy có hai lần${also('', p.label ?? p.face)}`,
  'face.half': (p) =>
    `Chỉ thấy ${p.found ?? 0}/${p.expected ?? '…'} nhãn in${also('', p.label ?? p.face)}: quét lại nếu ảnh thiếu phần giấy`,
  'table.notRead': (p) => `Chưa đọc được bảng${also('', p.label ?? p.table)}: gõ theo ảnh, hoặc bỏ dòng trống`,
  'table.rowsUnread': (p) => `Bảng còn chữ chưa đọc${also('', p.label ?? p.table)}: so với ảnh, thêm dòng còn thiếu`,
  'page.damaged': () => 'Tệp ảnh hỏng một phần, hãy chép lại tệp hoặc quét lại',
  'page.blurred': () => 'Ảnh mờ, hãy lau mặt kính, ép phẳng giấy rồi quét lại',
  'page.faint': () => 'Chữ quá nhạt, hãy tăng độ đậm rồi quét lại',
  'page.lowResolution': (p) => `Độ phân giải thấp, hãy quét lại ở 300 dpi${also('dpi: ', p.dpi === 0 ? undefined : p.dpi)}`,
  'page.cut': () => 'Chữ bị cắt ở mép ảnh, hãy đặt ngay ngắn cả tờ rồi quét lại',
  'page.blank': () => 'Trang trắng, bỏ qua nếu mặt giấy này không có chữ',
  'page.dark': () => 'Ảnh quá tối, hãy đậy nắp máy và tăng độ sáng rồi quét lại',
  'page.streaks': () => 'Có vệt dọc cả trang, hãy lau dải kính hẹp ở khay nạp của máy quét',
  'page.turned': () => 'Trang nằm ngang hoặc ngược, đã xoay lại',
  'page.perspective': () => 'Ảnh chụp xiên, máy đã nắn lại; lần sau giữ máy thẳng phía trên tờ giấy',
  'page.bent': () => 'Giấy cong, máy đã nắn phẳng; lần sau ép phẳng giấy rồi chụp hoặc quét',
  'page.shadow': () => 'Bóng che một phần trang, hãy chụp lại dưới ánh sáng đều',
  'page.negative': () => 'Ảnh âm bản (chữ trắng nền đen), máy đã đảo lại; hãy tắt chế độ này ở máy quét',
  'page.unknown': () => 'Giấy không thuộc loại hồ sơ nào',
  'record.errors': ({ count }) => `${count ?? 'Có'} giá trị có lỗi: sửa, hoặc F9 để giữ và nêu lý do`,
  'record.notAsSent': () => 'Hồ sơ lưu ở đây khác với bản đã gửi và đã được tiếp nhận: báo cho quản trị',
  'page.severalRecords': () => 'Một ảnh có nhiều hồ sơ, nên quét riêng từng tờ',
};

const en: FindingTexts = {
  'value.missing': () => 'Not found on the paper',
  'value.handwritten': () => 'Handwritten: key it from the picture',
  'value.pen': () => 'May be filled in by pen: compare with the picture',
  'value.format': (p) => `Does not have this field’s form${also('read: ', p.found)}`,
  'value.proposal': (p) => `The machine proposes a correction${also('', both(p.found ?? p.raw, ' → ', p.expected ?? p.value))}`,
  'value.disagree': (p) => `The readings differ${also('the other: ', p.other)}`,
  'value.cut': (p) => `The end seems to be missing${also('it stops at: ', p.found)}`,
  'value.unexplained': (p) => `Words beside it belong to no field${also('', p.found)}`,
  'value.unreadInk': ({ where }) => `Ink that was not read${inWhere(where, whereEn)}: compare with the picture`,
  'value.atEdge': () => 'At the edge of the picture or a fold, perhaps cut: compare with the paper',
  'value.farFromLabel': () => 'Far from its label, perhaps without its beginning: compare with the picture',
  'label.missing': () => 'The printed label of this field was not found: look for it on the picture',
  'value.holdsLabel': (p) => `Printed words of the form may be in it${also('', p.found)}`,
  'value.streak': () => 'A streak of the scanner runs through this value; compare each letter with the picture',
  'letters.foreign': (p) => `Letters that Vietnamese does not have${also('', p.letters)}`,
  'syllable.unknown': (p) => `Not a Vietnamese syllable${also('', p.syllable)}`,
  'id.length': (p) => `A personal number has 9 or 12 digits${also('here ', p.found)}`,
  'id.province': (p) => `The first three digits are no province code${also('', p.found)}`,
  'id.label': () => 'The printed label (CMND/CCCD) does not fit the number of digits',
  'id.serialRepeated': () => 'The end of the personal number repeats unusually',
  'tax.check': () => 'The check digit of the tax code is wrong',
  'serial.form': () => 'The serial number does not fit this form of paper',
  'plot.digits': () => 'A sheet or parcel number ends in a digit',
  'registry.form': () => 'The registry number has an unusual form',
  'registry.isSerial': () => 'The registry number equals the serial number; perhaps read in the wrong place',
  'date.calendar': () => 'No such day in the calendar',
  'date.future': () => 'The date lies in the future',
  'date.early': () => 'The date lies too far in the past',
  'area.notPositive': () => 'An area is larger than 0',
  'name.digits': () => 'The name has digits',
  'name.letters': (p) => `The name has unusual characters${also('', p.letters)}`,
  'place.unknown': (p) => `This place is not in the list of places${also('perhaps: ', p.expected)}`,
  'place.apart': (p) => `These places do not belong to one another in the list of places${also('', p.found)}`,
  'choice.unknown': () => 'Not among the choices of this field',
  'purpose.unknown': (p) => `The purpose is not in the list of land uses${also('', p.found)}`,
  'id.kind': (p) => `The number is not of the kind of paper printed before it${also('by number: ', p.expected)}`,
  'id.sex': (p) => `The personal number does not agree with the sex${also('by number: ', p.expected)}`,
  'id.birthYear': (p) => `The personal number does not agree with the year of birth${also('by number: ', p.expected)}`,
  'id.place': (p) => `The personal number names another province of birth registration${also('by number: ', p.expected)}`,
  'date.words': (p) => `The date in figures and in words differ${also('in words: ', day(p.expected))}`,
  'area.words': (p) => `The area in figures and in words differ${also('in words: ', number(p.expected, 'en'))}`,
  'area.parts': (p) => `The parts do not add up to the area${also('sum: ', number(p.expected, 'en'))}`,
  'area.form': (p) => `One part is the whole area already; look at the other${also('perhaps: ', p.expected)}`,
  'date.order': (p) => `Two dates are in the wrong order${also('', both(day(p.found), ', ', day(p.other)))}`,
  'date.outsideForm': (p) => `The date lies outside the time this form was in use${also('', both(day(p.from), ' – ', day(p.to)))}`,
  'place.time': (p) => `This place did not exist on the paper’s date${also('', both(p.found, ', ', both(day(p.from), ' – ', day(p.to))))}`,
  'purpose.outOfTime': (p) => `The purpose is not in the list of its day; look at both${also('', p.found)}`,
  'term.past': (p) => `The term of use ends before the date of issue${also('', both(day(p.found), ', ', day(p.other)))}`,
  'term.unknown': () => 'A term is usually “Lâu dài” or a date; look again',
  'term.purpose': (p) => `This term is unusual for the purpose${also('', p.purpose)}`,
  'parent.age': (p) => `The parent is hardly older than the child${also('years: ', p.found)}`,
  'age.young': (p) => `Too young on that day${also('', both(p.found, ' / ', p.years))}`,
  'number.year': (p) => `The year in the number is not the year of registration${also('registered in ', p.expected)}`,
  'qr.differs': (p) => `The QR code says otherwise${also('code: ', p.expected)}`,
  'qr.unreadable': () => 'The QR code cannot be read',
  'code.year': (p) => `The bar code has another year than the date of issue${also('code: ', p.expected)}`,
  'serial.fileName': (p) => `The serial differs from the file’s name; compare with the picture${also('file: ', p.expected)}`,
  'head.differs': (p) => `The head of household differs between places${also('elsewhere: ', p.other ?? p.expected)}`,
  'head.notOne': (p) => `The table must have exactly one head of household${also('here: ', p.found)}`,
  'spouse.sex': () => 'By their numbers both owners have one sex',
  'relation.sex': (p) => `The relation to the head does not agree with the sex${also('by relation: ', p.expected)}`,
  'person.number': (p) => `Same name, but the numbers differ by a digit or two; compare both${also('elsewhere: ', p.other)}`,
  'person.name': (p) => `Same personal number, but the names differ; compare both${also('elsewhere: ', p.other)}`,
  'person.data': (p) => `One person, but two places say different things${also('elsewhere: ', day(p.other))}`,
  'person.twice': () => 'Two people have the same personal number; compare both',
  'record.duplicateSerial': (p) => `Another record has this serial number${also('', p.other)}`,
  'record.duplicateParcel': (p) => `Another record has this parcel${also('', p.other)}`,
  'record.duplicate': (p) => `Another record has these numbers; see whether it is the same case${also('', p.other)}`,
  'record.joinedByOrder': (p) =>
    `Joined by the order of scanning alone; see whether they are of one paper${also('', both(ordersEn[String(p.order)], ': ', p.pages))}`,
  'record.pagesDiffer': (p) =>
    `Two pages were not put together: they have different numbers${also('', both(both(p.page, ': ', p.found), ' ≠ ', both(p.of, ': ', p.other)))}`,
  'face.missing': (p) => `A face is missing${also('', p.label ?? p.face)}`,
  'face.repeated': (p) => `A face occurs twice${also('', p.label ?? p.face)}`,
  'face.half': (p) =>
    `Only ${p.found ?? 0} of ${p.expected ?? '…'} printed labels found${also('', p.label ?? p.face)}: scan again if paper is missing`,
  'table.notRead': (p) => `Table not read${also('', p.label ?? p.table)}: key it, or remove the empty row`,
  'table.rowsUnread': (p) => `Words of the table were not read${also('', p.label ?? p.table)}: compare and add what is missing`,
  'page.damaged': () => 'Part of the picture file is damaged; copy or scan it again',
  'page.blurred': () => 'The picture is blurred; clean the glass, press the paper flat, scan again',
  'page.faint': () => 'The text is too faint; scan it again darker',
  'page.lowResolution': (p) => `The resolution is low; scan again at 300 dpi${also('dpi: ', p.dpi === 0 ? undefined : p.dpi)}`,
  'page.cut': () => 'Text is cut off at the edge; lay the whole sheet straight and scan again',
  'page.blank': () => 'Blank page; leave it if this side has no writing',
  'page.dark': () => 'The picture is too dark; close the lid, brighten, scan again',
  'page.streaks': () => 'Streaks run down the page; clean the narrow glass of the feeder',
  'page.turned': () => 'The page lay sideways or upside down and was turned',
  'page.perspective': () => 'Photographed aslant and straightened; hold the camera right above the paper',
  'page.bent': () => 'The paper bends and was flattened; press it flat for the next picture',
  'page.shadow': () => 'A shadow lies on the page; take it again in even light',
  'page.negative': () => 'A negative (white on black), turned back; switch this off at the scanner',
  'page.unknown': () => 'Paper of no known record type',
  'record.errors': ({ count }) => `${count ?? 'Some'} values with an error: correct them, or F9 to keep them with a reason`,
  'record.notAsSent': () => 'Stored here otherwise than it was sent and accepted: tell the administrator',
  'page.severalRecords': () => 'Several records in one picture; scan each sheet alone',
};

export const findings: { readonly vi: FindingTexts; readonly en: FindingTexts } = { vi, en };
