-- A hand-over is being prepared until all of its records are in it, and keeps of each the digest of what travels until its receipt is settled
-- (decision 051).
CREATE TABLE handover_new (
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
INSERT INTO handover_new (rowid, id, batch_id, destination, state, receipt, problem, started_by, started_at, finished_at)
  SELECT rowid, id, batch_id, destination, state, receipt, problem, started_by, started_at, finished_at FROM handover;
DROP TABLE handover;
ALTER TABLE handover_new RENAME TO handover;
CREATE INDEX handover_batch ON handover(batch_id);

-- Null: settled, or from before digests were kept.
ALTER TABLE handover_record ADD COLUMN digest BLOB CHECK (length(digest) = 32);

-- What answered a refusal: the verification that changed a value which its reason names, or 0 for what cannot be undone. Null: nothing yet, the
-- record is returned (decision 053).
ALTER TABLE handover_record ADD COLUMN answered_by INTEGER;
UPDATE handover_record SET answered_by = 0 WHERE outcome = 'refused'
  AND record_key IN (SELECT key FROM paper_record WHERE state <> 'returned');
