-- What names one case among all (serials, parcels: `core/identity.ts`), so that looking for a twin costs the same however many there are
-- (decision 012). Not a trigger's: which values belong together, and which commune an address lies in, record types and places know.
CREATE TABLE identity_key (
  key TEXT NOT NULL,
  record_id TEXT NOT NULL REFERENCES paper_record(id) ON DELETE CASCADE,
  PRIMARY KEY (key, record_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX identity_key_record ON identity_key(record_id);
-- Parcel number 12 was held by thousands; nothing else asked by value.
DROP INDEX field_value_value;
