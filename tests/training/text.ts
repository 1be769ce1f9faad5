import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { landOrigins, landPurposes, landTerms } from '#domain/lists/land-purposes';
import { ethnicGroups, occupations, relationsToHead, religions } from '#domain/lists/people';
import { areaToWords, numberToWords } from '#domain/vietnamese/number-words';
import type { Random } from '#tests/bench/holdout/random';

/** A line to be learned: what stands before the value, and the value, each perhaps empty. */
export interface Text {
  readonly label: string;
  readonly value: string;
}

/**
 * Lines as forms print them, of words and syllables by chance: what the network is to learn is the letters, and no names of people.
 * `words`: a word list of the language; labels are those of the record types, units those of the places data.
 */
export function texts(words: readonly string[]): (r: Random) => Text {
  const labels = wordings('resources/record-types').filter((text) => text.length >= 3 && text.length <= 70);
  const units = readUnits();
  const { families, given, highland } = JSON.parse(readFileSync('resources/lexicons/names.json', 'utf8')) as Readonly<
    Record<'families' | 'given' | 'highland', readonly string[]>
  >;
  const word = (r: Random) => r.pick(words);
  const phrase = (r: Random, least: number, most: number) => Array.from({ length: r.whole(least, most) }, () => word(r)).join(' ');
  const label = (r: Random) => (r.chance(0.8) ? r.pick(labels).replace(/[.:…\s]+$/, '') : capital(phrase(r, 1, 4)));
  const name = (r: Random) => {
    const text = r.chance(0.35)
      ? highlandName(r)
      : r.chance(0.1)
        ? `${r.pick(highland)} ${r.pick(highland)}`
        : r.chance(0.5)
          ? [r.pick(families), ...Array.from({ length: r.whole(1, 2) }, () => r.pick(given))].join(' ')
          : Array.from({ length: r.whole(2, 4) }, () => capital(r.chance(0.6) ? syllable(r) : (word(r).split(' ')[0] ?? ''))).join(' ');
    return r.chance(0.45) ? text.toLocaleUpperCase('vi') : text;
  };
  const address = (r: Random) => {
    const way = r.next();
    const place =
      way < 0.4
        ? `${r.pick(hamlets)} ${highlandWords(r)}`
        : way < 0.75
          ? `${r.pick(quarters)} ${r.whole(1, 24)}`
          : `số ${r.whole(1, 400)}${r.chance(0.3) ? `/${r.whole(1, 60)}` : ''} ${r.pick(['đường ', ''])}${titled(phrase(r, 2, 3))}`;
    const parts = [place, ...Array.from({ length: r.whole(1, 3) }, () => r.pick(units))];
    return r.chance(0.85) ? parts.join(', ') : parts.join(', ').toLocaleUpperCase('vi');
  };
  const prose = (r: Random) => {
    const parts = phrase(r, 5, 13).split(' ');
    const marked = parts.map((part, at) => {
      const way = r.next();
      const one = way < 0.05 ? capital(part) : way < 0.06 ? part.toLocaleUpperCase('vi') : way < 0.1 ? numberText(r) : part;
      return at < parts.length - 1 && r.chance(0.1)
        ? one + r.pick([',', ',', ';', ':', '.'])
        : r.chance(0.02)
          ? `(${one})`
          : r.chance(0.015)
            ? `"${one}"`
            : one;
    });
    return capital(marked.join(' ')) + r.pick(['.', ';', '', ',', ':']);
  };
  /** Letters by chance, so that rare ones are seen; a word is all figures or none, as words are. */
  const soup = (r: Random) =>
    Array.from({ length: r.whole(3, 8) }, () => {
      const letters = Array.from({ length: r.whole(1, 7) }, () => r.pick(every)).join('');
      return r.chance(0.3) ? letters.toLocaleUpperCase('vi') : r.chance(0.3) ? capital(letters) : letters;
    }).join(' ');
  return (r) => {
    const way = r.next();
    const before = r.chance(0.75) ? `${label(r)}: ` : '';
    if (way < 0.2) return { label: before, value: name(r) };
    if (way < 0.38) return { label: before, value: address(r) };
    if (way < 0.6) return { label: before, value: numberLine(r) };
    if (way < 0.66) return { label: before, value: highlandWords(r, r.whole(1, 4)) };
    if (way < 0.69) return { label: '', value: soup(r) };
    if (way < 0.8) return { label: '', value: phrase(r, 2, 6).toLocaleUpperCase('vi') };
    if (way < 0.83) return { label: `${label(r)}: `, value: titled(phrase(r, 1, 5)) };
    if (way < 0.86) return { label: '', value: r.pick(labels) };
    if (way < 0.9) return { label: before, value: inWords(r) };
    if (way < 0.93) return { label: before, value: r.pick(chosen) };
    return { label: '', value: prose(r) };
  };
}

