import { straightApostrophes } from './normal.ts';
import { splitTone } from './tone.ts';

/** Is this a Vietnamese syllable, or a plausible word of a highland people's name? Knowledge of spelling, not of words. */

const onsets = [
  '',
  'b',
  'c',
  'ch',
  'd',
  'đ',
  'g',
  'gh',
  'gi',
  'h',
  'k',
  'kh',
  'l',
  'm',
  'n',
  'ng',
  'ngh',
  'nh',
  'p',
  'ph',
  'qu',
  'r',
  's',
  't',
  'th',
  'tr',
  'v',
  'x',
].sort((one, other) => other.length - one.length);

const rimes = new Set(
  `a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
   e ec em en eng eo ep et ê êch êm ên ênh êp êt êu i ia ich im in inh ip it iu iêc iêm iên iêng iêp iêt iêu
   o oc oi om on ong op ot oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oe oen oeo oet ooc oong
   ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt u ua uc ui um un ung up ut uôc uôi uôm uôn uông uôt uân uâng uât uây
   uê uêch uên uênh uêt uơ uơn uy uya uych uyn uynh uyp uyt uyu uyên uyêt ư ưa ưc ưi ưm ưn ưng ưt ưu ươc ươi ươm ươn ương ươp ươt ươu
   y yêm yên yêng yêt yêu`.split(/\s+/),
);
const afterQu = new Set(
  `a ac ach ai ang an anh ao au ap at ay ăc ăm ăn ăng ăp ăt âc ân âng ât ây e en eo et ê êch ên ênh êt êu i ia ich in inh it iu
   o oc on ơ ơi ơn ơt ôc ôn y ych yn ynh yt yên yêt yêu yu`.split(/\s+/),
);
const fronts = /^[ieêy]/;

/** Letters of Vietnamese, and of Ê Đê, Gia Rai, M'Nông, Ba Na names (ă â ê ô ơ ư with breve forms, č, ƀ, ñ). */
export const vietnameseLetters = /^[a-zàáảãạăằắẳẵặâầấẩẫậđèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]$/;
export const highlandLetters = /^(?:[ĭŭŏĕčƀñĩũõẽ]|\u0306|\u030C)$/;

/** True for a syllable that Vietnamese spelling allows, whatever its case and tone placement. */
export function isSyllable(word: string): boolean {
  const { base, tone } = splitTone(word.normalize('NFC').toLowerCase());
  if (base === '' || base.length > 7) return false;
  return onsets.some((onset) => base.startsWith(onset) && fits(onset, base.slice(onset.length), tone));
}

function fits(onset: string, rime: string, tone: string): boolean {
  if (onset === 'gi' && (rime === '' || (rime.startsWith('ê') && rimes.has(`i${rime}`)))) return stopFits(rime, tone);
  if (onset === 'qu') return afterQu.has(rime) && stopFits(rime, tone);
  if (!rimes.has(rime)) return false;
  if (['k', 'gh', 'ngh'].includes(onset) && !fronts.test(rime)) return false;
  if (['c', 'g', 'ng'].includes(onset) && fronts.test(rime) && !(onset === 'g' && rime.startsWith('i'))) return false;
  if (onset === '' && /^iê/.test(rime)) return false;
  if (onset !== '' && /^yê/.test(rime)) return false;
  return stopFits(rime, tone);
}

/** A syllable that ends in a stop has the tone sắc or nặng. */
function stopFits(rime: string, tone: string): boolean {
  return !/(?:c|ch|p|t)$/.test(rime) || tone === 'sắc' || tone === 'nặng';
}

export type WordNature = 'syllable' | 'highland' | 'unlikely';

/**
 * What a word of a name looks like: a Vietnamese syllable, a word as the Ê Đê, Gia Rai, M'Nông, Ba Na write (`Niê`, `Kđăm`, `M'lô`,
 * `H'Bia`, `Byă`), or neither. Digits and other letters are always unlikely.
 */
export function wordNature(word: string): WordNature {
  const plain = straightApostrophes(word.normalize('NFC')).toLowerCase();
  if (isSyllable(plain)) return 'syllable';
  if (plain === 'y' || plain === "h'" || plain === 'h' || plain === 'k' || plain === "k'") return 'highland';
  if (/[^\p{L}'-]/u.test(plain) || !everyLetterKnown(plain)) return 'unlikely';
  // These names carry no tone but sắc (Lắk, Búk); ñ is a letter.
  if (plain.split(/['-]/).some((part) => !['ngang', 'sắc'].includes(splitTone(part).tone))) return 'unlikely';
  const parts = plain.split(/['-]/).filter((part) => part !== '');
  if (parts.length === 0 || parts.length > 3) return 'unlikely';
  const [first = '', ...rest] = parts;
  const tail = rest.length > 0 && /^[bcdđghjklmnprstwy]{1,2}$/.test(first) ? rest : parts;
  return tail.every(looksHighland) ? 'highland' : 'unlikely';
}

function looksHighland(part: string): boolean {
  const base = part.normalize('NFD').replace(/\p{M}/gu, '').replace(/đ/g, 'd').replace(/ƀ/g, 'b');
  // Up to three consonants, one to three vowels, up to two consonants, once or twice (Kđăm, Mlô, Hđơk, Ksơr, Hmok, Krông, Ayun).
  return /^[bcdghjklmnprstvwyzx]{0,3}[aeiouy]{1,3}(?:[bcdghjklmnprstwy]{0,2}(?:[bcdghjklmnprstwy]{0,2}[aeiouy]{1,3}[bcdghjklmnprstw]{0,2})?)$/.test(
    base,
  );
}

function everyLetterKnown(word: string): boolean {
  return [...word].every(
    (letter) =>
      letter === "'" || letter === '-' || vietnameseLetters.test(letter) || highlandLetters.test(letter) || /^[fjwz]$/.test(letter),
  );
}

/** Letters of a text that neither Vietnamese nor the highland peoples' writing has, each once. */
export function foreignLetters(text: string): readonly string[] {
  const found = [...text.normalize('NFC').toLowerCase()].filter(
    (letter) => /\p{L}/u.test(letter) && !vietnameseLetters.test(letter) && !highlandLetters.test(letter) && !/^[fjwz]$/.test(letter),
  );
  return [...new Set(found)];
}
