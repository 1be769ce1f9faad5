import { type Addresses, address } from './addresses.ts';
import { person, personalNumber, taxCode } from './people.ts';
import type { Random } from './random.ts';
import { content, type Fields, type RecordTypeId } from './records.ts';

/** What papers say that are laid out as offices have them: people beside the first, organisations, what is filled in by pen. */

export interface Owner {
  readonly head: string;
  readonly name: string;
  readonly year: string | null;
  readonly idKind: 'CMND' | 'CCCD' | 'Hộ chiếu' | 'Mã số thuế';
  readonly id: string;
  readonly address: string | null;
}
export interface RealContent {
  readonly recordType: RecordTypeId;
  readonly variant: string;
  /** How values go on in a second line; `none`: where the paper ends. */
  readonly wrap: 'flush' | 'indented' | 'none';
  readonly owners: readonly Owner[];
  readonly fields: Fields;
  /** Printed besides; no field asks for it. */
  readonly extra: Readonly<Record<string, string>>;
  /** What the paper says beyond the fields asked for: whoever accepts it must have it right. */
  readonly told: Readonly<Record<string, string>>;
  readonly alternatives: Readonly<Record<string, readonly string[]>>;
  readonly handFields: readonly string[];
  readonly qr?: string;
}

export const variants = {
  'land-certificate-2009': [
    'two-blocks',
    'household-of',
    'pen',
    'three-owners',
    'running-line',
    'organisation',
    'stamped',
    'passport',
    'margin-notes',
    'whole-file',
    'plain',
  ],
  'land-certificate-2024': ['joined-owners', 'household', 'two-lines', 'organisation', 'stamped', 'pen'],
  'residence-confirmation-ct07': ['empty-table', 'table-two-pages', 'plain', 'stamped', 'temporary'],
  'birth-certificate': [
    'words-far-right',
    'extract',
    'no-father-dash',
    'bilingual',
    'no-father-blank',
    'father-first',
    'full-dates',
    'pen',
    'stamped',
    'margin-notes',
  ],
  'enterprise-registration': ['changes', 'foreign-name', 'bilingual', 'two-representatives', 'stamped', 'plain'],
} as const satisfies Partial<Record<RecordTypeId, readonly string[]>>;
export type RealType = keyof typeof variants;
export const realTypes = Object.keys(variants) as readonly RealType[];

/** `turn` walks through the variants of the type, whatever the seed. */
export function realContent(recordType: RealType, r: Random, at: Addresses, turn: number): RealContent {
  const list: readonly string[] = variants[recordType];
  const variant = list[turn % list.length] ?? 'plain';
  const rows = variant === 'empty-table' ? 1 : variant === 'table-two-pages' ? 2 : r.pick([0, 3, 5]);
  const base = content(
    recordType,
    r,
    at,
    recordType === 'residence-confirmation-ct07' ? rows : variant.startsWith('no-father') ? 4 : r.pick([0, 1, 2, 3]),
  );
  const more = {
    fields: { ...base.fields },
    extra: { ...base.extra },
    told: {} as Record<string, string>,
    alternatives: {} as Record<string, string[]>,
  };
  const plain: RealContent = {
    ...{ recordType, variant, wrap: r.pick(['flush', 'indented', 'none'] as const), owners: [], handFields: [] },
    ...more,
    ...(base.qr ? { qr: base.qr } : {}),
  };
  const withOwners = recordType.startsWith('land') ? { ...plain, owners: ownersOf(variant, more, r, at) } : plain;
  if (recordType === 'land-certificate-2009')
    return {
      ...withOwners,
      handFields: variant === 'pen' || r.chance(0.25) ? ['issueDate', ...(r.chance(0.7) ? ['registryNumber'] : [])] : [],
      extra: { ...more.extra, ...notes(r) },
    };
  if (recordType === 'land-certificate-2024')
    return { ...withOwners, handFields: variant === 'pen' || r.chance(0.4) ? ['registryNumber'] : [] };
  if (recordType === 'birth-certificate') return birth(plain, r);
  if (recordType === 'enterprise-registration') return enterprise(plain, r, at);
  return residence(plain, r, at);
}

