import { landOrigins } from '#domain/lists/land-purposes';
import { dateToWords } from '#domain/vietnamese/date-words';
import { areaToWords } from '#domain/vietnamese/number-words';
import { type Addresses, address, type Place, village } from './addresses.ts';
import { dateIn, type Person, person, personalNumber, taxCode } from './people.ts';
import type { Random } from './random.ts';

/** Values as truth.json has them; `extra` is printed besides and is in no field. */
export type Fields = Record<string, string | number | readonly Readonly<Record<string, string>>[]>;
export interface Content {
  readonly recordType: RecordTypeId;
  readonly fields: Fields;
  readonly extra: Readonly<Record<string, string>>;
  readonly qr?: string;
}
export const recordTypes = [
  'land-certificate-2009',
  'land-certificate-2024',
  'residence-confirmation-ct07',
  'birth-certificate',
  'enterprise-registration',
  'household-register-book',
] as const;
export type RecordTypeId = (typeof recordTypes)[number];

/** Forms and lists change no more after this day: nothing is dated later. */
const lastDay = '2026-11-15';
const twoLevels = '2025-07-01';

export function content(type: RecordTypeId, r: Random, at: Addresses, turn: number): Content {
  const makers: Record<RecordTypeId, (r: Random, at: Addresses, turn: number) => Content> = {
    'land-certificate-2009': land2009,
    'land-certificate-2024': land2024,
    'residence-confirmation-ct07': residence,
    'birth-certificate': birth,
    'enterprise-registration': enterprise,
    'household-register-book': household,
  };
  return makers[type](r, at, turn);
}

function between(r: Random, from: string, to: string): string {
  const a = Date.parse(from);
  return new Date(a + Math.floor(r.next() * (Date.parse(to) - a))).toISOString().slice(0, 10);
}

const capitals = (text: string) => text.normalize('NFC').toUpperCase();

/** Often a highland person where the place is in the highlands. */
function neighbour(r: Random, place: Place, born: readonly [number, number], sex?: 'Nam' | 'Nữ'): Person {
  return person(r, { born, highland: place.highland && r.chance(0.55), ...(sex ? { sex } : {}) });
}

function signer(r: Random): string {
  return person(r, { born: [1965, 1985], highland: r.chance(0.15) }).name;
}

function area(r: Random): number {
  const size = r.chance(0.35) ? r.whole(48, 900) : r.whole(900, 48_000);
  const tail = r.next();
  return tail < 0.3 ? size : tail < 0.75 ? size + r.whole(1, 9) / 10 : Math.round((size + r.whole(1, 99) / 100) * 100) / 100;
}

function purposeAndTerm(r: Random, place: Place, short: boolean): { readonly purpose: string; readonly term: string } {
  if (r.chance(0.35))
    return { purpose: /^(phường|thị trấn)/.test(place.commune) ? 'Đất ở tại đô thị' : 'Đất ở tại nông thôn', term: 'Lâu dài' };
  const purpose = r.pick(
    [
      'Đất chuyên trồng lúa nước',
      'Đất trồng lúa nước còn lại',
      'Đất bằng trồng cây hàng năm khác',
      'Đất trồng cây lâu năm',
      'Đất rừng sản xuất',
      'Đất nông nghiệp khác',
      'Đất nuôi trồng thủy sản',
      'Đất trồng cây công nghiệp lâu năm',
      'Đất cơ sở sản xuất phi nông nghiệp',
      'Đất thương mại, dịch vụ',
    ].filter((name) => !short || !/bằng|công nghiệp/.test(name)),
  );
  const end = dateIn(r, r.whole(2033, 2074));
  const [y, m, d] = end.split('-');
  return {
    purpose,
    term: short ? `Đến ngày ${d}/${m}/${y}` : r.chance(0.7) ? `Đến ngày ${d} tháng ${m} năm ${y}` : `Đến ngày ${d}/${m}/${y}`,
  };
}

