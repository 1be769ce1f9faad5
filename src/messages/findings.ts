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

const vi: FindingTexts = {
  'value.missing': () => 'Không tìm thấy trên giấy',
  'value.doubtful': () => 'Chữ đọc chưa chắc, hãy nhìn ảnh',
  'value.unreadable': () => 'Máy không đọc được',
  'value.handwritten': () => 'Viết tay: gõ theo ảnh',
  'value.format': (p) => `Không đúng dạng của trường này${also('đọc được: ', p.found)}`,
  'value.proposal': (p) => `Máy đề xuất sửa${also('', both(p.found ?? p.raw, ' → ', p.expected ?? p.value))}`,
  'value.disagree': (p) => `Các lần đọc không giống nhau${also('lần kia: ', p.other)}`,
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
  'id.sex': (p) => `Số định danh không khớp giới tính${also('theo số: ', p.expected)}`,
  'id.birthYear': (p) => `Số định danh không khớp năm sinh${also('theo số: ', p.expected)}`,
  'date.words': (p) => `Ngày bằng số và bằng chữ khác nhau${also('bằng chữ: ', day(p.expected))}`,
  'area.words': (p) => `Diện tích bằng số và bằng chữ khác nhau${also('bằng chữ: ', number(p.expected, 'vi'))}`,
  'area.parts': (p) => `Tổng các phần không bằng diện tích${also('tổng: ', number(p.expected, 'vi'))}`,
  'date.order': (p) => `Hai ngày không theo thứ tự trước sau${also('', both(day(p.found), ', ', day(p.other)))}`,
  'date.outsideForm': (p) => `Ngày nằm ngoài thời gian dùng mẫu giấy này${also('', both(day(p.from), ' – ', day(p.to)))}`,
  'parent.age': (p) => `Cha mẹ hơn con quá ít tuổi${also('số tuổi: ', p.found)}`,
  'number.year': (p) => `Năm trong số không khớp năm đăng ký${also('năm đăng ký: ', p.expected)}`,
  'qr.differs': (p) => `Mã QR ghi khác${also('trong mã: ', p.expected)}`,
  'qr.unreadable': () => 'Không đọc được mã QR',
  'head.differs': (p) => `Chủ hộ khác nhau giữa các chỗ ghi${also('chỗ kia: ', p.other ?? p.expected)}`,
  'head.notOne': (p) => `Bảng phải có đúng một chủ hộ${also('đang có: ', p.found)}`,
  'spouse.sex': () => 'Vợ và chồng ghi cùng giới tính, hoặc là cùng một người',
  'record.duplicateSerial': () => 'Số phát hành này đã có ở hồ sơ khác',
  'record.duplicateParcel': () => 'Thửa đất này đã có ở hồ sơ khác',
  'face.missing': (p) => `Thiếu một mặt giấy${also('', p.label ?? p.face)}`,
  'face.repeated': (p) => `Một mặt giấy có hai lần${also('', p.label ?? p.face)}`,
  'page.damaged': () => 'Ảnh bị hỏng một phần, nên quét lại',
  'page.blurred': () => 'Ảnh mờ, nên quét lại',
  'page.lowResolution': (p) => `Độ phân giải thấp, nên quét lại${also('dpi: ', p.dpi)}`,
  'page.cut': () => 'Chữ bị cắt ở mép ảnh',
  'page.blank': () => 'Trang trắng',
  'page.dark': () => 'Ảnh quá tối, nên quét lại',
  'page.turned': () => 'Trang nằm ngang hoặc ngược, đã xoay lại',
  'page.unknown': () => 'Giấy không thuộc loại hồ sơ nào',
  'page.severalRecords': () => 'Một ảnh có nhiều hồ sơ, nên quét riêng từng tờ',
};

const en: FindingTexts = {
  'value.missing': () => 'Not found on the paper',
  'value.doubtful': () => 'Not read with certainty; look at the picture',
  'value.unreadable': () => 'The machine cannot read it',
  'value.handwritten': () => 'Handwritten: key it from the picture',
  'value.format': (p) => `Does not have this field’s form${also('read: ', p.found)}`,
  'value.proposal': (p) => `The machine proposes a correction${also('', both(p.found ?? p.raw, ' → ', p.expected ?? p.value))}`,
  'value.disagree': (p) => `The readings differ${also('the other: ', p.other)}`,
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
  'id.sex': (p) => `The personal number does not agree with the sex${also('by number: ', p.expected)}`,
  'id.birthYear': (p) => `The personal number does not agree with the year of birth${also('by number: ', p.expected)}`,
  'date.words': (p) => `The date in figures and in words differ${also('in words: ', day(p.expected))}`,
  'area.words': (p) => `The area in figures and in words differ${also('in words: ', number(p.expected, 'en'))}`,
  'area.parts': (p) => `The parts do not add up to the area${also('sum: ', number(p.expected, 'en'))}`,
  'date.order': (p) => `Two dates are in the wrong order${also('', both(day(p.found), ', ', day(p.other)))}`,
  'date.outsideForm': (p) => `The date lies outside the time this form was in use${also('', both(day(p.from), ' – ', day(p.to)))}`,
  'parent.age': (p) => `The parent is hardly older than the child${also('years: ', p.found)}`,
  'number.year': (p) => `The year in the number is not the year of registration${also('registered in ', p.expected)}`,
  'qr.differs': (p) => `The QR code says otherwise${also('code: ', p.expected)}`,
  'qr.unreadable': () => 'The QR code cannot be read',
  'head.differs': (p) => `The head of household differs between places${also('elsewhere: ', p.other ?? p.expected)}`,
  'head.notOne': (p) => `The table must have exactly one head of household${also('here: ', p.found)}`,
  'spouse.sex': () => 'Both spouses have one sex, or are one person',
  'record.duplicateSerial': () => 'Another record has this serial number',
  'record.duplicateParcel': () => 'Another record has this parcel',
  'face.missing': (p) => `A face is missing${also('', p.label ?? p.face)}`,
  'face.repeated': (p) => `A face occurs twice${also('', p.label ?? p.face)}`,
  'page.damaged': () => 'Part of the picture is damaged; scan it again',
  'page.blurred': () => 'The picture is blurred; scan it again',
  'page.lowResolution': (p) => `The resolution is low; scan it again${also('dpi: ', p.dpi)}`,
  'page.cut': () => 'Text is cut off at the edge',
  'page.blank': () => 'Blank page',
  'page.dark': () => 'The picture is too dark; scan it again',
  'page.turned': () => 'The page lay sideways or upside down and was turned',
  'page.unknown': () => 'Paper of no known record type',
  'page.severalRecords': () => 'Several records in one picture; scan each sheet alone',
};

export const findings: { readonly vi: FindingTexts; readonly en: FindingTexts } = { vi, en };
