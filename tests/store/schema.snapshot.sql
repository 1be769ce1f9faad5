CREATE TRIGGER audit_event_no_delete BEFORE DELETE ON audit_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER audit_event_no_update BEFORE UPDATE ON audit_event BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER verification_no_delete BEFORE DELETE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TRIGGER verification_no_update BEFORE UPDATE ON verification BEGIN SELECT RAISE(ABORT, 'append-only'); END;

CREATE TABLE audit_event (
  seq INTEGER PRIMARY KEY,
  at TEXT NOT NULL,
  caller TEXT NOT NULL,
  action TEXT NOT NULL,
  subject TEXT NOT NULL,
  detail TEXT NOT NULL,
  previous TEXT NOT NULL,
  hash TEXT NOT NULL UNIQUE
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

CREATE TABLE draft (
  record_id TEXT NOT NULL REFERENCES paper_record(id),
  path TEXT NOT NULL,
  typed TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (record_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE field_value (
  record_id TEXT NOT NULL REFERENCES paper_record(id),
  path TEXT NOT NULL,
  value TEXT,
  raw TEXT,
  confidence REAL,
  state TEXT NOT NULL CHECK (state IN ('read', 'accepted', 'confirmed', 'corrected', 'keyed', 'unreadable', 'blank')),
  page_id TEXT REFERENCES page(id),
  box TEXT,
  findings TEXT NOT NULL DEFAULT '[]',
  alternatives TEXT NOT NULL DEFAULT '[]',
  handwritten INTEGER NOT NULL DEFAULT 0,
  decided_by TEXT,
  decided_at TEXT,
  revision INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (record_id, path)
) STRICT, WITHOUT ROWID;

CREATE TABLE handover (
  id TEXT PRIMARY KEY,
  batch_id TEXT NOT NULL REFERENCES batch(id),
  destination TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'done', 'failed', 'stopped')),
  receipt TEXT,
  problem TEXT,
  started_at TEXT NOT NULL,
  finished_at TEXT
, started_by TEXT) STRICT;

CREATE TABLE handover_record (
  handover_id TEXT NOT NULL REFERENCES handover(id),
  record_id TEXT NOT NULL REFERENCES paper_record(id),
  digest TEXT NOT NULL,
  outcome TEXT CHECK (outcome IN ('accepted', 'refused')),
  PRIMARY KEY (handover_id, record_id)
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
, lent_at TEXT, started_by TEXT) STRICT;

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
  created_at TEXT NOT NULL, key INTEGER,
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
  returned_reason TEXT,
  -- Decisions up to this verification cannot be undone: rows were moved since.
  undo_floor INTEGER NOT NULL DEFAULT 0,
  created_at TEXT NOT NULL,
  verified_at TEXT,
  accepted_at TEXT, key INTEGER, search_checksum INTEGER,
  UNIQUE (batch_id, sequence)
) STRICT;

CREATE TABLE person (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  created_at TEXT NOT NULL
) STRICT;

CREATE TABLE record_page (
  record_id TEXT NOT NULL REFERENCES paper_record(id),
  ordinal INTEGER NOT NULL,
  page_id TEXT NOT NULL REFERENCES page(id),
  face TEXT,
  entry INTEGER NOT NULL,
  PRIMARY KEY (record_id, ordinal)
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

CREATE TABLE watched_file (
  path TEXT PRIMARY KEY,
  size INTEGER NOT NULL,
  modified REAL NOT NULL,
  at TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX field_value_open ON field_value(record_id) WHERE state = 'read';

CREATE INDEX field_value_value ON field_value(path, value);

CREATE INDEX handover_record_record ON handover_record(record_id);

CREATE INDEX import_entry_batch ON import_entry(batch_id, state);

CREATE INDEX import_entry_job ON import_entry(job_id, state);

CREATE INDEX job_of_subject ON job(kind, subject) WHERE state IN ('queued', 'running');

CREATE UNIQUE INDEX job_subject ON job(kind, subject) WHERE state = 'queued';

CREATE INDEX job_waiting ON job(kind, created_at) WHERE state IN ('queued', 'running');

CREATE INDEX page_group ON page(batch_id, group_key, state);

CREATE INDEX page_identity ON page(sha256, blob_page);

CREATE UNIQUE INDEX page_key ON page(key);

CREATE INDEX page_reading_page ON page_reading(page_key);

CREATE INDEX page_waiting ON page(batch_id) WHERE state = 'waiting';

CREATE INDEX paper_record_batch ON paper_record(batch_id, state);

CREATE INDEX paper_record_group ON paper_record(batch_id, group_key);

CREATE UNIQUE INDEX paper_record_key ON paper_record(key);

CREATE INDEX paper_record_to_index ON paper_record(key) WHERE search_checksum IS NULL;

CREATE INDEX person_name ON person(name);

CREATE INDEX record_page_page ON record_page(page_id);

CREATE INDEX record_reading_record ON record_reading(record_key);

CREATE INDEX verification_day ON verification(at);

CREATE INDEX verification_record ON verification(record_id, id)