import { capitalised } from './normal.ts';
import { type Edge, lattice, tokens, vocabulary } from './word-lattice.ts';

/**
 * Vietnamese numbers in words, both ways. Texts are compared by the value they mean, never as strings: `linh`/`lẻ`, `nghìn`/`ngàn`,
 * `tư`/`bốn` and the old `bẩy` are all correct. Values are exact up to 10^15 with at most six decimals. Longer than other files: the
 * grammar and its inverse are read together.
 */

const digitWords = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const digits = new Map<string, number>([
  ...digitWords.map((word, digit) => [word, digit] as const),
  ['mốt', 1],
  ['tư', 4],
  ['lăm', 5],
  ['nhăm', 5],
  ['bẩy', 7],
]);
/** Words that only stand behind tens; without `mươi` between they elide it: `hai lăm` is 25. */
const afterTens = new Set(['mốt', 'tư', 'lăm', 'nhăm']);
const scales = new Map<string, number>([
  ['nghìn', 1e3],
  ['ngàn', 1e3],
  ['triệu', 1e6],
  ['tỷ', 1e9],
  ['tỉ', 1e9],
]);
const ignored = ['mét', 'vuông', 'chẵn', 'đồng', 'm2', 'm²', 'bằng', 'chữ', 'việt', 'nam', 'héc', 'ta'] as const;

const words = vocabulary([...digits.keys(), ...scales.keys(), 'mười', 'mươi', 'trăm', 'linh', 'lẻ', 'phẩy', 'rưỡi', 'âm', ...ignored]);
const ignoredWords = new Set<string>(ignored);

export interface NumberReading {
  /** Exact decimal text without trailing zeros: `16314.1`. */
  readonly value: string;
  /** 0: every word right. Marks cost about 0.2 each, wrong letters about 1; above 3 it is a guess. */
  readonly cost: number;
  /** The number as it is written correctly, in small letters, without unit. */
  readonly words: string;
  /** The paper's own words with their spelling mended, unit included: `linh` stays `linh`, `lẻ` stays `lẻ`. */
  readonly spelled: string;
  /** Other values that the words may mean at hardly more cost, likeliest first. */
  readonly others: readonly string[];
}

/** A number in words that is letter for letter right (case, hyphens, tone placement and units aside), or null. */
export function parseNumberWords(text: string): number | null {
  const reading = readNumberWords(text);
  return reading && reading.cost === 0 ? Number(reading.value) : null;
}

/** The same under recognition errors: wrong or missing marks, wrong letters, words run together. Null when it is no number. */
export function readNumberWords(text: string): NumberReading | null {
  const list = tokens(text);
  return list.length === 0 || list.length > 60 ? null : best(list);
}

/** The likeliest reading of tokens; used for dates too. */
export function best(list: readonly string[]): NumberReading | null {
  const edges = lattice(list, words);
  let beams: State[][] = list.map(() => []);
  beams = [...beams, []];
  beams[0]?.push(start);
  for (let at = 0; at < list.length; at++) {
    for (const state of prune(beams[at] ?? [])) {
      for (const edge of edges[at] ?? []) {
        const next = follow(state, edge);
        if (next) beams[edge.to]?.push(next);
      }
      // A word that is none of ours: noise before or behind the number, dear so that it is the last resort.
      const noise = list[at] ?? '';
      if (state.words.length === 0 || state.closed)
        beams[at + 1]?.push({ ...state, cost: state.cost + 0.8 + Math.min(noise.length, 4) * 0.2, closed: state.words.length > 0 });
    }
  }
  const ends = new Map<string, { cost: number; spelled: string }>();
  for (const state of prune(beams[list.length] ?? [], 24)) {
    const value = finish(state);
    if (value === null) continue;
    const known = ends.get(value);
    const cost = state.cost + shortCost(state);
    if (!known || cost < known.cost) ends.set(value, { cost, spelled: state.spelled.join(' ') });
  }
  const [first, ...rest] = [...ends].sort((one, other) => one[1].cost - other[1].cost);
  if (!first) return null;
  const [value, { cost, spelled }] = first;
  return {
    value,
    cost: Math.round(cost * 1000) / 1000,
    words: numberToWords(value) ?? spelled,
    spelled,
    others: rest
      .filter((other) => other[1].cost - cost < 0.7)
      .map(([other]) => other)
      .slice(0, 3),
  };
}

/** How far a number has been read. Groups of three build up in `group`; `below` is what stands under the last tỷ. */
interface State {
  readonly cost: number;
  readonly words: readonly string[];
  /** The same with units. */
  readonly spelled: readonly string[];
  /** Finished thousands of millions. */
  readonly upper: number;
  readonly below: number;
  /** Scale of the last finished group under tỷ; the next must be smaller. */
  readonly scale: number;
  readonly group: number;
  /** What the group may take next. */
  readonly slot: Slot;
  readonly decimals: readonly number[] | null;
  readonly decimalNumber: string | null;
  readonly closed: boolean;
}
type Slot = 'empty' | 'digit' | 'short' | 'hundred' | 'linh' | 'ten' | 'tens' | 'full';

