/** Words for administrative units and parts of settlements, as addresses print them, in small letters. */
export interface UnitWord {
  readonly word: string;
  readonly short: readonly string[];
  readonly level: 'province' | 'district' | 'commune' | 'village';
}

export const unitWords: readonly UnitWord[] = [
  { word: 'thành phố', short: ['tp', 'tp.'], level: 'district' },
  { word: 'tỉnh', short: ['t.'], level: 'province' },
  { word: 'huyện', short: ['h.'], level: 'district' },
  { word: 'quận', short: ['q', 'q.'], level: 'district' },
  { word: 'thị xã', short: ['tx', 'tx.'], level: 'district' },
  { word: 'xã', short: ['x.'], level: 'commune' },
  { word: 'phường', short: ['p', 'p.'], level: 'commune' },
  { word: 'thị trấn', short: ['tt', 'tt.'], level: 'commune' },
  { word: 'đặc khu', short: [], level: 'commune' },
  { word: 'thôn', short: [], level: 'village' },
  { word: 'buôn', short: [], level: 'village' },
  { word: 'tổ dân phố', short: ['tdp', 'tdp.'], level: 'village' },
  { word: 'bon', short: [], level: 'village' },
  { word: 'làng', short: [], level: 'village' },
  { word: 'plei', short: [], level: 'village' },
  { word: 'ấp', short: [], level: 'village' },
  { word: 'bản', short: [], level: 'village' },
  { word: 'xóm', short: [], level: 'village' },
  { word: 'khu phố', short: ['kp', 'kp.'], level: 'village' },
  { word: 'khối', short: [], level: 'village' },
  { word: 'khối phố', short: [], level: 'village' },
  { word: 'khóm', short: [], level: 'village' },
  { word: 'tổ', short: [], level: 'village' },
  { word: 'đội', short: [], level: 'village' },
  { word: 'cụm', short: [], level: 'village' },
  { word: 'tiểu khu', short: [], level: 'village' },
  { word: 'liên gia', short: [], level: 'village' },
  { word: 'hẻm', short: [], level: 'village' },
  { word: 'ngõ', short: [], level: 'village' },
  { word: 'đường', short: [], level: 'village' },
  { word: 'phố', short: [], level: 'village' },
  { word: 'số nhà', short: [], level: 'village' },
  { word: 'số', short: [], level: 'village' },
];
