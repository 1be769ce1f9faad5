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

CREATE VIEW day_full_count AS SELECT d.day, d.record_type, COALESCE(b.place_code, '') AS place_code,
    SUM(d.scanned) AS scanned, SUM(d.verified) AS verified, SUM(d.accepted) AS accepted
  FROM record_day d JOIN batch b ON b.id = d.batch_id GROUP BY 1, 2, 3;

CREATE VIEW page_to_rescan AS SELECT p.id, p.batch_id FROM page p WHERE p.findings <> '[]' AND EXISTS (
  SELECT 1 FROM json_each(p.findings) f WHERE f.value ->> 'code' IN
    ('page.damaged', 'page.blurred', 'page.faint', 'page.lowResolution', 'page.cut', 'page.dark', 'page.severalRecords'));

CREATE VIEW record_day AS
  SELECT id, batch_id, record_type, date(created_at, '+7 hours') AS day, 1 AS scanned, 0 AS verified, 0 AS accepted
    FROM paper_record WHERE record_type IS NOT NULL
  UNION ALL SELECT id, batch_id, record_type, date(verified_at, '+7 hours'), 0, 1, 0
    FROM paper_record WHERE record_type IS NOT NULL AND verified_at IS NOT NULL
  UNION ALL SELECT id, batch_id, record_type, date(accepted_at, '+7 hours'), 0, 0, 1
    FROM paper_record WHERE record_type IS NOT NULL AND accepted_at IS NOT NULL;

CREATE VIEW record_full_count AS SELECT r.key AS record_key, r.batch_id,
    (SELECT COUNT(*) FROM record_page WHERE record_key = r.key) AS pages,
    COUNT(v.path) AS all_values, COALESCE(SUM(v.state = 'read'), 0) AS open, COALESCE(SUM(v.state = 'accepted'), 0) AS accepted,
    COALESCE(SUM(v.state = 'read' AND instr(v.findings, '"severity":"error"') > 0), 0) AS errors,
    COALESCE(SUM(v.state = 'read' AND instr(v.findings, '"severity":"warning"') > 0), 0) AS warnings,
    COALESCE(SUM(v.state = 'read' AND instr(v.findings, '"severity":"info"') > 0), 0) AS infos,
    COALESCE(SUM(instr(v.findings, '"overruled":"') > 0), 0) AS overruled
  FROM paper_record r LEFT JOIN field_value v ON v.record_key = r.key GROUP BY r.key;

CREATE VIEW standing_full_count AS SELECT r.batch_id, r.state, COALESCE(r.record_type, '') AS record_type, COALESCE(r.version, 0) AS version,
    instr(r.findings, '"severity":"error"') > 0 AS with_error, COUNT(*) AS records,
    SUM(c.all_values > 0 AND c.accepted = c.all_values) AS by_machine, SUM(c.overruled) AS overruled
  FROM paper_record r JOIN record_full_count c ON c.record_key = r.key GROUP BY 1, 2, 3, 4, 5;

CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER batch_counted_insert AFTER INSERT ON batch BEGIN
  INSERT INTO batch_counter (batch_id) VALUES (NEW.id);
END;

CREATE TRIGGER batch_counted_place AFTER UPDATE OF place_code ON batch WHEN NEW.place_code IS NOT OLD.place_code BEGIN
  INSERT INTO day_counter (day, record_type, place_code, scanned, verified, accepted)
    SELECT day, record_type, COALESCE(OLD.place_code, ''), -SUM(scanned), -SUM(verified), -SUM(accepted)
      FROM record_day WHERE batch_id = NEW.id GROUP BY day, record_type
    ON CONFLICT DO UPDATE SET scanned = scanned + excluded.scanned, verified = verified + excluded.verified, accepted = accepted + excluded.accepted;
  INSERT INTO day_counter (day, record_type, place_code, scanned, verified, accepted)
    SELECT day, record_type, COALESCE(NEW.place_code, ''), SUM(scanned), SUM(verified), SUM(accepted)
      FROM record_day WHERE batch_id = NEW.id GROUP BY day, record_type
    ON CONFLICT DO UPDATE SET scanned = scanned + excluded.scanned, verified = verified + excluded.verified, accepted = accepted + excluded.accepted;