const start: State = {
  cost: 0,
  words: [],
  spelled: [],
  upper: 0,
  below: 0,
  scale: 1e9,
  group: 0,
  slot: 'empty',
  decimals: null,
  decimalNumber: null,
  closed: false,
};

function prune(states: readonly State[], count = 16): readonly State[] {
  return [...states].sort((one, other) => one.cost - other.cost).slice(0, count);
}

function follow(state: State, edge: Edge): State | null {
  let next: State | null = { ...state, cost: state.cost + edge.cost };
  for (const word of edge.words) {
    next = next && step(next, word);
    if (!next) return null;
  }
  return next;
}

function step(state: State, word: string): State | null {
  if (ignoredWords.has(word)) return { ...state, spelled: [...state.spelled, word], closed: state.words.length > 0 };
  if (state.closed) return null;
  const on = { ...state, words: [...state.words, word], spelled: [...state.spelled, word] };
  if (word === 'phẩy') {
    if (state.decimals || state.words.length === 0 || state.slot === 'linh') return null;
    return { ...on, cost: on.cost + shortCost(on), below: state.below + state.group, group: 0, slot: 'empty', decimals: [] };
  }
  if (state.decimals) return decimalStep(on, word);
  const digit = digits.get(word);
  if (digit !== undefined) return digitStep(on, word, digit);
  if (word === 'mười') return tenStep(on);
  if (word === 'mươi')
    return (state.slot === 'digit' || state.slot === 'short') && lastDigit(state) >= 2
      ? { ...on, group: state.group + lastDigit(state) * 9, slot: 'tens' }
      : null;
  if (word === 'trăm') return state.slot === 'digit' && state.group < 10 ? { ...on, group: state.group * 100, slot: 'hundred' } : null;
  if (word === 'linh' || word === 'lẻ')
    return state.slot === 'hundred' || (state.slot === 'empty' && state.scale < 1e9) || (state.slot === 'empty' && state.upper > 0)
      ? { ...on, slot: 'linh' }
      : null;
  if (word === 'rưỡi') return halfStep(on);
  const scale = scales.get(word);
  return scale === undefined ? null : scaleStep(on, scale);
}

function lastDigit(state: State): number {
  return state.group % 10;
}

function digitStep(state: State, word: string, digit: number): State | null {
  const tail = afterTens.has(word);
  switch (state.slot) {
    case 'empty':
      return tail && word !== 'tư' ? null : { ...state, group: digit, slot: 'digit', cost: state.cost + (tail ? 0.2 : 0) };
    case 'hundred':
      return { ...state, group: state.group + digit, slot: 'short', cost: state.cost + (tail && word !== 'tư' ? 0.5 : 0) };
    case 'linh':
      return digit === 0 || (tail && word !== 'tư' && word !== 'lăm') ? null : { ...state, group: state.group + digit, slot: 'full' };
    // Nobody says "mươi không"; "mười mốt" and "mười tư" are slips; "mươi năm" is an old way.
    case 'ten':
      return digit === 0
        ? null
        : { ...state, group: state.group + digit, slot: 'full', cost: state.cost + (word === 'mốt' || word === 'năm' ? 0.15 : 0) };
    case 'tens':
      return digit === 0
        ? null
        : { ...state, group: state.group + digit, slot: 'full', cost: state.cost + (word === 'năm' || word === 'một' ? 0.15 : 0) };
    // "hai lăm": the tens word is left out.
    case 'digit':
    case 'short':
      return tail && lastDigit(state) >= 2
        ? { ...state, group: state.group + lastDigit(state) * 9 + digit, slot: 'full', cost: state.cost + 0.1 }
        : null;
    default:
      return null;
  }
}

function tenStep(state: State): State | null {
  return state.slot === 'empty' || state.slot === 'hundred' ? { ...state, group: state.group + 10, slot: 'ten' } : null;
}

function scaleStep(state: State, scale: number): State | null {
  if (state.slot === 'linh') return null;
  const cost = state.cost + shortCost(state);
  if (scale === 1e9) {
    const value = state.below + state.group;
    return value === 0 || state.upper > 0 || value >= 1e9
      ? null
      : { ...state, cost, upper: value, below: 0, scale: 1e9, group: 0, slot: 'empty' };
  }
  if (state.slot === 'empty' || scale >= state.scale) return null;
  return { ...state, cost, below: state.below + state.group * scale, scale, group: 0, slot: 'empty' };
}

/** "một trăm hai" is 102 without its linh, or 120 as people say it: never taken as certain. */
function shortCost(state: State): number {
  return state.slot === 'short' ? 0.4 : 0;
}

/** "hai trăm rưỡi" 250, "một triệu rưỡi" 1,500,000. */
function halfStep(state: State): State | null {
  if (state.slot === 'hundred') return { ...state, group: state.group + 50, slot: 'full' };
  if (state.slot !== 'empty' || state.words.length < 2) return null;
  if (state.scale < 1e9) return { ...state, below: state.below + state.scale / 2, closed: true };
  return state.upper > 0 && state.below === 0 ? { ...state, below: 5e8, closed: true } : null;
}

