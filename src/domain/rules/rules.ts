import type { Check } from '../record-type.ts';
import { ageAt } from './age-at.ts';
import { areaParts } from './area-parts.ts';
import { areaWords } from './area-words.ts';
import { codeYear } from './code-year.ts';
import { dateInForm } from './date-in-form.ts';
import { dateOrder } from './date-order.ts';
import { dateWords } from './date-words.ts';
import { distinctRows } from './distinct-rows.ts';
import { fileName } from './file-name.ts';
import { headIsFirstRow } from './head-is-first-row.ts';
import { idBirthYear } from './id-birth-year.ts';
import { idIs } from './id-is.ts';
import { idKind } from './id-kind.ts';
import { idPlace } from './id-place.ts';
import { idSex } from './id-sex.ts';
import { idTitle } from './id-title.ts';
import { notSame } from './not-same.ts';
import { numberYear } from './number-year.ts';
import { oneHead } from './one-head.ts';
import { parentAge } from './parent-age.ts';
import { placeInTime } from './place-in-time.ts';
import { purposeInTime } from './purpose-in-time.ts';
import { qrTokens } from './qr-tokens.ts';
import { relationSex } from './relation-sex.ts';
import type { Rule } from './rule.ts';
import { samePerson } from './same-person.ts';
import { termOfUse } from './term-of-use.ts';
import { unique } from './unique.ts';
import { uniqueParcel } from './unique-parcel.ts';
import { uniqueSerial } from './unique-serial.ts';

/** The closed vocabulary of rules: a check without its rule does not compile. */
export const rules: { readonly [R in Check['rule']]: Rule<Extract<Check, { rule: R }>> } = {
  idSex,
  idTitle,
  idBirthYear,
  dateWords,
  areaWords,
  areaParts,
  dateOrder,
  dateInForm,
  parentAge,
  numberYear,
  qrTokens,
  uniqueSerial,
  uniqueParcel,
  notSame,
  headIsFirstRow,
  oneHead,
  ageAt,
  codeYear,
  distinctRows,
  fileName,
  idIs,
  idKind,
  idPlace,
  placeInTime,
  purposeInTime,
  relationSex,
  samePerson,
  termOfUse,
  unique,
};