END;

CREATE TRIGGER field_value_counted_delete AFTER DELETE ON field_value BEGIN
  UPDATE record_counter SET all_values = all_values - 1, open = open - (OLD.state = 'read'), accepted = accepted - (OLD.state = 'accepted'),
    errors = errors - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"error"') > 0),
    warnings = warnings - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"warning"') > 0),
    infos = infos - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"info"') > 0),
    overruled = overruled - (instr(OLD.findings, '"overruled":"') > 0) WHERE record_key = OLD.record_key;
END;

CREATE TRIGGER field_value_counted_insert AFTER INSERT ON field_value BEGIN
  UPDATE record_counter SET all_values = all_values + 1, open = open + (NEW.state = 'read'), accepted = accepted + (NEW.state = 'accepted'),
    errors = errors + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"error"') > 0),
    warnings = warnings + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"warning"') > 0),
    infos = infos + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"info"') > 0),
    overruled = overruled + (instr(NEW.findings, '"overruled":"') > 0) WHERE record_key = NEW.record_key;
END;

CREATE TRIGGER field_value_counted_update AFTER UPDATE OF state, findings ON field_value WHEN NEW.state <> OLD.state OR NEW.findings <> OLD.findings BEGIN
  UPDATE record_counter SET open = open + (NEW.state = 'read') - (OLD.state = 'read'),
    accepted = accepted + (NEW.state = 'accepted') - (OLD.state = 'accepted'),
    errors = errors + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"error"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"error"') > 0),
    warnings = warnings + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"warning"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"warning"') > 0),
    infos = infos + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"info"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"info"') > 0),
    overruled = overruled + (instr(NEW.findings, '"overruled":"') > 0) - (instr(OLD.findings, '"overruled":"') > 0)
    WHERE record_key = NEW.record_key;
END;

CREATE TRIGGER field_value_stays BEFORE UPDATE OF record_key ON field_value
  WHEN NEW.record_key <> OLD.record_key BEGIN SELECT RAISE(ABORT, 'a value stays with its record'); END;

CREATE TRIGGER import_entry_counted_delete AFTER DELETE ON import_entry BEGIN
  UPDATE batch_counter SET entries_open = entries_open - (OLD.state IN ('copy', 'locked', 'failed')),
    entries_waiting = entries_waiting - (OLD.state = 'waiting') WHERE batch_id = OLD.batch_id;
END;

CREATE TRIGGER import_entry_counted_insert AFTER INSERT ON import_entry BEGIN
  UPDATE batch_counter SET entries_open = entries_open + (NEW.state IN ('copy', 'locked', 'failed')),
    entries_waiting = entries_waiting + (NEW.state = 'waiting') WHERE batch_id = NEW.batch_id;
END;

CREATE TRIGGER import_entry_counted_update AFTER UPDATE OF state ON import_entry WHEN NEW.state <> OLD.state BEGIN
  UPDATE batch_counter SET entries_open = entries_open + (NEW.state IN ('copy', 'locked', 'failed')) - (OLD.state IN ('copy', 'locked', 'failed')),
    entries_waiting = entries_waiting + (NEW.state = 'waiting') - (OLD.state = 'waiting') WHERE batch_id = NEW.batch_id;
END;

CREATE TRIGGER import_entry_stays BEFORE UPDATE OF batch_id ON import_entry
  WHEN NEW.batch_id <> OLD.batch_id BEGIN SELECT RAISE(ABORT, 'an entry stays in its batch'); END;