function land2009(r: Random, at: Addresses, turn: number): Content {
  const issueDate = between(r, '2009-12-20', '2024-12-20');
  const place = at.place(r, true);
  const home = r.chance(0.7) ? place : at.beside(r, place);
  const year = Number(issueDate.slice(0, 4));
  const owner = neighbour(r, place, [1938, Math.min(1995, year - 22)]);
  const together = turn % 2 === 1;
  const spouse = together
    ? neighbour(r, place, [Number(owner.birth.slice(0, 4)) - 6, Number(owner.birth.slice(0, 4)) + 6], owner.sex === 'Nam' ? 'Nữ' : 'Nam')
    : null;
  const long = year >= 2017 ? r.chance(0.85) : false;
  const id = (who: Person) =>
    long ? personalNumber(r, who, home.provinceName) : `${r.pick(['24', '23', '22', '21', '19', '17', '02', '36'])}${r.digits(7)}`;
  const { purpose, term } = purposeAndTerm(r, place, false);
  const areaM2 = area(r);
  const useForm = turn % 6 === 4 && areaM2 > 300 ? 'riêng và chung' : together && r.chance(0.75) ? 'chung' : 'riêng';
  const shared = useForm === 'riêng và chung' ? Math.round(areaM2 * r.real(0.1, 0.5)) : 0;
  const fields: Fields = {
    serialNumber: `${r.pick(year < 2015 ? ['BA', 'BD', 'BĐ', 'BG', 'BM', 'BP', 'BS'] : ['CĐ', 'CG', 'CI', 'CO', 'CU', 'DA', 'DĐ', 'DG', 'AĐ'])} ${r.digits(6)}`,
    ownerName: capitals(owner.name),
    ownerBirthYear: Number(owner.birth.slice(0, 4)),
    ownerIdNumber: id(owner),
  };
  if (spouse)
    Object.assign(fields, {
      coOwnerName: capitals(spouse.name),
      coOwnerBirthYear: Number(spouse.birth.slice(0, 4)),
      coOwnerIdNumber: id(spouse),
    });
  Object.assign(fields, {
    ownerAddress: address(r, home),
    parcelNumber: r.whole(1, 1480),
    mapSheetNumber: r.whole(1, 160),
    parcelAddress: address(r, place),
    areaM2,
    areaInWords: areaToWords(areaM2) ?? '',
    useForm,
    usePurpose: purpose,
    useTerm: term,
    useOrigin: r.pick(landOrigins.filter((o) => o.length > 20 && !/khu công nghiệp|để quản lý/.test(o))),
    issueDate,
    registryNumber: `${r.pick(year < 2014 ? ['CH', 'H', 'CH'] : ['CS', 'CH', 'CT', 'CS'])} ${r.chance(0.2) ? r.whole(120, 999) : r.chance(0.5) ? String(r.whole(100, 99999)).padStart(5, '0') : r.whole(1000, 99999)}`,
  });
  const own = Math.round((areaM2 - shared) * 100) / 100;
  const title = r.next();
  return {
    recordType: 'land-certificate-2009',
    fields,
    extra: {
      ownerTitle: owner.sex === 'Nam' ? 'Ông' : 'Bà',
      own: useForm === 'chung' ? '' : String(own),
      shared: useForm === 'chung' ? String(areaM2) : useForm === 'riêng' ? '' : String(shared),
      city: place.districtName ?? place.communeName,
      authority:
        title < 0.6
          ? 'TM. ỦY BAN NHÂN DÂN|KT. CHỦ TỊCH|PHÓ CHỦ TỊCH'
          : title < 0.85
            ? 'TM. ỦY BAN NHÂN DÂN|CHỦ TỊCH'
            : 'TUQ. GIÁM ĐỐC SỞ TÀI NGUYÊN VÀ MÔI TRƯỜNG|GIÁM ĐỐC VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI',
      seal: `ỦY BAN NHÂN DÂN ${capitals(place.district ?? '')} ★ ${capitals(place.province)}`,
      signer: signer(r),
      plan: turn === 5 ? 'yes' : '',
    },
  };
}

function land2024(r: Random, at: Addresses, turn: number): Content {
  const issueDate = between(r, '2025-01-10', lastDay);
  const place = at.place(r, issueDate < twoLevels);
  const owner = neighbour(r, place, [1940, 2002]);
  const spouse = turn % 3 === 1 ? neighbour(r, place, [1950, 2002], owner.sex === 'Nam' ? 'Nữ' : 'Nam') : null;
  const { purpose, term } = purposeAndTerm(r, place, true);
  const parcel = r.whole(1, 1900);
  const sheet = r.whole(1, 210);
  const areaM2 = area(r);
  const serial = `AA ${r.digits(8)}`;
  const fields: Fields = { serialNumber: serial, ownerName: owner.name, ownerIdNumber: personalNumber(r, owner, place.provinceName) };
  if (spouse) Object.assign(fields, { coOwnerName: spouse.name, coOwnerIdNumber: personalNumber(r, spouse, place.provinceName) });
  Object.assign(fields, {
    parcelNumber: parcel,
    mapSheetNumber: sheet,
    areaM2,
    usePurpose: purpose,
    useTerm: term,
    useForm: spouse ? 'chung' : 'riêng',
    parcelAddress: address(r, place),
    issueDate,
    registryNumber: `${r.pick(['VP', 'CN', 'VP'])} ${r.whole(10000, 99999)}`,
  });
  return {
    recordType: 'land-certificate-2024',
    fields,
    extra: {
      ownerTitle: owner.sex === 'Nam' ? 'Ông' : 'Bà',
      coOwnerTitle: owner.sex === 'Nam' ? 'Bà' : 'Ông',
      city: place.provinceName,
      authority: r.chance(0.7)
        ? 'CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI|GIÁM ĐỐC'
        : 'CHI NHÁNH VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI|KT. GIÁM ĐỐC|PHÓ GIÁM ĐỐC',
      seal: `VĂN PHÒNG ĐĂNG KÝ ĐẤT ĐAI ★ ${capitals(place.province)}`,
      signer: signer(r),
    },
    qr: `${serial.replace(' ', '')}|${parcel}|${sheet}|${areaM2}`,
  };
}

