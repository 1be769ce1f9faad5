import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateParts, dateSpan, isoDate } from '#domain/vietnamese/calendar';
import { dateToWords, parseDateWords, readDateWords } from '#domain/vietnamese/date-words';

const days = fc
  .date({ min: new Date('1887-01-01T00:00:00Z'), max: new Date('2099-12-31T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

describe('dates in words', () => {
  it('come back', () => {
    fc.assert(
      fc.property(days, (day) => parseDateWords(dateToWords(day) ?? '') === day),
      { numRuns: 300 },
    );
  });

  it.each([
    ['Ngày hai mươi tháng hai năm hai nghìn không trăm mười', '2010-02-20'],
    ['Ngày mồng năm tháng năm năm một nghìn chín trăm chín mươi lăm', '1995-05-05'],
    ['ngày mùng một tháng giêng năm một nghìn chín trăm tám mươi', '1980-01-01'],
    ['Ngày ba mươi mốt tháng mười hai năm một chín chín chín', '1999-12-31'],
    ['Ngày năm tháng tư năm hai nghìn không trăm lẻ năm', '2005-04-05'],
    ['Tháng tư năm hai nghìn', '2000-04'],
    ['năm một nghìn chín trăm sáu mươi', '1960'],
    ['Ngay hai muơi tháng hai nàm hai nghin không tram mười', '2010-02-20'],
  ])('reads %s', (text, day) => {
    expect(readDateWords(text)?.value).toBe(day);
  });

  it('keeps the words of the paper when it mends them', () => {
    expect(readDateWords('Ngày mồng ba thảng tư năm hai nghìn lẻ một')?.spelled).toBe('ngày mồng ba tháng tư năm hai nghìn lẻ một');
  });

  it.each(['Ngày ba mươi tháng hai năm hai nghìn', 'tháng năm', '', 'Nguyễn Văn Năm'])('makes no date of %j', (text) => {
    expect(parseDateWords(text)).toBeNull();
  });
});

describe('calendar', () => {
  it('knows real days only', () => {
    expect(isoDate(2000, 2, 29)).toBe('2000-02-29');
    expect(isoDate(1900, 2, 29)).toBeNull();
    expect(dateParts('1987-13')).toBeNull();
    expect(dateParts('1987')).toEqual({ year: 1987, month: null, day: null, precision: 'year' });
    expect(dateSpan('1988-02')).toEqual({ first: '1988-02-01', last: '1988-02-29' });
  });
});