CREATE TRIGGER job_counted_delete AFTER DELETE ON job WHEN OLD.kind = 'read' AND OLD.state IN ('queued', 'running') BEGIN
  UPDATE batch_counter SET pages_waiting = pages_waiting - 1, pages_stopped = pages_stopped + 1
    WHERE batch_id = (SELECT batch_id FROM page WHERE id = OLD.subject AND state = 'waiting')
      AND NOT EXISTS (SELECT 1 FROM job WHERE kind = 'read' AND subject = OLD.subject AND state IN ('queued', 'running'));
END;

CREATE TRIGGER job_counted_insert AFTER INSERT ON job WHEN NEW.kind = 'read' AND NEW.state IN ('queued', 'running') BEGIN
  UPDATE batch_counter SET pages_waiting = pages_waiting + 1, pages_stopped = pages_stopped - 1
    WHERE batch_id = (SELECT batch_id FROM page WHERE id = NEW.subject AND state = 'waiting')
      AND NOT EXISTS (SELECT 1 FROM job WHERE kind = 'read' AND subject = NEW.subject AND state IN ('queued', 'running') AND id <> NEW.id);
END;

CREATE TRIGGER job_counted_update AFTER UPDATE OF state ON job
  WHEN NEW.kind = 'read' AND (NEW.state IN ('queued', 'running')) <> (OLD.state IN ('queued', 'running')) BEGIN
  UPDATE batch_counter SET pages_waiting = pages_waiting + iif(NEW.state IN ('queued', 'running'), 1, -1),
      pages_stopped = pages_stopped - iif(NEW.state IN ('queued', 'running'), 1, -1)
    WHERE batch_id = (SELECT batch_id FROM page WHERE id = NEW.subject AND state = 'waiting')
      AND NOT EXISTS (SELECT 1 FROM job WHERE kind = 'read' AND subject = NEW.subject AND state IN ('queued', 'running') AND id <> NEW.id);
END;

CREATE TRIGGER job_stays BEFORE UPDATE OF kind, subject ON job
  WHEN NEW.kind <> OLD.kind OR NEW.subject <> OLD.subject BEGIN SELECT RAISE(ABORT, 'a job stays with its subject'); END;

CREATE TRIGGER page_counted_before_findings BEFORE UPDATE OF findings ON page WHEN NEW.findings <> OLD.findings BEGIN
  UPDATE batch_counter SET pages_to_rescan = pages_to_rescan - EXISTS (SELECT 1 FROM page_to_rescan WHERE id = OLD.id) WHERE batch_id = OLD.batch_id;
END;

CREATE TRIGGER page_counted_delete BEFORE DELETE ON page BEGIN
  UPDATE batch_counter SET pages = pages - 1, pages_failed = pages_failed - (OLD.state = 'failed'),
    pages_to_rescan = pages_to_rescan - EXISTS (SELECT 1 FROM page_to_rescan WHERE id = OLD.id),
    pages_waiting = pages_waiting - (OLD.state = 'waiting' AND EXISTS (
      SELECT 1 FROM job WHERE kind = 'read' AND subject = OLD.id AND state IN ('queued', 'running'))),
    pages_stopped = pages_stopped - (OLD.state = 'waiting' AND NOT EXISTS (
      SELECT 1 FROM job WHERE kind = 'read' AND subject = OLD.id AND state IN ('queued', 'running'))) WHERE batch_id = OLD.batch_id;
END;

CREATE TRIGGER page_counted_findings AFTER UPDATE OF findings ON page WHEN NEW.findings <> OLD.findings BEGIN
  UPDATE batch_counter SET pages_to_rescan = pages_to_rescan + EXISTS (SELECT 1 FROM page_to_rescan WHERE id = NEW.id) WHERE batch_id = NEW.batch_id;
END;

