import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asDigits, confusionCost } from '#domain/vietnamese/confusions';
import { fold, foldTight } from '#domain/vietnamese/fold';
import { canonicalText, comparableText, trimPrinted } from '#domain/vietnamese/normal';
import { closest, distance, lexicon } from '#domain/vietnamese/similar';
import { sortKey } from '#domain/vietnamese/sort-key';
import { foreignLetters, isSyllable, wordNature } from '#domain/vietnamese/syllable';
import { splitTone, toneKey, withTone } from '#domain/vietnamese/tone';

const anything = fc.string({ unit: 'binary', maxLength: 60 });

describe('text', () => {
  it('is canonical once and for all', () => {
    fc.assert(fc.property(anything, (text) => canonicalText(canonicalText(text)) === canonicalText(text)));
    fc.assert(fc.property(anything, (text) => comparableText(comparableText(text)) === comparableText(text)));
    expect(canonicalText('Ðắk  Lắk\u200B\n')).toBe('Đắk Lắk');
    expect(canonicalText('Đắk'.normalize('NFD'))).toBe('Đắk');
    expect(canonicalText('Cư M’gar')).toBe('Cư M’gar');
    expect(comparableText('Cư M’gar')).toBe("Cư M'gar");
  });

  it('folds once and for all', () => {
    fc.assert(fc.property(anything, (text) => fold(fold(text)) === fold(text)));
    fc.assert(fc.property(anything, (text) => foldTight(foldTight(text)) === foldTight(text)));
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'aăâbdđeêghiklmnoôơpqrstuưvxyáằẩỗựỹ Đ’') }), (text) => /^[a-z ]*$/.test(fold(text))),
    );
    expect(fold('Cư M’gar ĐẮK LẮK')).toBe('cu mgar dak lak');
    expect(foldTight('Krông A Na')).toBe(foldTight('Krông Ana'));
  });

  it('leaves leaders and frames to the form', () => {
    expect(trimPrinted('.......Nguyễn Văn A......')).toBe('Nguyễn Văn A');
    expect(trimPrinted(': Lâu dài.')).toBe('Lâu dài');
  });
});

describe('tones', () => {
  it('takes both placements for one word', () => {
    for (const [one, other] of [
      ['hòa', 'hoà'],
      ['thúy', 'thuý'],
      ['khỏe', 'khoẻ'],
      ['TUỲ', 'TÙY'],
    ] as const)
      expect(toneKey(one)).toBe(toneKey(other));
    expect(toneKey('hòa')).not.toBe(toneKey('hóa'));
    expect(toneKey('quý')).toBe('quý');
  });
  it('takes a tone off and puts it back', () => {
    for (const word of ['nguyễn', 'toàn', 'quốc', 'giếng', 'gì', 'khuỷu', 'người', 'hòa', 'rượu', 'mía', 'tuyết', 'quỳnh', 'Đặng']) {
      const { base, tone } = splitTone(word);
      expect(withTone(base, tone)).toBe(word);
    }
    expect(withTone('hoa', 'huyền', 'new')).toBe('hoà');
  });
});

describe('syllables', () => {
  it.each(['Nguyễn', 'Nghĩa', 'quốc', 'giêng', 'khuyết', 'yên', 'oanh', 'thuở', 'gìn', 'quýt', 'huỳnh', 'LƯỠNG', 'hoà', 'Ỷ'])(
    '%s is one',
    (word) => {
      expect(isSyllable(word)).toBe(true);
    },
  );
  it.each(['thưởg', 'nghuyễn', 'kuốc', 'bcd', 'quuc', 'nguyênx', 'cát1', 'tac', 'ghà', ''])('%j is none', (word) => {
    expect(isSyllable(word)).toBe(false);
  });
  it.each([
    "H'Bia",
    'Niê',
    'Kđăm',
    'Mlô',
    'M’lô',
    'Êban',
    'Byă',
    'Ayŭn',
    'Kbuôr',
    'Knul',
    'Hđơk',
    'Ksơr',
    'Rcom',
    'Bhĭt',
    'Krăk',
    "H'Wiên",
    'Djŭ',
  ])('%s is a highland name', (word) => {
    expect(wordNature(word)).toBe('highland');
  });
  it('knows foreign letters', () => {
    expect(foreignLetters('Нguyễn ß')).toEqual(['н', 'ß']);
    expect(foreignLetters("Y Bhĭt Mlô, H'Ñă, Čư ƀuôn")).toEqual([]);
  });
});