const hamlets = [
  'Buôn',
  'Buôn',
  'Ƀuôn',
  'buôn',
  'Plei',
  'Làng',
  'Bon',
  'Plơi',
  'Đăk',
  'Ea',
  'Ia',
  'Cư',
  'Chư',
  'Krông',
  'xã Ea',
  'xã Ia',
  'huyện Krông',
  'xã Cư',
  'thôn',
];
const quarters = ['Thôn', 'thôn', 'Tổ', 'Tổ dân phố', 'tổ dân phố', 'Khối', 'Ấp', 'ấp', 'Xóm', 'Tổ dân phố số', 'Khu phố', 'TDP'];
const every = [...'aáàảãạăắằẳẵặâấầẩẫậbcdđeéèẻẽẹêếềểễệghiíìỉĩịklmnoóòỏõọôốồổỗộơớờởỡợpqrstuúùủũụưứừửữựvxyýỳỷỹỵĭŭŏĕčƀñjwfzĭŭŏĕčƀñ'];

export const capital = (text: string) => text.slice(0, 1).toLocaleUpperCase('vi') + text.slice(1);
const titled = (text: string) => text.split(' ').map(capital).join(' ');

const onsets = 'b c ch d đ g gh gi h k kh l m n ng ngh nh p ph qu r s t th tr v x'.split(' ');
const rimes =
  'a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ich im in inh ip it iu ia iêc iêm iên iêng iêp iêt iêu o oc oi om on ong op ot oa oac oai oan oang oat oay oăn oăng oe oen oet ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u uc ui um un ung up ut ua uôc uôi uôm uôn uông uôt uê uy uya uyên uyêt uyt uynh ư ưc ưi ưng ưt ưu ưa ươc ươi ươm ươn ương ươp ươt ươu y yên yêu yêt'.split(
    ' ',
  );
const tones = ['', '\u0301', '\u0300', '\u0309', '\u0303', '\u0323'];

/** Any syllable of the script, spelled with its tone over the main vowel: rare ones too, since names use them. */
function syllable(r: Random): string {
  // The point under a y hangs in its tail: seen as often as the y without it.
  if (r.chance(0.1)) return r.pick([...'bcdđghklmnrstvx', 'th', 'nh', 'ch', 'kh', 'qu']) + r.pick([...'yyýỳỷỹỵỵ']);
  const rime = r.pick(rimes);
  const tone = r.pick(tones);
  const vowels = [...rime.matchAll(/[aăâeêioôơuưy]/g)].map((m) => m.index);
  const closed = /[cghmnpt]$/.test(rime);
  const marked = [...rime.matchAll(/[ăâêôơư]/g)].map((m) => m.index);
  const at =
    marked.at(-1) ??
    (vowels.length === 1 ? vowels[0] : closed || vowels.length === 3 ? vowels[1] : r.chance(0.5) ? vowels[0] : vowels[1]) ??
    0;
  return ((r.chance(0.12) ? '' : r.pick(onsets)) + rime.slice(0, at + 1) + tone + rime.slice(at + 1)).normalize('NFC');
}