CREATE TRIGGER page_counted_insert AFTER INSERT ON page BEGIN
  UPDATE batch_counter SET pages = pages + 1, pages_failed = pages_failed + (NEW.state = 'failed'),
    pages_to_rescan = pages_to_rescan + EXISTS (SELECT 1 FROM page_to_rescan WHERE id = NEW.id),
    pages_waiting = pages_waiting + (NEW.state = 'waiting' AND EXISTS (
      SELECT 1 FROM job WHERE kind = 'read' AND subject = NEW.id AND state IN ('queued', 'running'))),
    pages_stopped = pages_stopped + (NEW.state = 'waiting' AND NOT EXISTS (
      SELECT 1 FROM job WHERE kind = 'read' AND subject = NEW.id AND state IN ('queued', 'running'))) WHERE batch_id = NEW.batch_id;
END;

CREATE TRIGGER page_counted_update AFTER UPDATE OF state ON page WHEN NEW.state <> OLD.state BEGIN
  UPDATE batch_counter SET pages_failed = pages_failed + (NEW.state = 'failed') - (OLD.state = 'failed'),
    pages_waiting = pages_waiting + ((NEW.state = 'waiting') - (OLD.state = 'waiting')) * EXISTS (
      SELECT 1 FROM job WHERE kind = 'read' AND subject = NEW.id AND state IN ('queued', 'running')),
    pages_stopped = pages_stopped + ((NEW.state = 'waiting') - (OLD.state = 'waiting')) * NOT EXISTS (
      SELECT 1 FROM job WHERE kind = 'read' AND subject = NEW.id AND state IN ('queued', 'running')) WHERE batch_id = NEW.batch_id;
END;

CREATE TRIGGER page_stays BEFORE UPDATE OF id, batch_id ON page
  WHEN NEW.batch_id <> OLD.batch_id OR NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'a page stays in its batch'); END;

CREATE TRIGGER paper_record_counted_before_days BEFORE UPDATE OF record_type, created_at, verified_at, accepted_at ON paper_record
  WHEN NEW.record_type IS NOT OLD.record_type OR NEW.created_at <> OLD.created_at OR NEW.verified_at IS NOT OLD.verified_at
    OR NEW.accepted_at IS NOT OLD.accepted_at BEGIN
  INSERT INTO day_counter (day, record_type, place_code, scanned, verified, accepted)
    SELECT d.day, d.record_type, COALESCE(b.place_code, ''), -d.scanned, -d.verified, -d.accepted
      FROM record_day d JOIN batch b ON b.id = d.batch_id WHERE d.id = OLD.id
    ON CONFLICT DO UPDATE SET scanned = scanned + excluded.scanned, verified = verified + excluded.verified, accepted = accepted + excluded.accepted;
END;

CREATE TRIGGER paper_record_counted_days AFTER UPDATE OF record_type, created_at, verified_at, accepted_at ON paper_record
  WHEN NEW.record_type IS NOT OLD.record_type OR NEW.created_at <> OLD.created_at OR NEW.verified_at IS NOT OLD.verified_at
    OR NEW.accepted_at IS NOT OLD.accepted_at BEGIN
  INSERT INTO day_counter (day, record_type, place_code, scanned, verified, accepted)
    SELECT d.day, d.record_type, COALESCE(b.place_code, ''), d.scanned, d.verified, d.accepted
      FROM record_day d JOIN batch b ON b.id = d.batch_id WHERE d.id = NEW.id
    ON CONFLICT DO UPDATE SET scanned = scanned + excluded.scanned, verified = verified + excluded.verified, accepted = accepted + excluded.accepted;
END;

