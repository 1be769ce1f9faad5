-- Tables that grow with every record name records, pages and people by number, no longer by ids of 36 letters (decision 034).
CREATE TABLE person_new (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;
INSERT INTO person_new (id, name, created_at) SELECT id, name, created_at FROM person ORDER BY rowid;
DROP TABLE person;
ALTER TABLE person_new RENAME TO person;
CREATE INDEX person_name ON person(name);

CREATE TABLE field_value_new (
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  path TEXT NOT NULL,
  value TEXT,
  -- What was read; not written where it is the value, letter by letter, as it mostly is.
  raw TEXT,
  raw_is_value INTEGER NOT NULL,
  confidence REAL,
  state TEXT NOT NULL CHECK (state IN ('read', 'accepted', 'confirmed', 'corrected', 'keyed', 'unreadable', 'blank')),
  page_key INTEGER REFERENCES page(key),
  box TEXT,
  findings TEXT NOT NULL DEFAULT '[]',
  alternatives TEXT NOT NULL DEFAULT '[]',
  handwritten INTEGER NOT NULL DEFAULT 0,
  decider_key INTEGER REFERENCES person(key),
  decided_at TEXT,
  revision INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (record_key, path)
) STRICT, WITHOUT ROWID;
-- In the order of the new table, so that its pages are full.
INSERT INTO field_value_new
  SELECT r.key, v.path, v.value, iif(v.raw IS v.value, NULL, v.raw), v.raw IS v.value, v.confidence, v.state,
    (SELECT key FROM page WHERE id = v.page_id), v.box, v.findings, v.alternatives, v.handwritten,
    (SELECT key FROM person WHERE id = v.decided_by), v.decided_at, v.revision
  FROM paper_record r CROSS JOIN field_value v ON v.record_id = r.id ORDER BY r.key, v.path;
DROP TABLE field_value;
ALTER TABLE field_value_new RENAME TO field_value;

-- What a decision left behind stands in the audit trail; nobody asked for it here.
CREATE TABLE verification_new (
  id INTEGER PRIMARY KEY,
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  path TEXT NOT NULL,
  decision TEXT NOT NULL CHECK (decision IN ('confirm', 'correct', 'unreadable', 'blank', 'undo')),
  before_value TEXT,
  before_state TEXT NOT NULL,
  after_value TEXT,
  undoes INTEGER REFERENCES verification(id),
  person_key INTEGER NOT NULL REFERENCES person(key),
  at TEXT NOT NULL
) STRICT;
INSERT INTO verification_new
  SELECT v.id, r.key, v.path, v.decision, v.before_value, v.before_state, v.after_value, v.undoes, p.key, v.at
  FROM verification v JOIN paper_record r ON r.id = v.record_id JOIN person p ON p.id = v.person_id ORDER BY v.id;
DROP TABLE verification;
ALTER TABLE verification_new RENAME TO verification;
CREATE INDEX verification_record ON verification(record_key, id);
CREATE INDEX verification_day ON verification(at);
CREATE UNIQUE INDEX verification_undoes ON verification(undoes) WHERE undoes IS NOT NULL;
CREATE TRIGGER verification_no_update BEFORE UPDATE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER verification_no_delete BEFORE DELETE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TABLE record_page_new (
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  ordinal INTEGER NOT NULL,
  page_key INTEGER NOT NULL REFERENCES page(key),
  face TEXT,
  entry INTEGER NOT NULL,
  PRIMARY KEY (record_key, ordinal)
) STRICT, WITHOUT ROWID;
INSERT INTO record_page_new
  SELECT r.key, rp.ordinal, p.key, rp.face, rp.entry FROM record_page rp JOIN paper_record r ON r.id = rp.record_id JOIN page p ON p.id = rp.page_id
  ORDER BY r.key, rp.ordinal;
DROP TABLE record_page;
ALTER TABLE record_page_new RENAME TO record_page;
CREATE INDEX record_page_page ON record_page(page_key);

CREATE TABLE identity_key_new (
  key TEXT NOT NULL,
  record_key INTEGER NOT NULL REFERENCES paper_record(key) ON DELETE CASCADE,
  PRIMARY KEY (key, record_key)
) STRICT, WITHOUT ROWID;
INSERT INTO identity_key_new SELECT k.key, r.key FROM identity_key k JOIN paper_record r ON r.id = k.record_id ORDER BY 1, 2;
DROP TABLE identity_key;
ALTER TABLE identity_key_new RENAME TO identity_key;
CREATE INDEX identity_key_record ON identity_key(record_key);

-- When a draft was written nobody asked either.
CREATE TABLE draft_new (
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  path TEXT NOT NULL,
  typed TEXT NOT NULL,
  PRIMARY KEY (record_key, path)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_new SELECT r.key, d.path, d.typed FROM draft d JOIN paper_record r ON r.id = d.record_id;
DROP TABLE draft;
ALTER TABLE draft_new RENAME TO draft;

-- The counters of records (0003) and what writes them, by number.
CREATE TABLE record_counter_new (
  record_key INTEGER PRIMARY KEY REFERENCES paper_record(key) ON DELETE CASCADE,
  batch_id TEXT NOT NULL,
  pages INTEGER NOT NULL DEFAULT 0,
  all_values INTEGER NOT NULL DEFAULT 0,
  open INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  infos INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;
INSERT INTO record_counter_new SELECT r.key, c.batch_id, c.pages, c.all_values, c.open, c.accepted, c.errors, c.warnings, c.infos
  FROM record_counter c JOIN paper_record r ON r.id = c.record_id ORDER BY r.key;
DROP TABLE record_counter;
ALTER TABLE record_counter_new RENAME TO record_counter;

DROP VIEW record_full_count;
CREATE VIEW record_full_count AS SELECT r.key AS record_key, r.batch_id,
    (SELECT COUNT(*) FROM record_page WHERE record_key = r.key) AS pages,
    COUNT(v.path) AS all_values, COALESCE(SUM(v.state = 'read'), 0) AS open, COALESCE(SUM(v.state = 'accepted'), 0) AS accepted,
    COALESCE(SUM(v.state = 'read' AND instr(v.findings, '"severity":"error"') > 0), 0) AS errors,
    COALESCE(SUM(v.state = 'read' AND instr(v.findings, '"severity":"warning"') > 0), 0) AS warnings,
    COALESCE(SUM(v.state = 'read' AND instr(v.findings, '"severity":"info"') > 0), 0) AS infos
  FROM paper_record r LEFT JOIN field_value v ON v.record_key = r.key GROUP BY r.key;
DROP VIEW batch_full_count;
CREATE VIEW batch_full_count AS SELECT b.id AS batch_id,
    COALESCE(p.pages, 0) AS pages, COALESCE(p.waiting, 0) AS pages_waiting, COALESCE(p.stopped, 0) AS pages_stopped,
    COALESCE(p.failed, 0) AS pages_failed, COALESCE(s.pages, 0) AS pages_to_rescan,
    COALESCE(e.open, 0) AS entries_open, COALESCE(e.waiting, 0) AS entries_waiting,
    COALESCE(v.all_values, 0) AS all_values, COALESCE(v.open, 0) AS values_open, COALESCE(v.accepted, 0) AS values_accepted
  FROM batch b
  LEFT JOIN (SELECT batch_id, COUNT(*) AS pages, SUM(state = 'failed') AS failed,
      SUM(state = 'waiting' AND awaited) AS waiting, SUM(state = 'waiting' AND NOT awaited) AS stopped
    FROM (SELECT batch_id, state, EXISTS (SELECT 1 FROM job WHERE kind = 'read' AND subject = page.id AND state IN ('queued', 'running')) AS awaited FROM page)
    GROUP BY batch_id) p ON p.batch_id = b.id
  LEFT JOIN (SELECT batch_id, COUNT(*) AS pages FROM page_to_rescan GROUP BY batch_id) s ON s.batch_id = b.id
  LEFT JOIN (SELECT batch_id, SUM(state IN ('copy', 'locked', 'failed')) AS open, SUM(state = 'waiting') AS waiting
    FROM import_entry GROUP BY batch_id) e ON e.batch_id = b.id
  LEFT JOIN (SELECT r.batch_id, COUNT(*) AS all_values, SUM(v.state = 'read') AS open, SUM(v.state = 'accepted') AS accepted
    FROM field_value v JOIN paper_record r ON r.key = v.record_key GROUP BY r.batch_id) v ON v.batch_id = b.id;

DROP TRIGGER paper_record_counted_insert;
CREATE TRIGGER paper_record_counted_insert AFTER INSERT ON paper_record BEGIN
  INSERT INTO record_counter (record_key, batch_id) VALUES (NEW.key, NEW.batch_id);
  INSERT INTO standing_counter (batch_id, state, record_type, version, with_error, records)
    VALUES (NEW.batch_id, NEW.state, COALESCE(NEW.record_type, ''), COALESCE(NEW.version, 0), instr(NEW.findings, '"severity":"error"') > 0, 1)
    ON CONFLICT DO UPDATE SET records = records + 1;
  INSERT INTO day_counter (day, record_type, place_code, scanned, verified, accepted)
    SELECT d.day, d.record_type, COALESCE(b.place_code, ''), d.scanned, d.verified, d.accepted
      FROM record_day d JOIN batch b ON b.id = d.batch_id WHERE d.id = NEW.id
    ON CONFLICT DO UPDATE SET scanned = scanned + excluded.scanned, verified = verified + excluded.verified, accepted = accepted + excluded.accepted;
END;

CREATE TRIGGER record_page_counted_insert AFTER INSERT ON record_page BEGIN
  UPDATE record_counter SET pages = pages + 1 WHERE record_key = NEW.record_key;
END;
CREATE TRIGGER record_page_counted_delete AFTER DELETE ON record_page BEGIN
  UPDATE record_counter SET pages = pages - 1 WHERE record_key = OLD.record_key;
END;

CREATE TRIGGER field_value_counted_insert AFTER INSERT ON field_value BEGIN
  UPDATE record_counter SET all_values = all_values + 1, open = open + (NEW.state = 'read'), accepted = accepted + (NEW.state = 'accepted'),
    errors = errors + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"error"') > 0),
    warnings = warnings + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"warning"') > 0),
    infos = infos + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"info"') > 0) WHERE record_key = NEW.record_key;
END;
CREATE TRIGGER field_value_counted_update AFTER UPDATE OF state, findings ON field_value WHEN NEW.state <> OLD.state OR NEW.findings <> OLD.findings BEGIN
  UPDATE record_counter SET open = open + (NEW.state = 'read') - (OLD.state = 'read'),
    accepted = accepted + (NEW.state = 'accepted') - (OLD.state = 'accepted'),
    errors = errors + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"error"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"error"') > 0),
    warnings = warnings + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"warning"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"warning"') > 0),
    infos = infos + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"info"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"info"') > 0)
    WHERE record_key = NEW.record_key;
END;
CREATE TRIGGER field_value_counted_delete AFTER DELETE ON field_value BEGIN
  UPDATE record_counter SET all_values = all_values - 1, open = open - (OLD.state = 'read'), accepted = accepted - (OLD.state = 'accepted'),
    errors = errors - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"error"') > 0),
    warnings = warnings - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"warning"') > 0),
    infos = infos - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"info"') > 0) WHERE record_key = OLD.record_key;
END;
CREATE TRIGGER record_counter_counted_update AFTER UPDATE OF all_values, open, accepted ON record_counter
  WHEN NEW.all_values <> OLD.all_values OR NEW.open <> OLD.open OR NEW.accepted <> OLD.accepted BEGIN
  UPDATE batch_counter SET all_values = all_values + NEW.all_values - OLD.all_values, values_open = values_open + NEW.open - OLD.open,
    values_accepted = values_accepted + NEW.accepted - OLD.accepted WHERE batch_id = NEW.batch_id;
END;
CREATE TRIGGER record_counter_counted_delete AFTER DELETE ON record_counter BEGIN
  UPDATE batch_counter SET all_values = all_values - OLD.all_values, values_open = values_open - OLD.open,
    values_accepted = values_accepted - OLD.accepted WHERE batch_id = OLD.batch_id;
END;

CREATE TRIGGER field_value_stays BEFORE UPDATE OF record_key ON field_value
  WHEN NEW.record_key <> OLD.record_key BEGIN SELECT RAISE(ABORT, 'a value stays with its record'); END;
CREATE TRIGGER record_page_stays BEFORE UPDATE OF record_key ON record_page
  WHEN NEW.record_key <> OLD.record_key BEGIN SELECT RAISE(ABORT, 'a page of a record stays with it'); END;