/** Behind the comma: digit by digit (`hai năm`, `không bảy`) or as a number (`hai mươi lăm`); leading zeros count. */
function decimalStep(state: State, word: string): State | null {
  const decimals = state.decimals ?? [];
  if (decimals.length >= 6 || (state.decimalNumber !== null && word !== 'mươi' && state.slot !== 'ten' && state.slot !== 'tens'))
    return null;
  const last = decimals.at(-1);
  if (word === 'mươi' && last !== undefined && last >= 2 && state.slot === 'digit')
    return { ...state, slot: 'tens', decimalNumber: `${decimals.join('')}0` };
  if (word === 'mười' && decimals.every((digit) => digit === 0))
    return { ...state, slot: 'ten', decimals: [...decimals, 1], decimalNumber: `${decimals.join('')}10` };
  if (word === 'trăm' && last !== undefined && state.slot === 'digit') return { ...state, slot: 'hundred' };
  const digit = digits.get(word);
  if (digit === undefined) return null;
  if (state.slot === 'tens' || state.slot === 'ten')
    return digit === 0 ? null : { ...state, slot: 'full', decimals: [...decimals, digit], decimalNumber: decimals.join('') + digit };
  return { ...state, slot: 'digit', decimals: [...decimals, digit] };
}

function finish(state: State): string | null {
  if (state.words.length === 0 || state.slot === 'linh') return null;
  if (state.decimals && state.decimals.length === 0 && state.decimalNumber === null) return null;
  const whole = BigInt(state.upper) * 1_000_000_000n + BigInt(state.below + (state.decimals ? 0 : state.group));
  const decimals = (state.decimalNumber ?? (state.decimals ?? []).join('')).replace(/0+$/, '');
  return decimals === '' ? String(whole) : `${whole}.${decimals}`;
}

export interface WordStyle {
  readonly linh?: 'linh' | 'lẻ';
  readonly thousand?: 'nghìn' | 'ngàn';
  readonly decimals?: 'digits' | 'number';
}

/**
 * A number in words, in small letters: `1005` → `một nghìn không trăm linh năm`. Takes a number or exact decimal text, 0 to below 10^15;
 * null for anything else.
 */
export function numberToWords(value: number | string, style: WordStyle = {}): string | null {
  const match = /^(\d{1,15})(?:\.(\d{1,6}))?$/.exec(typeof value === 'number' ? plain(value) : value);
  if (!match) return null;
  const whole = wholeToWords(Number(match[1]), style);
  const decimals = (match[2] ?? '').replace(/0+$/, '');
  return decimals === '' ? whole : `${whole} phẩy ${decimalsToWords(decimals, style)}`;
}

/** An area as certificates write it: capital first, unit last. */
export function areaToWords(value: number | string, style: WordStyle = {}): string | null {
  const text = numberToWords(value, style);
  return text === null ? null : `${capitalised(text)} mét vuông`;
}

function plain(value: number): string {
  return Number.isSafeInteger(value)
    ? String(value)
    : Number.isFinite(value) && Math.abs(value) < 1e15
      ? String(Number(value.toFixed(6)))
      : '';
}

function decimalsToWords(decimals: string, style: WordStyle): string {
  const number = Number(decimals);
  if (style.decimals === 'digits' || decimals.startsWith('0') || decimals.length > 2)
    return [...decimals].map((digit) => digitWords[Number(digit)]).join(' ');
  return wholeToWords(number, style);
}

function wholeToWords(value: number, style: WordStyle): string {
  if (value === 0) return digitWords[0];
  const billions = Math.floor(value / 1e9);
  const parts: string[] = [];
  if (billions > 0) parts.push(`${wholeToWords(billions, style)} tỷ`);
  let led = billions > 0;
  for (const [scale, name] of [
    [1e6, 'triệu'],
    [1e3, style.thousand ?? 'nghìn'],
    [1, ''],
  ] as const) {
    const group = Math.floor((value % (scale * 1000)) / scale);
    if (group > 0) parts.push(`${groupToWords(group, led, style)}${name === '' ? '' : ` ${name}`}`);
    led = led || group > 0;
  }
  return parts.join(' ');
}

/** One group of three; `full` when something stands before it, so that the hundreds are said even when they are zero. */
function groupToWords(group: number, full: boolean, style: WordStyle): string {
  const [hundreds, tens, units] = [Math.floor(group / 100), Math.floor((group % 100) / 10), group % 10];
  const parts: string[] = [];
  if (full || hundreds > 0) parts.push(`${digitWords[hundreds]} trăm`);
  if (tens === 0 && units > 0 && parts.length > 0) parts.push(style.linh ?? 'linh');
  if (tens === 1) parts.push('mười');
  if (tens > 1) parts.push(`${digitWords[tens]} mươi`);
  if (units > 0) parts.push(unitWord(units, tens));
  return parts.join(' ');
}

function unitWord(units: number, tens: number): string {
  if (tens > 1 && units === 1) return 'mốt';
  if (tens > 1 && units === 4) return 'tư';
  if (tens > 0 && units === 5) return 'lăm';
  return digitWords[units] ?? '';
}