CREATE TRIGGER paper_record_counted_delete BEFORE DELETE ON paper_record BEGIN
  UPDATE standing_counter SET records = records - 1,
      by_machine = by_machine - (SELECT c.all_values > 0 AND c.accepted = c.all_values FROM record_counter c WHERE c.record_key = OLD.key),
      overruled = overruled - (SELECT c.overruled FROM record_counter c WHERE c.record_key = OLD.key)
    WHERE batch_id = OLD.batch_id AND state = OLD.state AND record_type = COALESCE(OLD.record_type, '')
      AND version = COALESCE(OLD.version, 0) AND with_error = (instr(OLD.findings, '"severity":"error"') > 0);
  INSERT INTO day_counter (day, record_type, place_code, scanned, verified, accepted)
    SELECT d.day, d.record_type, COALESCE(b.place_code, ''), -d.scanned, -d.verified, -d.accepted
      FROM record_day d JOIN batch b ON b.id = d.batch_id WHERE d.id = OLD.id
    ON CONFLICT DO UPDATE SET scanned = scanned + excluded.scanned, verified = verified + excluded.verified, accepted = accepted + excluded.accepted;
END;

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

CREATE TRIGGER paper_record_counted_standing AFTER UPDATE OF state, record_type, version, findings ON paper_record
  WHEN NEW.state <> OLD.state OR NEW.record_type IS NOT OLD.record_type OR NEW.version IS NOT OLD.version
    OR (instr(NEW.findings, '"severity":"error"') > 0) <> (instr(OLD.findings, '"severity":"error"') > 0) BEGIN
  UPDATE standing_counter SET records = records - 1,
      by_machine = by_machine - (SELECT c.all_values > 0 AND c.accepted = c.all_values FROM record_counter c WHERE c.record_key = OLD.key),
      overruled = overruled - (SELECT c.overruled FROM record_counter c WHERE c.record_key = OLD.key)
    WHERE batch_id = OLD.batch_id AND state = OLD.state AND record_type = COALESCE(OLD.record_type, '')
      AND version = COALESCE(OLD.version, 0) AND with_error = (instr(OLD.findings, '"severity":"error"') > 0);
  INSERT INTO standing_counter (batch_id, state, record_type, version, with_error, records, by_machine, overruled)
    SELECT NEW.batch_id, NEW.state, COALESCE(NEW.record_type, ''), COALESCE(NEW.version, 0), instr(NEW.findings, '"severity":"error"') > 0, 1,
        c.all_values > 0 AND c.accepted = c.all_values, c.overruled FROM record_counter c WHERE c.record_key = NEW.key
    ON CONFLICT DO UPDATE SET records = records + 1, by_machine = by_machine + excluded.by_machine, overruled = overruled + excluded.overruled;
END;

CREATE TRIGGER paper_record_stays BEFORE UPDATE OF id, batch_id ON paper_record
  WHEN NEW.batch_id <> OLD.batch_id OR NEW.id <> OLD.id BEGIN SELECT RAISE(ABORT, 'a record stays in its batch'); END;

CREATE TRIGGER record_counter_counted_delete AFTER DELETE ON record_counter BEGIN
  UPDATE batch_counter SET all_values = all_values - OLD.all_values, values_open = values_open - OLD.open,
    values_accepted = values_accepted - OLD.accepted WHERE batch_id = OLD.batch_id;
END;

CREATE TRIGGER record_counter_counted_standing AFTER UPDATE OF all_values, accepted, overruled ON record_counter
  WHEN NEW.overruled <> OLD.overruled
    OR (NEW.all_values > 0 AND NEW.accepted = NEW.all_values) <> (OLD.all_values > 0 AND OLD.accepted = OLD.all_values) BEGIN
  UPDATE standing_counter SET overruled = overruled + NEW.overruled - OLD.overruled,
      by_machine = by_machine + (NEW.all_values > 0 AND NEW.accepted = NEW.all_values) - (OLD.all_values > 0 AND OLD.accepted = OLD.all_values)
    WHERE (batch_id, state, record_type, version, with_error) = (
      SELECT r.batch_id, r.state, COALESCE(r.record_type, ''), COALESCE(r.version, 0), instr(r.findings, '"severity":"error"') > 0
        FROM paper_record r WHERE r.key = NEW.record_key);
END;

