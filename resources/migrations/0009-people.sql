-- People have ids, and rows say by id who did something (decision 018). The names that rows held until now become people.
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
CREATE INDEX person_name ON person(name);

INSERT INTO person (id, name, created_at)
  SELECT lower(hex(randomblob(4)) || '-' || hex(randomblob(2)) || '-4' || substr(hex(randomblob(2)), 2) || '-a' || substr(hex(randomblob(2)), 2) || '-' || hex(randomblob(6))),
    name, strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
  FROM (
    SELECT person AS name FROM verification
    UNION SELECT decided_by FROM field_value WHERE decided_by IS NOT NULL
    UNION SELECT owner FROM batch WHERE owner <> ''
    UNION SELECT value ->> '$' FROM setting WHERE key IN ('person', 'reading.paused') AND value ->> '$' IS NOT NULL
  );

CREATE TABLE verification_new (
  id INTEGER PRIMARY KEY,
  record_id TEXT NOT NULL REFERENCES paper_record(id),
  path TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('confirm', 'correct', 'unreadable', 'blank', 'undo')),
  before_value TEXT,
  before_state TEXT NOT NULL,
  after_value TEXT,
  after_state TEXT NOT NULL,
  undoes INTEGER UNIQUE REFERENCES verification(id),
  person_id TEXT NOT NULL REFERENCES person(id),
  at TEXT NOT NULL
) STRICT;
INSERT INTO verification_new
  SELECT id, record_id, path, decision, before_value, before_state, after_value, after_state, undoes,
    (SELECT p.id FROM person p WHERE p.name = v.person), at FROM verification v ORDER BY id;
DROP TABLE verification;
ALTER TABLE verification_new RENAME TO verification;
CREATE INDEX verification_record ON verification(record_id, id);
CREATE INDEX verification_day ON verification(at);
CREATE TRIGGER verification_no_update BEFORE UPDATE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER verification_no_delete BEFORE DELETE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;

-- A person's id from here on.
UPDATE field_value SET decided_by = (SELECT p.id FROM person p WHERE p.name = decided_by) WHERE decided_by IS NOT NULL;
UPDATE setting SET value = json_quote((SELECT p.id FROM person p WHERE p.name = value ->> '$'))
  WHERE key IN ('person', 'reading.paused') AND value ->> '$' IS NOT NULL;

ALTER TABLE batch RENAME COLUMN owner TO owner_name;
ALTER TABLE batch ADD COLUMN owner_id TEXT REFERENCES person(id);
UPDATE batch SET owner_id = (SELECT p.id FROM person p WHERE p.name = owner_name) WHERE owner_name <> '';
ALTER TABLE batch DROP COLUMN owner_name;

-- A person's id or a part of the machine (`machine:reader`); NULL: from before.
ALTER TABLE job ADD COLUMN started_by TEXT;
ALTER TABLE handover ADD COLUMN started_by TEXT;

-- The trail is chained by hashes and not written anew: rows from before name people, those that follow hold ids or parts of the machine.
ALTER TABLE audit_event RENAME COLUMN person TO caller;