const highOnsets =
  'b ƀ č d đ dj g h j k l m n ñ ng nh p r s t th ph w y kr kp kb ks kt kn kđ kd bl br ƀl ƀr čh mđ md ml mr rc rč rm tl tr hw hđ hm hr pl dl mj kč êč êñ adr bh dh jh kh gr krô ch xr ngu kw dr hl'.split(
    ' ',
  );
const highVowels = 'a ă â e ĕ ê i ĭ o ŏ ô ơ u ŭ ư ă ĕ ĭ ŏ ŭ ê ô uô iê uê ua ia uă uĕ oa'.split(' ');
const highCodas = ' n ng m p t k č h r l ñ o i nh ih ăk n m k l p t ng'.split(' ');

/** A word as the Ê Đê, Gia Rai and Mnông spell: short vowels with a breve, Ƀ, Č, Ñ. */
function highlandWord(r: Random): string {
  const one = () => (r.chance(0.1) ? '' : r.pick(highOnsets)) + r.pick(highVowels) + r.pick(highCodas);
  return (r.chance(0.12) ? `${one()}${one()}` : one()).normalize('NFC');
}

function highlandWords(r: Random, count = r.whole(1, 2)): string {
  return Array.from({ length: count }, () => capital(highlandWord(r))).join(' ');
}

function highlandName(r: Random): string {
  const family = r.chance(0.5)
    ? highlandWords(r)
    : r.pick(['Niê', 'Niê Kđăm', 'Mlô', 'Ksor', 'Siu', 'Rơ Châm', 'Rah Lan', 'Rơ Ô', 'Kpă', 'Êban']);
  const mark = r.pick(["'", '’', "'"]);
  const given = capital(highlandWord(r));
  const way = r.next();
  if (way < 0.3) return `Y ${given} ${family}`;
  if (way < 0.6) return `H${mark}${given} ${family}`;
  if (way < 0.7) return `H ${given} ${family}`;
  if (way < 0.8) return `${family} H${mark}${given}`;
  if (way < 0.88) return `${r.pick(['Điểu', 'Thị', 'K'])} ${r.chance(0.5) ? `K${mark}` : ''}${given}`;
  return `${family} ${given}`;
}

/** Numbers, areas and dates written out. */
function inWords(r: Random): string {
  const way = r.next();
  if (way < 0.5) {
    const [d, m, y] = [r.whole(1, 31), r.whole(1, 12), r.whole(1930, 2026)].map((part) => numberToWords(part, style(r)) ?? '');
    return `${r.chance(0.8) ? 'Ngày' : 'ngày'} ${d} tháng ${m} năm ${y}`.replace(/tháng bốn/, r.pick(['tháng tư', 'tháng bốn']));
  }
  const words =
    way < 0.75 ? areaToWords(r.whole(10, 90_000) / 10, style(r)) : `${numberToWords(r.whole(1, 10 ** r.whole(1, 9)), style(r))} đồng`;
  return r.chance(0.6) ? capital(words ?? '') : (words ?? '');
}

const style = (r: Random) => ({ linh: r.pick(['linh', 'lẻ'] as const), thousand: r.pick(['nghìn', 'ngàn'] as const) });

const chosen = [
  ...[ethnicGroups, religions, relationsToHead].flatMap((list) => list.map((names) => names[0] ?? '')),
  ...landPurposes.flatMap(({ names, code }) => names.map((name) => (name.length % 2 ? `${name} (${code})` : name))),
  ...landOrigins,
  ...landTerms,
  ...occupations,
  ...['Nam', 'Nữ', 'Việt Nam', 'Không', 'Kinh', 'Sử dụng riêng', 'Sử dụng chung', 'm²'].flatMap((text) => Array(8).fill(text) as string[]),
];

const two = (value: number) => String(value).padStart(2, '0');
const capitals = [...'ABCDEFGHIKLMNOPQRSTUVXYĐ'];

