-- The trail's hashes as bytes (decision 035). The hash before a row's own is that of the row before it and stands there; that no two are
-- equal follows from what they are over. A hash that is none is kept as it is: the trail is broken where it was.
CREATE TABLE audit_event_new (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  caller TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  -- SHA-256 over this row and the hash of the row before it.
  hash BLOB NOT NULL
) STRICT;
INSERT INTO audit_event_new SELECT seq, at, caller, action, subject, detail, COALESCE(unhex(hash), CAST(hash AS BLOB)) FROM audit_event ORDER BY seq;
DROP TABLE audit_event;
ALTER TABLE audit_event_new RENAME TO audit_event;
CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- Since when another computer has a reading.
ALTER TABLE job RENAME COLUMN lent_at TO leased_at;

-- What nobody read: why a record came back stands in the receipt of its hand-over.
ALTER TABLE paper_record DROP COLUMN returned_reason;
ALTER TABLE page DROP COLUMN created_at;
ALTER TABLE watched_file DROP COLUMN at;