type More = {
  readonly fields: Fields;
  readonly extra: Record<string, string>;
  readonly told: Record<string, string>;
  readonly alternatives: Record<string, string[]>;
};

/** Owners as the paper has them; what the fields ask of them is changed to it. */
function ownersOf(variant: string, { fields, extra, told, alternatives }: More, r: Random, at: Addresses): readonly Owner[] {
  const old = fields.ownerAddress !== undefined;
  const home = () => address(r, at.place(r, true));
  const written = (name: string) => (old ? name.toUpperCase() : name);
  if (variant === 'organisation') {
    const name = `${r.pick(['CÔNG TY TNHH', 'CÔNG TY CỔ PHẦN', 'HỢP TÁC XÃ', 'DOANH NGHIỆP TƯ NHÂN'])} ${r.pick(['CÀ PHÊ', 'CAO SU', 'NÔNG LÂM NGHIỆP', 'THỦY LỢI'])} ${r.pick(['ĐẠI HƯNG', 'TÂY SƠN', 'PHƯỚC AN', 'HÒA THUẬN'])}`;
    const id = taxCode(r);
    for (const key of Object.keys(fields)) if (/^(?:owner|coOwner)(?!Address)/u.test(key)) delete fields[key];
    for (const key of Object.keys(fields)) if (key.startsWith('coOwner')) delete fields[key];
    Object.assign(fields, { ownerName: name, useForm: 'riêng' });
    if (old) Object.assign(extra, { own: String(fields.areaM2), shared: '' });
    told.ownerIdNumber = id;
    return [
      {
        head: r.pick(['Tổ chức', 'Tên tổ chức']),
        name,
        year: null,
        idKind: 'Mã số thuế',
        id,
        address: old ? String(fields.ownerAddress) : null,
      },
    ];
  }
  const id = String(fields.ownerIdNumber);
  const first: Owner = {
    ...{ head: extra.ownerTitle ?? 'Ông', name: String(fields.ownerName), year: old ? String(fields.ownerBirthYear) : null },
    ...{ idKind: id.length === 12 ? 'CCCD' : 'CMND', id, address: old ? String(fields.ownerAddress) : null },
  };
  const other = (sex: 'Nam' | 'Nữ'): Owner => {
    const who = person(r, { sex, born: [1944, 1992], highland: r.chance(0.3) });
    const long = first.idKind === 'CCCD';
    return {
      ...{ head: sex === 'Nam' ? 'Ông' : 'Bà', name: written(who.name), year: who.birth.slice(0, 4), idKind: long ? 'CCCD' : 'CMND' },
      ...{ id: long ? personalNumber(r, who, null) : `${r.pick(['24', '23', '19', '02'])}${r.digits(7)}`, address: home() },
    };
  };
  const alone = /^(?:plain|pen|whole-file|margin-notes|stamped)$/u.test(variant) && r.chance(0.6);
  for (const key of Object.keys(fields)) if (key.startsWith('coOwner')) delete fields[key];
  const household = variant === 'household-of' || variant === 'household';
  if (alone) return [first];
  const second = { ...other(first.head === 'Ông' && (household || r.chance(0.8)) ? 'Nữ' : r.pick(['Nam', 'Nữ'] as const)) };
  Object.assign(fields, {
    coOwnerName: second.name,
    coOwnerIdNumber: second.id,
    ...(old ? { coOwnerBirthYear: Number(second.year) } : {}),
  });
  const inOneBlock = household || variant === 'running-line';
  if (old && !inOneBlock) told.coOwnerAddress = second.address ?? '';
  const owners: Owner[] = [
    variant === 'passport'
      ? withPassport(first, fields, told, r)
      : variant === 'household-of'
        ? { ...first, head: `Hộ ${first.head.toLowerCase()}` }
        : first,
    inOneBlock
      ? { ...second, address: null, ...(variant === 'household-of' ? { head: `${second.head === 'Bà' ? 'Vợ là bà' : 'Cùng ông'}` } : {}) }
      : second,
  ];
  if (variant === 'three-owners' || variant === 'household') {
    const third = other(r.pick(['Nam', 'Nữ'] as const));
    owners.push(third);
    Object.assign(told, { 'otherOwners[0].fullName': third.name, 'otherOwners[0].idNumber': third.id });
    if (old) Object.assign(told, { 'otherOwners[0].birthYear': third.year ?? '', 'otherOwners[0].address': third.address ?? '' });
  }
  if (variant === 'household') alternatives.ownerName = [`Hộ gia đình, gồm ${first.head.toLowerCase()} ${first.name}`];
  return owners;
}

