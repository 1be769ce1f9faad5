import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finding } from '#domain/finding';
import { doubtfulRuns } from '#renderer/screens/record/doubt.ts';

/** `NGUY[Ễ]N`: doubtful letters in brackets. */
const shown = (text: string, others: readonly string[], findings: Parameters<typeof doubtfulRuns>[2] = []) =>
  doubtfulRuns(text, others, findings)
    .map((run) => (run.doubtful ? `[${run.text}]` : run.text))
    .join('');

describe('doubtful letters', () => {
  it('are those in which another reading differs', () => {
    expect(shown('NGUYỄN VĂN THÀNH', ['NGUYỂN VĂN THÀNH'])).toBe('NGUY[Ễ]N VĂN THÀNH');
    expect(shown('245763935', ['245763985', '245768935'])).toBe('24576[3]9[3]5');
  });

  it('take composed and decomposed letters for the same', () => {
    expect(shown('Đắk Lắk', ['Đắk Lắk'.normalize('NFD')])).toBe('Đắk Lắk');
  });

  it('mark the neighbour where only the other reading has a letter', () => {
    expect(shown('ÊĐê', ['Ê Đê'])).toBe('[Ê]Đê');
    expect(shown('HUỲNH', ['HUỲNHH'])).toBe('HUỲN[H]');
  });

  it('are also those that a check names', () => {
    expect(shown('Buôn Drâi Hling', [], [finding('syllable.unknown', 'warning', 'x', { syllable: 'drâi' })])).toBe('Buôn [Drâi] Hling');
  });

  it('say nothing where nothing is known or another text was read', () => {
    expect(shown('Công giáo', [])).toBe('Công giáo');
    expect(shown('Công giáo', ['216034836'])).toBe('Công giáo');
  });

  it('never change the text', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.array(fc.string({ unit: 'grapheme', maxLength: 40 }), { maxLength: 3 }),
        (text, others) => {
          expect(
            doubtfulRuns(text, others)
              .map((run) => run.text)
              .join(''),
          ).toBe(text.normalize('NFC'));
        },
      ),
    );
  });
});
