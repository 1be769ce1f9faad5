import type { KindId } from '#domain/record-type';
import { addressReading } from './address.ts';
import { areaReading } from './area.ts';
import { areaInWordsReading } from './area-in-words.ts';
import { choiceReading } from './choice.ts';
import { codeReading } from './code.ts';
import { dateReading } from './date.ts';
import { dateInWordsReading } from './date-in-words.ts';
import { idNumberReading } from './id-number.ts';
import { moneyReading } from './money.ts';
import { nameReading } from './name.ts';
import { numberReading } from './number.ts';
import { personalNumberReading } from './personal-number.ts';
import { plotNumberReading } from './plot-number.ts';
import { purposeReading } from './purpose.ts';
import type { ReadingKind } from './reading-kind.ts';
import { registryNumberReading } from './registry-number.ts';
import { serialReading } from './serial.ts';
import { sexReading } from './sex.ts';
import { taxCodeReading } from './tax-code.ts';
import { textReading } from './text.ts';
import { useFormReading } from './use-form.ts';
import { useTermReading } from './use-term.ts';
import { yearReading } from './year.ts';

/** How each field kind is read: a kind without its file does not compile. */
export const readingKinds: Readonly<Record<KindId, ReadingKind>> = {
  text: textReading,
  name: nameReading,
  address: addressReading,
  date: dateReading,
  year: yearReading,
  sex: sexReading,
  choice: choiceReading,
  area: areaReading,
  money: moneyReading,
  number: numberReading,
  'personal-number': personalNumberReading,
  'id-number': idNumberReading,
  'tax-code': taxCodeReading,
  serial: serialReading,
  'plot-number': plotNumberReading,
  'registry-number': registryNumberReading,
  'date-in-words': dateInWordsReading,
  'area-in-words': areaInWordsReading,
  'use-form': useFormReading,
  'use-term': useTermReading,
  purpose: purposeReading,
  code: codeReading,
};
