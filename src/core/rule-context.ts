import { dayOf } from '#domain/day';
import { findPlaces } from '#domain/place-address';
import type { RecordType } from '#domain/record-type';
import type { RuleContext } from '#domain/rules/check-record';
import { type Holder, holdersOfParcel, holdersOfValue, holdersOfValues } from '#store/field-value';
import type { ReadHandle } from '#store/handle';
import { fileNamesOfRecord } from '#store/page';
import type { StoredRecord } from '#store/paper-record';
import type { CoreContext } from './context.ts';

/** What checks need to know beside the record: today, the places, the codes on its pages, what other records hold. */
export function ruleContext(
  core: CoreContext,
  read: ReadHandle,
  record: StoredRecord,
  type: RecordType,
  codes: readonly string[],
): RuleContext {
  return {
    today: dayOf(core.clock.now()),
    places: core.knowledge.places,
    qr: codes,
    fileNames: fileNamesOfRecord(read, record.id),
    taken: takenBesides(core, read, record.id, type),
  };
}

/** Serials and parcels of the workstation's other records, named as people find them: `L-0007 · 12`. */
function takenBesides(core: CoreContext, read: ReadHandle, recordId: string, type: RecordType): NonNullable<RuleContext['taken']> {
  const name = (holder: Holder | undefined) => (holder ? `${holder.batchCode} · ${holder.sequence}` : null);
  return {
    serial: (serial) => {
      const check = type.checks.find((one) => one.rule === 'uniqueSerial');
      return check ? name(holdersOfValue(read, check.serial, serial).find((holder) => holder.recordId !== recordId)) : null;
    },
    values: (values) => name(holdersOfValues(read, type.id, values).find((holder) => holder.recordId !== recordId)),
    parcel: (commune, sheet, parcel) => {
      const check = type.checks.find((one) => one.rule === 'uniqueParcel');
      if (!check) return null;
      const twins = holdersOfParcel(read, { path: check.sheet, value: sheet }, { path: check.parcel, value: parcel }, check.address);
      return name(
        twins.find(
          (holder) =>
            holder.recordId !== recordId && findPlaces(core.knowledge.places, holder.address).today.some((unit) => unit.code === commune),
        ),
      );
    },
  };
}
