import type { Source } from './network.ts';

/** The parts of a traineddata file in the order of its table. */
const names =
  'config unicharset unicharambigs inttemp pffmtable normproto punc-dawg word-dawg number-dawg freq-dawg fixed-length-dawgs cube-unicharset cube-word-dawg shapetable bigram-dawg unambig-dawg params-model lstm lstm-punc-dawg lstm-word-dawg lstm-number-dawg lstm-unicharset lstm-recoder version'.split(
    ' ',
  );

/** The parts of a traineddata file by their names. */
export function components(file: Uint8Array): ReadonlyMap<string, Uint8Array> {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const offsets = Array.from({ length: view.getInt32(0, true) }, (_, k) => Number(view.getBigInt64(4 + 8 * k, true)));
  const starts = [...offsets.filter((offset) => offset >= 0), file.length];
  return new Map(
    offsets.flatMap((offset, k) => {
      if (offset < 0) return [];
      return [[names[k] ?? `part ${k}`, file.subarray(offset, starts[starts.indexOf(offset) + 1])] as const];
    }),
  );
}

/** The letters of a unicharset in their order. `NULL` stands for the space. */
export function lettersOf(unicharset: string): readonly string[] {
  return rowsOf(unicharset).map((row) => row.split(' ')[0] ?? '');
}

function rowsOf(unicharset: string): readonly string[] {
  const [count, ...rows] = unicharset.split('\n');
  return rows.slice(0, Number(count));
}

/** The output of the network for each letter, as the recoder has it: one each, since Latin letters are not composed of several. */
export function outputsOf(unicharset: string, recoder: Uint8Array): ReadonlyMap<string, number> {
  const view = new DataView(recoder.buffer, recoder.byteOffset, recoder.byteLength);
  const letters = lettersOf(unicharset);
  const size = 9;
  if (view.getInt32(0, true) !== letters.length || recoder.length !== 4 + size * letters.length)
    throw new Error(`recoder of ${view.getInt32(0, true)} letters for ${letters.length}`);
  return new Map(letters.map((letter, k) => [letter, view.getInt32(4 + size * k + 5, true)]));
}

const tones = ['', '\u0300', '\u0309', '\u0303', '\u0301', '\u0323'];
const vowels = [...'aăâeêioôơuưy'].flatMap((vowel) => tones.map((tone) => (vowel + tone).normalize('NFC')));
const upper = (letters: readonly string[]) => letters.map((letter) => letter.toLocaleUpperCase('vi'));
const consonants = [...'bcdđghklmnpqrstvx'];
export const vietnameseLetters: readonly string[] = [...vowels, ...consonants, ...upper(vowels), ...upper(consonants)];
/** Of the spellings of Ê Đê, Gia Rai and Mnông: short vowels, Č, Ƀ, Ñ. */
const highlandLetters: readonly string[] = [...'ĭŭŏĕčƀñĬŬŎĔČɃÑ'];

/** What the network is to know, in the order in which what it does not know is added. */
const wanted = [...highlandLetters, ...'’º²³', ...vietnameseLetters, ...'0123456789.,:;-–/()%&\'"+*=№°§[]_'];

/** A unicharset with the wanted letters behind its own, whose order and so whose ids stay. */
export function extended(unicharset: string): string {
  const old = rowsOf(unicharset);
  const letters = lettersOf(unicharset);
  const added = wanted.filter((letter) => !letters.includes(letter));
  const all = [...letters, ...added];
  const rows = added.map((letter, k) => {
    const id = letters.length + k;
    const is = (property: string) => new RegExp(`\\p{${property}}`, 'u').test(letter);
    const kinds = ['L', 'Ll', 'Lu', 'Nd', 'P'].reduce((sum, property, bit) => sum + (is(property) ? 2 ** bit : 0), 0);
    const other = all.indexOf(is('Lu') ? letter.toLowerCase() : letter.toUpperCase());
    // Direction 0 is left to right, 10 neutral.
    const [script, direction] = is('L') ? ['Latin', 0] : ['Common', 10];
    const kind = is('Ll') ? 'a' : is('Lu') ? 'A' : is('P') ? 'p' : '';
    const code = letter.codePointAt(0)?.toString(16);
    return `${letter} ${kinds.toString(16)} 0,255,0,255,0,0,0,0,0,0 ${script} ${other < 0 ? id : other} ${direction} ${id} ${letter}\t# ${letter} [${code} ]${kind}`;
  });
  return [all.length, ...old, ...rows, ''].join('\n');
}

/** Letters that the new ones resemble, from whose outputs they start; lower, since the old letter is at first the likelier. */
const lookAlike = new Map([...'ĭŭŏĕčƀĬŬŎĔČɃ’º²³ỵỴ–№'].map((letter, k) => [letter, "ĩũõẽcbĨŨÕẼCB'°23yY-N"[k] ?? '']));
const DROP = 1.5;

/** For each output of the network with more letters, the old one that it starts from. */
export function sourcesOf(old: ReadonlyMap<string, number>, next: ReadonlyMap<string, number>): readonly Source[] {
  const sources: Source[] = [];
  for (const [letter, output] of next) {
    const same = old.get(letter);
    const row = same ?? old.get(lookAlike.get(letter) ?? '');
    if (row === undefined) throw new Error(`nothing looks like ${letter}`);
    sources[output] = { row, drop: same === undefined ? DROP : 0 };
  }
  return sources;
}

/** The letter whose output is the network's null. */
export const NULL_LETTER = '|Broken|0|1';