CREATE TRIGGER record_counter_counted_update AFTER UPDATE OF all_values, open, accepted ON record_counter
  WHEN NEW.all_values <> OLD.all_values OR NEW.open <> OLD.open OR NEW.accepted <> OLD.accepted BEGIN
  UPDATE batch_counter SET all_values = all_values + NEW.all_values - OLD.all_values, values_open = values_open + NEW.open - OLD.open,
    values_accepted = values_accepted + NEW.accepted - OLD.accepted WHERE batch_id = NEW.batch_id;
END;

CREATE TRIGGER record_page_counted_delete AFTER DELETE ON record_page BEGIN
  UPDATE record_counter SET pages = pages - 1 WHERE record_key = OLD.record_key;
END;

CREATE TRIGGER record_page_counted_insert AFTER INSERT ON record_page BEGIN
  UPDATE record_counter SET pages = pages + 1 WHERE record_key = NEW.record_key;
END;

CREATE TRIGGER record_page_stays BEFORE UPDATE OF record_key ON record_page
  WHEN NEW.record_key <> OLD.record_key BEGIN SELECT RAISE(ABORT, 'a page of a record stays with it'); END;

CREATE TRIGGER verification_no_delete BEFORE DELETE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER verification_no_update BEFORE UPDATE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TABLE "audit_event" (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  caller TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  -- SHA-256 over this row and the hash of the row before it.
  hash BLOB NOT NULL
) STRICT;

CREATE TABLE batch (
  id TEXT PRIMARY KEY,
  number INTEGER NOT NULL UNIQUE,
  code TEXT NOT NULL UNIQUE,
  title TEXT NOT NULL,
  source TEXT NOT NULL,
  place_code TEXT,
  deadline TEXT,
  created_at TEXT NOT NULL
, owner_id TEXT REFERENCES person(id)) STRICT;

