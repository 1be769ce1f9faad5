import type { KindId } from '../record-type.ts';
import { addressKind } from './address.ts';
import { areaKind } from './area.ts';
import { areaInWordsKind } from './area-in-words.ts';
import { choiceKind } from './choice.ts';
import { codeKind } from './code.ts';
import { dateKind } from './date.ts';
import { dateInWordsKind } from './date-in-words.ts';
import type { FieldKind } from './field-kind.ts';
import { idNumberKind } from './id-number.ts';
import { moneyKind } from './money.ts';
import { nameKind } from './name.ts';
import { numberKind } from './number.ts';
import { personalNumberKind } from './personal-number.ts';
import { plotNumberKind } from './plot-number.ts';
import { purposeKind } from './purpose.ts';
import { registryNumberKind } from './registry-number.ts';
import { serialKind } from './serial.ts';
import { sexKind } from './sex.ts';
import { taxCodeKind } from './tax-code.ts';
import { textKind } from './text.ts';
import { useFormKind } from './use-form.ts';
import { useTermKind } from './use-term.ts';
import { yearKind } from './year.ts';

/** The closed vocabulary of field kinds: a kind without its file does not compile. */
export const fieldKinds: Readonly<Record<KindId, FieldKind>> = {
  text: textKind,
  name: nameKind,
  address: addressKind,
  date: dateKind,
  year: yearKind,
  sex: sexKind,
  choice: choiceKind,
  area: areaKind,
  money: moneyKind,
  number: numberKind,
  'personal-number': personalNumberKind,
  'id-number': idNumberKind,
  'tax-code': taxCodeKind,
  serial: serialKind,
  'plot-number': plotNumberKind,
  'registry-number': registryNumberKind,
  'date-in-words': dateInWordsKind,
  'area-in-words': areaInWordsKind,
  'use-form': useFormKind,
  'use-term': useTermKind,
  purpose: purposeKind,
  code: codeKind,
};