function numberLine(r: Random): string {
  const date = () => [two(r.whole(1, 31)), two(r.whole(1, 12)), String(r.whole(1925, 2026))] as const;
  const grouped = (digits: string) => digits.replace(/\B(?=(\d{3})+$)/g, '.');
  const amount = () => grouped(String(r.whole(1, 10 ** r.whole(1, 9))));
  const [d, m, y] = date();
  const ways = [
    () => `${d}/${m}/${y}`,
    () => `${d}${r.pick(['/', '-', '.', ' / '])}${m}${r.pick(['/', '-', '.', ' / '])}${y}`,
    () => `ngày ${d} tháng ${m} năm ${y}`,
    () => `Ngày ${d} tháng ${m} năm ${y}`,
    () => `${r.digits(12)}`,
    () => `${r.digits(12)}`,
    () => `${r.digits(3)} ${r.digits(3)} ${r.digits(3)} ${r.digits(3)}`,
    () => `${r.digits(9)}`,
    () => `${r.digits(10)}${r.chance(0.3) ? `-${r.digits(3)}` : ''}`,
    () => `${r.pick(capitals)}${r.pick(capitals)} ${r.digits(r.whole(6, 8))}`,
    () => `${r.pick(['CH', 'CS', 'CT', 'VP', 'H'])}${r.chance(0.3) ? ' ' : ''}${r.digits(r.whole(4, 6))}`,
    () => `${r.whole(1, 400)}/${y}`,
    () => `${r.digits(r.whole(1, 4))}/${r.pick(['QĐ', 'GCN', 'TB', 'XN', 'HS', 'CT'])}-${r.pick(['UBND', 'CP', 'TTg', 'BTP', 'STNMT'])}`,
    () => `${amount()}${r.chance(0.5) ? `,${r.digits(r.whole(1, 2))}` : ''} m²`,
    () => `${amount()}${r.chance(0.6) ? `,${r.digits(1)}` : ''} m2`,
    () => `${amount()} đồng`,
    () => amount(),
    () => String(r.whole(1, 9_999)),
    () => `${r.whole(1, 999)}, tờ bản đồ số: ${r.whole(1, 180)}`,
    () => `Số: ${r.digits(r.whole(2, 6))}`,
    () => `0${r.digits(9)}`,
    () => `${numberText(r)} ${numberText(r)} ${numberText(r)}`,
  ] as const;
  return r.pick(ways)();
}

function numberText(r: Random): string {
  return r.digits(r.whole(1, 5)).replace(/^0(?=.)/, '1') + r.pick(['', '', '', '%', ',5', '/2024', '.']);
}

/** Every wording in the data files of the folder that holds letters. */
function wordings(folder: string): readonly string[] {
  const out = new Set<string>();
  const walk = (value: unknown): void => {
    if (typeof value === 'string') {
      if (/\p{L}{2} \p{L}/u.test(value) || /[À-ỹ]/.test(value)) if (!/[\\|^${}[\]]/.test(value)) out.add(value.normalize('NFC').trim());
    } else if (value && typeof value === 'object') Object.values(value).forEach(walk);
  };
  for (const type of readdirSync(folder)) walk(JSON.parse(readFileSync(join(folder, type, 'type.json'), 'utf8')));
  return [...out];
}

function readUnits(): readonly string[] {
  const data = JSON.parse(readFileSync('resources/places/units.json', 'utf8')) as Record<string, readonly (readonly unknown[])[]>;
  return [
    ...(data.formerCommunes ?? []).map((unit) => `${unit[1]} ${unit[2]}`),
    ...(data.communes ?? []).map((unit) => `${unit[1]} ${unit[2]}`),
    ...(data.formerDistricts ?? []).flatMap((unit) => [`${unit[0]} ${unit[1]}`, `${unit[0]} ${unit[1]}`, `${unit[0]} ${unit[1]}`]),
    ...(data.provinces ?? []).flatMap((unit) => Array(40).fill(`${unit[1]} ${unit[2]}`) as string[]),
  ];
}