function residence(r: Random, at: Addresses, turn: number): Content {
  const issueDate = turn % 3 === 0 ? between(r, '2021-08-01', '2025-06-20') : between(r, twoLevels, lastDay);
  const old = issueDate < twoLevels;
  const place = at.place(r, old);
  const who = neighbour(r, place, [1945, 2004]);
  const isHead = r.chance(0.2);
  const head = isHead ? who : neighbour(r, place, [1940, 1985]);
  const permanent = address(r, place);
  const moved = r.chance(0.25);
  const current = moved ? address(r, at.beside(r, place)) : permanent;
  const relations = [
    'Con',
    'Cháu',
    'Vợ',
    'Chồng',
    'Mẹ',
    'Bố',
    'Em ruột',
    'Chị ruột',
    'Con dâu',
    'Con rể',
    'Cháu nội',
    'Cháu ngoại',
    'Anh ruột',
    'Ở nhờ',
  ];
  const female = new Set(['Vợ', 'Mẹ', 'Chị ruột', 'Con dâu']);
  const male = new Set(['Chồng', 'Bố', 'Con rể', 'Anh ruột']);
  const members = Array.from({ length: [3, 0, 6, 2, 1, 4][turn % 6] ?? 2 }, () => {
    const relationToHead = r.pick(
      relations.filter((name) => (name === 'Vợ' ? head.sex === 'Nam' : name === 'Chồng' ? head.sex === 'Nữ' : true)),
    );
    const sex = female.has(relationToHead) ? 'Nữ' : male.has(relationToHead) ? 'Nam' : undefined;
    const member = neighbour(r, place, /Cháu|Con$/.test(relationToHead) ? [1985, 2021] : [1940, 2003], sex);
    return {
      fullName: member.name,
      dateOfBirth: member.birth,
      sex: member.sex,
      personalId: personalNumber(r, member, place.provinceName),
      relationToHead,
    };
  });
  const personalId = personalNumber(r, who, place.provinceName);
  const fields: Fields = {
    fullName: who.name,
    dateOfBirth: who.birth,
    sex: who.sex,
    personalId,
    ethnicity: who.ethnicity,
    religion: who.religion,
    nationality: 'Việt Nam',
    hometown: address(r, at.place(r, old || r.chance(0.6))),
    permanentAddress: permanent,
    currentAddress: current,
    headName: head.name,
    relationToHead: isHead
      ? 'Chủ hộ'
      : r.pick(who.sex === 'Nam' ? ['Con', 'Cháu', 'Con rể', 'Em ruột'] : ['Con', 'Cháu', 'Con dâu', 'Chị ruột']),
    headPersonalId: isHead ? personalId : personalNumber(r, head, place.provinceName),
    issueDate,
  };
  if (members.length > 0) fields.members = members;
  return {
    recordType: 'residence-confirmation-ct07',
    fields,
    extra: {
      province: capitals(place.province),
      commune: capitals(place.commune),
      number: `${r.whole(11, 4800)}/XN`,
      temporary: moved ? current : '',
      city: place.communeName,
      seal: `CÔNG AN ${capitals(place.commune)} ★ ${capitals(place.province)}`,
      signer: signer(r),
    },
  };
}