CREATE TABLE batch_counter (
  batch_id TEXT PRIMARY KEY REFERENCES batch(id) ON DELETE CASCADE,
  pages INTEGER NOT NULL DEFAULT 0,
  pages_waiting INTEGER NOT NULL DEFAULT 0,
  pages_stopped INTEGER NOT NULL DEFAULT 0,
  pages_failed INTEGER NOT NULL DEFAULT 0,
  pages_to_rescan INTEGER NOT NULL DEFAULT 0,
  entries_open INTEGER NOT NULL DEFAULT 0,
  entries_waiting INTEGER NOT NULL DEFAULT 0,
  all_values INTEGER NOT NULL DEFAULT 0,
  values_open INTEGER NOT NULL DEFAULT 0,
  values_accepted INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE day_counter (
  day TEXT NOT NULL,
  record_type TEXT NOT NULL,
  place_code TEXT NOT NULL,
  scanned INTEGER NOT NULL,
  verified INTEGER NOT NULL,
  accepted INTEGER NOT NULL,
  PRIMARY KEY (day, record_type, place_code)
) STRICT, WITHOUT ROWID;

CREATE TABLE "draft" (
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  path TEXT NOT NULL,
  typed TEXT NOT NULL,
  PRIMARY KEY (record_key, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE "field_value" (
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

CREATE TABLE "handover" (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES batch(id),
  destination TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('preparing', 'waiting', 'sending', 'done', 'failed', 'stopped')),
  receipt TEXT,
  problem TEXT,
  started_by TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT
) STRICT;

CREATE TABLE "handover_record" (
  handover_id TEXT NOT NULL REFERENCES handover(id),
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  outcome TEXT CHECK (outcome IN ('accepted', 'refused')), digest BLOB CHECK (length(digest) = 32), answered_by INTEGER,
  PRIMARY KEY (handover_id, record_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE "identity_key" (
  key TEXT NOT NULL,
  record_key INTEGER NOT NULL REFERENCES paper_record(key) ON DELETE CASCADE,
  PRIMARY KEY (key, record_key)
) STRICT, WITHOUT ROWID;

CREATE TABLE import_entry (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES batch(id),
  job_id TEXT NOT NULL REFERENCES job(id),
  name TEXT NOT NULL,
  folder TEXT NOT NULL,
  source_path TEXT,
  blob_sha256 TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'taken', 'copy', 'locked', 'failed', 'dismissed')),
  -- Only these pages of the file (JSON array of indexes), when the others are known already; NULL: all.
  only_pages TEXT,
  take_copies INTEGER NOT NULL DEFAULT 0,
  pages INTEGER NOT NULL DEFAULT 0,
  copy_of_page_id TEXT REFERENCES page(id),
  problem TEXT,
  at TEXT NOT NULL
) STRICT;

CREATE TABLE job (
  id TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  batch_id TEXT REFERENCES batch(id),
  -- What the job is about (page id, group key, hand-over id); one waiting job for each.
  subject TEXT NOT NULL,
  payload TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'done', 'failed', 'stopped')),
  attempts INTEGER NOT NULL DEFAULT 0,
  done INTEGER NOT NULL DEFAULT 0,
  total INTEGER NOT NULL DEFAULT 0,
  problem TEXT,
  created_at TEXT NOT NULL,
  finished_at TEXT
, leased_at TEXT, started_by TEXT) STRICT;

CREATE TABLE migration (number INTEGER PRIMARY KEY, name TEXT NOT NULL, checksum TEXT NOT NULL, at TEXT NOT NULL) STRICT;

CREATE TABLE page (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES batch(id),
  sequence INTEGER NOT NULL,
  entry_id TEXT NOT NULL REFERENCES import_entry(id),
  group_key TEXT NOT NULL,
  file_name TEXT NOT NULL,
  -- The page as a person numbers it in its file, from 0.
  file_page INTEGER NOT NULL,
  -- The stored original and the index in it; for a page taken out of a PDF the original is the page's own picture.
  sha256 TEXT NOT NULL,
  blob_page INTEGER NOT NULL,
  media_type TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  dpi REAL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'read', 'failed')),
  turn INTEGER NOT NULL DEFAULT 0,
  record_type TEXT,
  face TEXT,
  findings TEXT NOT NULL DEFAULT '[]',
  problem TEXT,
  key INTEGER,
  UNIQUE (batch_id, sequence),
  UNIQUE (entry_id, file_page)
) STRICT;

CREATE TABLE page_reading (
  id INTEGER PRIMARY KEY,
  page_key INTEGER NOT NULL REFERENCES page(key),
  at TEXT NOT NULL,
  -- A packed PageReading.
  reading BLOB NOT NULL
) STRICT;

CREATE TABLE paper_record (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES batch(id),
  sequence INTEGER NOT NULL,
  group_key TEXT NOT NULL,
  record_type TEXT,
  version INTEGER,
  state TEXT NOT NULL CHECK (state IN ('unknown', 'open', 'verified', 'handedOver', 'returned')),
  title TEXT,
  findings TEXT NOT NULL DEFAULT '[]',
  -- Every value folded (no marks, no case) for search.
  undo_floor INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  verified_at TEXT,
  accepted_at TEXT, key INTEGER, search_checksum INTEGER,
  UNIQUE (batch_id, sequence)
) STRICT;