function withPassport(first: Owner, fields: Fields, told: Record<string, string>, r: Random): Owner {
  const id = `${r.pick(['B', 'C', 'N', 'E'])}${r.digits(7)}`;
  delete fields.ownerIdNumber;
  told.ownerIdNumber = id;
  return { ...first, idKind: 'Hộ chiếu', id };
}

function notes(r: Random): Record<string, string> {
  return {
    note: r.pick([
      'Thửa đất có 35,0 m² thuộc hành lang an toàn lưới điện',
      'Giấy chứng nhận này thay thế giấy số phát hành AB 120377',
      'Nợ tiền sử dụng đất',
    ]),
    marginNote: r.pick(['đã nhập sổ ngày 12/4', 'xem hồ sơ 318', 'bản chính lưu tại xã']),
  };
}

function birth(what: RealContent, r: Random): RealContent {
  const { variant, fields } = what;
  const extra: Record<string, string> = { ...what.extra, ...notes(r) };
  const told: Record<string, string> = {};
  const born = (who: string) =>
    `${fields[`${who}BirthYear`]}-${String(r.whole(1, 12)).padStart(2, '0')}-${String(r.whole(1, 28)).padStart(2, '0')}`;
  if (variant === 'full-dates' || (variant === 'words-far-right' && r.chance(0.5)))
    for (const who of ['mother', 'father'])
      if (fields[`${who}Name`]) {
        extra[`${who}DateOfBirth`] = born(who);
        told[`${who}DateOfBirth`] = extra[`${who}DateOfBirth`] ?? '';
      }
  return { ...what, extra, told, handFields: variant === 'pen' ? ['registrationNumber', 'registrationDate'] : [] };
}

function enterprise(what: RealContent, r: Random, at: Addresses): RealContent {
  const { variant } = what;
  const first = String(what.fields.firstRegistrationDate);
  const later = `${Math.min(2026, Number(first.slice(0, 4)) + r.whole(1, 6))}-${first.slice(5)}`;
  const mark = r.pick(['AN PHAT', 'GREEN HILL', 'DAI NGAN', 'HOANG GIA', 'SUNRISE']);
  const extra: Record<string, string> = {
    ...what.extra,
    latestChangeDate: later,
    foreignName: `${mark} ${r.pick(['COFFEE', 'TRADING', 'CONSTRUCTION'])} COMPANY LIMITED`,
    shortName: `${mark} CO., LTD`,
    contact: address(r, at.place(r, true)),
  };
  if (variant === 'two-representatives') {
    const who = person(r, { born: [1960, 1995], highland: false });
    Object.assign(extra, {
      secondName: who.name.toUpperCase(),
      secondSex: who.sex,
      secondBirth: who.birth,
      secondId: personalNumber(r, who, null),
    });
  }
  const told: Record<string, string> = variant === 'changes' ? { latestChangeDate: later } : {};
  if (variant === 'foreign-name' || variant === 'bilingual')
    Object.assign(told, { foreignName: extra.foreignName, shortName: extra.shortName });
  return { ...what, extra, told };
}

function residence(what: RealContent, r: Random, at: Addresses): RealContent {
  const temporary = what.variant === 'temporary' ? address(r, at.place(r, false)) : (what.extra.temporary ?? '');
  return { ...what, extra: { ...what.extra, temporary }, told: temporary ? { temporaryAddress: temporary } : {} };
}
