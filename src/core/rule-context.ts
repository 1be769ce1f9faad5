import { dayOf } from '#domain/day';
import type { RecordType } from '#domain/record-type';
import type { RuleContext } from '#domain/rules/check-record';
import type { ReadHandle } from '#store/handle';
import { otherHolder } from '#store/identity-key';
import { fileNamesOfRecord } from '#store/page';
import type { StoredRecord } from '#store/paper-record';
import type { CoreContext } from './context.ts';
import { parcelKey, serialKey, valuesKey } from './identity.ts';

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
    taken: takenBesides(read, record.id, type),
  };
}

/** Serials and parcels of the workstation's other records, named as people find them: `L-0007 · 12`. */
function takenBesides(read: ReadHandle, recordId: string, type: RecordType): NonNullable<RuleContext['taken']> {
  const other = (key: string) => {
    const holder = otherHolder(read, key, recordId);
    return holder ? `${holder.batchCode} · ${holder.sequence}` : null;
  };
  return {
    serial: (serial) => {
      const check = type.checks.find((one) => one.rule === 'uniqueSerial');
      return check ? other(serialKey(check.serial, serial)) : null;
    },
    values: (values) => other(valuesKey(type.id, values)),
    parcel: (commune, sheet, parcel) => other(parcelKey(commune, sheet, parcel)),
  };
}