CREATE TABLE "person" (
  key INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE preference (
  person_id TEXT NOT NULL REFERENCES person(id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE "record_counter" (
  record_key INTEGER PRIMARY KEY REFERENCES paper_record(key) ON DELETE CASCADE,
  batch_id TEXT NOT NULL,
  pages INTEGER NOT NULL DEFAULT 0,
  all_values INTEGER NOT NULL DEFAULT 0,
  open INTEGER NOT NULL DEFAULT 0,
  accepted INTEGER NOT NULL DEFAULT 0,
  errors INTEGER NOT NULL DEFAULT 0,
  warnings INTEGER NOT NULL DEFAULT 0,
  infos INTEGER NOT NULL DEFAULT 0
, overruled INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID;

CREATE TABLE "record_page" (
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  ordinal INTEGER NOT NULL,
  page_key INTEGER NOT NULL REFERENCES page(key),
  face TEXT,
  entry INTEGER NOT NULL,
  PRIMARY KEY (record_key, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE "record_reading" (
  id INTEGER PRIMARY KEY,
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  at TEXT NOT NULL,
  -- A packed RecordReading.
  reading BLOB NOT NULL
) STRICT;

CREATE VIRTUAL TABLE record_search USING fts5(tokens, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none, prefix = '3');

CREATE TABLE 'record_search_config'(k PRIMARY KEY, v) WITHOUT ROWID;

CREATE TABLE 'record_search_data'(id INTEGER PRIMARY KEY, block BLOB);

CREATE TABLE 'record_search_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);

CREATE TABLE 'record_search_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;

CREATE TABLE search_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE standing_counter (
  batch_id TEXT NOT NULL REFERENCES batch(id) ON DELETE CASCADE,
  state TEXT NOT NULL,
  record_type TEXT NOT NULL,
  version INTEGER NOT NULL,
  with_error INTEGER NOT NULL,
  records INTEGER NOT NULL, by_machine INTEGER NOT NULL DEFAULT 0, overruled INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (batch_id, state, record_type, version, with_error)
) STRICT, WITHOUT ROWID;

CREATE TABLE target (
  id TEXT PRIMARY KEY,
  title TEXT NOT NULL,
  record_type TEXT,
  place_code TEXT,
  total INTEGER NOT NULL,
  share REAL NOT NULL,
  from_date TEXT NOT NULL,
  by_date TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE "verification" (
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

CREATE TABLE watched_file (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified REAL NOT NULL) STRICT, WITHOUT ROWID;

CREATE INDEX day_counter_place ON day_counter(place_code, record_type, day);

CREATE INDEX handover_batch ON handover(batch_id);

CREATE INDEX handover_record_record ON handover_record(record_key);

CREATE INDEX identity_key_record ON identity_key(record_key);

CREATE INDEX import_entry_batch ON import_entry(batch_id, state);

CREATE INDEX import_entry_job ON import_entry(job_id, state);

CREATE INDEX job_batch ON job(batch_id, kind, state);

CREATE INDEX job_finished ON job(kind, finished_at) WHERE finished_at IS NOT NULL;

CREATE INDEX job_of_subject ON job(kind, subject) WHERE state IN ('queued', 'running');

CREATE INDEX job_queued ON job(kind, created_at) WHERE state = 'queued';

CREATE INDEX job_running ON job(kind) WHERE state = 'running';

CREATE UNIQUE INDEX job_subject ON job(kind, subject) WHERE state = 'queued';

CREATE INDEX page_group ON page(batch_id, group_key, state);

CREATE INDEX page_identity ON page(sha256, blob_page);

CREATE UNIQUE INDEX page_key ON page(key);

CREATE INDEX page_reading_page ON page_reading(page_key);

CREATE INDEX page_waiting ON page(batch_id) WHERE state = 'waiting';

CREATE INDEX paper_record_group ON paper_record(batch_id, group_key);

CREATE UNIQUE INDEX paper_record_key ON paper_record(key);

CREATE INDEX paper_record_standing ON paper_record(batch_id, state, sequence);

CREATE INDEX paper_record_to_index ON paper_record(key) WHERE search_checksum IS NULL;

CREATE INDEX person_name ON person(name);

CREATE INDEX record_page_page ON record_page(page_key);

CREATE INDEX record_reading_record ON record_reading(record_key);

CREATE INDEX verification_day ON verification(at);

CREATE INDEX verification_record ON verification(record_key, id);

CREATE UNIQUE INDEX verification_undoes ON verification(undoes) WHERE undoes IS NOT NULL