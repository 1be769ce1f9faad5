import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { NamesData, openLexicons, PlaceWordsData } from '#domain/lexicon';
import { wordNature } from '#domain/vietnamese/syllable';

const load = (name: string): unknown => JSON.parse(readFileSync(new URL(`../../resources/lexicons/${name}.json`, import.meta.url), 'utf8'));
const names = NamesData.parse(load('names'));
const lexicons = openLexicons(names, PlaceWordsData.parse(load('place-words')));

describe('lexicons', () => {
  it('hold plausible words only', () => {
    expect([...names.families, ...names.given].filter((word) => wordNature(word) !== 'syllable')).toEqual([]);
    expect(names.highland.filter((word) => wordNature(word) === 'unlikely')).toEqual([]);
  });

  it('know names in any case and with any tone place', () => {
    for (const name of ['NGUYỄN VĂN THÀNH', 'Đặng Thị Hoà', "H'Loan Êban", 'Y Bhĭt Mlô', 'Rơ Châm Siu']) {
      expect(lexicons.nameScore(name)).toBe(1);
      expect(lexicons.nameProposals(name)).toEqual([]);
    }
    expect(lexicons.nameScore('Xyz Bcdf')).toBeLessThan(0.3);
    expect(lexicons.nameScore('')).toBe(0);
  });

  it('propose the nearest word, a family name first', () => {
    expect(lexicons.nameProposals('NGUYỂN VĂN A')[0]).toMatchObject({ word: 'NGUYỂN', proposed: 'NGUYỄN' });
    expect(lexicons.nameProposals('Y Bhit Mlo').map((one) => one.proposed)).toEqual(['Bhĭt', 'Mlô']);
    expect(lexicons.placeProposals('Thôn Phước Lôc, huyện Krông Bông')).toEqual([{ word: 'Lôc', proposed: 'Lộc', distance: 0.2 }]);
  });
});