describe('likeness', () => {
  it('is a distance', () => {
    fc.assert(fc.property(anything, (text) => distance(text, text) === 0));
    fc.assert(
      fc.property(
        fc.string({ maxLength: 12 }),
        fc.string({ maxLength: 12 }),
        (one, other) => Math.abs(distance(one, other) - distance(other, one)) < 1e-6,
      ),
    );
    fc.assert(
      fc.property(
        fc.string({ maxLength: 10 }),
        fc.string({ maxLength: 10 }),
        fc.double({ min: 0, max: 5, noNaN: true }),
        (one, other, limit) => {
          const whole = distance(one, other);
          const limited = distance(one, other, limit);
          return whole <= limit ? limited === whole : limited === Number.POSITIVE_INFINITY;
        },
      ),
    );
  });
  it('takes marks for less than letters', () => {
    expect(distance('ổ', 'ố')).toBe(0.2);
    expect(distance('đ', 'd')).toBe(0.3);
    expect(distance('rn', 'm')).toBe(0.5);
    expect(distance('b', 'x')).toBe(1);
    expect(confusionCost('0', 'O')).toBe(0.5);
  });
  it('finds the nearest word as measuring all of them would', () => {
    const words = ['Nguyễn', 'Nguyên', 'Trần', 'Trân', 'Huỳnh', 'Hoàng', 'Đặng', 'Kđăm', 'Mlô'].map((word) => word.toLowerCase());
    const index = lexicon(words);
    fc.assert(
      fc.property(fc.constantFrom(...words), fc.nat(), fc.constantFrom(...'aăâeêiôơmnrd'), (word, at, letter) => {
        const letters = [...word];
        letters[at % letters.length] = letter;
        const worn = letters.join('');
        const nearest = Math.min(...words.map((other) => distance(worn, other)));
        const [found] = closest(worn, index, 1.5);
        return nearest > 1.5 ? found === undefined : found?.distance === nearest;
      }),
      { numRuns: 300 },
    );
  });
  it('says which letters it took for digits', () => {
    expect(asDigits('O66l')).toMatchObject({
      text: '0661',
      changed: [
        { from: 'O', to: '0', at: 0 },
        { from: 'l', to: '1', at: 3 },
      ],
    });
  });
});

describe('the order of dictionaries as a key', () => {
  const { compare } = new Intl.Collator('vi', { numeric: true });
  const words = [
    'an',
    'Ẩn',
    'ánh',
    'Ánh',
    'anh',
    'ăn',
    'Đỗ',
    'Do',
    'đa',
    'dữ',
    'Êđê',
    'ế',
    'Ô',
    'ơi',
    'Ứng',
    'xã',
    'xạ',
    'xả',
    'xà',
    'xá',
    'y',
    'Y Bhĭt',
    'lô',
  ];
  const text = fc
    .array(fc.oneof(fc.constantFrom(...words), fc.nat(2000).map(String)), { minLength: 1, maxLength: 4 })
    .map((parts) => parts.join(' '));

  it('is the one that people and browsers use', () => {
    const sign = (one: string, other: string) => (sortKey(one) < sortKey(other) ? -1 : sortKey(one) > sortKey(other) ? 1 : 0);
    fc.assert(fc.property(text, text, (one, other) => Math.sign(compare(one, other)) === sign(one, other)));
    fc.assert(fc.property(text, (one) => sortKey(one) === sortKey(one.normalize('NFD'))));
  });
});