function birth(r: Random, at: Addresses, turn: number): Content {
  const year = r.whole(1996, 2026);
  const born = year === 2026 ? between(r, '2026-01-03', '2026-09-20') : dateIn(r, year);
  const registrationDate = new Date(Date.parse(born) + r.whole(3, 52) * 86_400_000).toISOString().slice(0, 10);
  const place = at.place(r, registrationDate < twoLevels);
  const home = address(r, place);
  const highland = place.highland && r.chance(0.6);
  const mother = person(r, { sex: 'Nữ', born: [year - 38, year - 18], highland });
  const father = person(r, { sex: 'Nam', born: [year - 48, year - 19], highland: highland && r.chance(0.8) });
  const child = person(r, { born: [year, year], highland });
  const noFather = turn % 6 === 4;
  const elsewhere = r.chance(0.3) ? address(r, at.beside(r, place)) : home;
  const office = `Ủy ban nhân dân ${place.commune}`;
  const fields: Fields = {
    fullName: capitals(child.name),
    dateOfBirth: born,
    dateOfBirthInWords: dateToWords(born) ?? '',
    sex: child.sex,
    ethnicity: noFather ? mother.ethnicity : father.ethnicity,
    nationality: 'Việt Nam',
    placeOfBirth: r.pick([
      `Trạm y tế ${place.commune}`,
      `Bệnh viện đa khoa ${place.province}`,
      `Trung tâm y tế ${place.district ?? 'khu vực'}${place.district ? `, ${place.province}` : ` ${place.communeName}`}`,
      `Tại nhà, ${village(r, { ...place, commune: 'xã' })}, ${place.commune}`,
      'Bệnh viện Phụ sản - Nhi Đà Nẵng',
    ]),
    hometown: r.chance(0.6) ? home : address(r, at.place(r, true)),
  };
  if (year >= 2016 || turn % 6 !== 1) fields.personalId = personalNumber(r, { sex: child.sex, birth: born }, place.provinceName);
  Object.assign(fields, {
    motherName: capitals(mother.name),
    motherBirthYear: Number(mother.birth.slice(0, 4)),
    motherEthnicity: mother.ethnicity,
    motherAddress: home,
  });
  if (!noFather)
    Object.assign(fields, {
      fatherName: capitals(father.name),
      fatherBirthYear: Number(father.birth.slice(0, 4)),
      fatherEthnicity: father.ethnicity,
      fatherAddress: elsewhere,
    });
  Object.assign(fields, {
    registrationPlace: r.chance(0.45) ? [office, place.district, place.province].filter(Boolean).join(', ') : office,
    registrationDate,
    registrationNumber: `${r.chance(0.3) ? String(r.whole(1, 99)).padStart(2, '0') : r.whole(5, 890)}/${registrationDate.slice(0, 4)}`,
  });
  return {
    recordType: 'birth-certificate',
    fields,
    extra: {
      commune: place.commune,
      district: place.district ?? place.province,
      seal: `ỦY BAN NHÂN DÂN ${capitals(place.commune)} ★ ${capitals(place.province)}`,
      signer: signer(r),
    },
  };
}

function enterprise(r: Random, at: Addresses, turn: number): Content {
  const first = between(r, '2006-03-01', turn % 3 === 2 ? lastDay : '2024-12-01');
  const changed = turn % 2 === 1 && first < '2024-01-01' ? between(r, `${Number(first.slice(0, 4)) + 1}-01-05`, '2025-05-30') : null;
  const place = at.place(r, (changed ?? first) < twoLevels);
  const who = neighbour(r, place, [1955, Number(first.slice(0, 4)) - 22]);
  const kind = r.pick(['TNHH', 'TNHH', 'CỔ PHẦN', 'TNHH MTV']);
  const trade = r.pick([
    'XÂY DỰNG VÀ THƯƠNG MẠI',
    'CÀ PHÊ',
    'SẢN XUẤT NÔNG SẢN',
    'VẬN TẢI',
    'CƠ KHÍ',
    'DỊCH VỤ DU LỊCH',
    'CHẾ BIẾN HỒ TIÊU',
    'TƯ VẤN THIẾT KẾ',
    'DƯỢC PHẨM',
    'ĐẦU TƯ PHÁT TRIỂN HẠ TẦNG VÀ KHOÁNG SẢN',
  ]);
  const mark = r.pick([
    'AN PHƯỚC',
    'ĐẠI NGÀN',
    'THIÊN LỘC PHÁT',
    "EA H'LEO",
    'HOÀNG GIA',
    'PHÚ QUÝ',
    'VIỆT TIẾN',
    'SƠN MỸ',
    'ĐỨC NGUYÊN',
    'CƯ KUIN',
    'BẢO TÍN',
    'MINH HUỆ',
    'TRƯỜNG SƠN 559',
    'THUẬN YẾN',
    'KỲ ĐỒNG',
  ]);
  return {
    recordType: 'enterprise-registration',
    fields: {
      taxCode: taxCode(r),
      enterpriseName: `CÔNG TY ${kind} ${trade} ${mark}`,
      firstRegistrationDate: first,
      headOffice: `${address(r, place)}, Việt Nam`,
      charterCapitalVnd: r.chance(0.3)
        ? r.whole(3, 99) * 100_000_000
        : r.chance(0.5)
          ? r.whole(2, 300) * 1_000_000_000
          : r.whole(900, 98_000) * 1_000_000,
      representativeName: capitals(who.name),
      representativeSex: who.sex,
      representativeDateOfBirth: who.birth,
      representativeIdNumber: personalNumber(r, who, place.provinceName),
    },
    extra: {
      office: (changed ?? first) >= '2025-03-01' ? 'SỞ TÀI CHÍNH' : 'SỞ KẾ HOẠCH VÀ ĐẦU TƯ',
      province: capitals(place.province),
      kind:
        kind === 'CỔ PHẦN'
          ? 'CÔNG TY CỔ PHẦN'
          : kind === 'TNHH MTV' || r.chance(0.5)
            ? 'CÔNG TY TRÁCH NHIỆM HỮU HẠN MỘT THÀNH VIÊN'
            : 'CÔNG TY TRÁCH NHIỆM HỮU HẠN HAI THÀNH VIÊN TRỞ LÊN',
      changed: changed ? `${r.whole(1, 9)}|${changed}` : '',
      ethnicity: who.ethnicity,
      title: r.pick(['Giám đốc', 'Chủ tịch công ty', 'Tổng giám đốc', 'Chủ tịch Hội đồng thành viên']),
      paper: (changed ?? first) >= '2024-07-01' ? 'Thẻ căn cước' : 'Thẻ căn cước công dân',
      head: r.pick(['TRƯỞNG PHÒNG', 'TRƯỞNG PHÒNG', 'PHÓ TRƯỞNG PHÒNG']),
      signer: signer(r),
    },
  };
}

function household(r: Random, at: Addresses, turn: number): Content {
  const issueDate = between(r, '1994-05-01', '2014-12-20');
  const place = at.place(r, true);
  const year = Number(issueDate.slice(0, 4));
  const highland = place.highland && r.chance(0.5);
  const head = person(r, { born: [1935, year - 25], highland });
  const headYear = Number(head.birth.slice(0, 4));
  const members = Array.from({ length: [2, 3, 1, 2, 3, 2][turn % 6] ?? 2 }, (_, row) => {
    const spouse = head.sex === 'Nam' ? 'Vợ' : 'Chồng';
    const relationToHead = row === 0 ? 'Chủ hộ' : row === 1 && r.chance(0.6) ? spouse : r.pick(['Con', 'Con', 'Cháu', 'Mẹ']);
    const who =
      row === 0
        ? head
        : person(r, {
            highland: highland && r.chance(0.8),
            ...(relationToHead === 'Mẹ' || relationToHead === 'Vợ'
              ? { sex: 'Nữ' as const }
              : relationToHead === 'Chồng'
                ? { sex: 'Nam' as const }
                : {}),
            born:
              relationToHead === 'Con' || relationToHead === 'Cháu'
                ? [headYear + 20, Math.max(headYear + 20, Math.min(headYear + 34, year - 1))]
                : relationToHead === 'Mẹ'
                  ? [headYear - 34, headYear - 18]
                  : [headYear - 6, headYear + 6],
          });
    const grown = year - Number(who.birth.slice(0, 4)) >= 15;
    const fields: Record<string, string> = {
      relationToHead,
      fullName: capitals(who.name),
      dateOfBirth: who.birth,
      sex: who.sex,
      hometown: address(r, r.chance(0.5) ? place : at.place(r, true)),
      ethnicity: who.ethnicity,
      religion: who.religion,
    };
    if (grown) fields.idNumber = `${r.pick(['24', '23', '22', '21', '19', '17', '02'])}${r.digits(7)}`;
    fields.occupation = grown
      ? r.pick([
          'Làm rẫy',
          'Giáo viên trường THCS',
          'Thợ may',
          'Bộ đội',
          'Lái xe',
          'Buôn bán nhỏ',
          'Công nhân',
          'Y tá trạm xá',
          'Nông',
          'Hưu trí',
        ])
      : r.pick(['Học sinh', 'Còn nhỏ']);
    return fields;
  });
  return {
    recordType: 'household-register-book',
    fields: { bookNumber: r.digits(9), headName: capitals(head.name), permanentAddress: address(r, place), issueDate, members },
    extra: {
      province: capitals(place.province),
      seal: `CÔNG AN ${capitals(place.district ?? '')} ★ ${capitals(place.province)}`,
      signer: signer(r),
    },
  };
}
