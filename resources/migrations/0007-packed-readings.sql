-- Results of reading are packed (decision 015): one row for a page instead of one for each step, by a number instead of a text of 36 letters.
-- packed(what, json) is the store's own function (store/packing.ts). Of every step the latest result stays, which is all that was ever shown.
ALTER TABLE page ADD COLUMN key INTEGER;
UPDATE page SET key = rowid;
CREATE UNIQUE INDEX page_key ON page(key);

CREATE TABLE page_reading (
  id INTEGER PRIMARY KEY,
  page_key INTEGER NOT NULL REFERENCES page(key),
  at TEXT NOT NULL,
  -- A packed PageReading.
  reading BLOB NOT NULL
) STRICT;
INSERT INTO page_reading (page_key, at, reading)
  SELECT p.key, MAX(s.at), packed('page', json_object(
      'normalised', json(MAX(CASE s.step WHEN 'normalise' THEN s.result END)),
      'recognised', json(MAX(CASE s.step WHEN 'recognise' THEN s.result END)),
      'classified', json(MAX(CASE s.step WHEN 'classify' THEN s.result END)),
      'located', json(MAX(CASE s.step WHEN 'locate' THEN s.result END)),
      'milliseconds', json_group_object(s.step, s.milliseconds)))
    FROM page p JOIN page_step s ON s.page_id = p.id
      AND s.id = (SELECT MAX(id) FROM page_step WHERE page_id = s.page_id AND step = s.step)
    GROUP BY p.key ORDER BY MIN(s.id);
CREATE INDEX page_reading_page ON page_reading(page_key);
DROP TABLE page_step;

CREATE TABLE record_reading_new (
  id INTEGER PRIMARY KEY,
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  at TEXT NOT NULL,
  -- A packed RecordReading.
  reading BLOB NOT NULL
) STRICT;
INSERT INTO record_reading_new (record_key, at, reading)
  SELECT r.key, rr.at, packed('record', rr.result) FROM record_reading rr JOIN paper_record r ON r.id = rr.record_id
    WHERE rr.id = (SELECT MAX(id) FROM record_reading WHERE record_id = rr.record_id) ORDER BY rr.id;
DROP TABLE record_reading;
ALTER TABLE record_reading_new RENAME TO record_reading;
CREATE INDEX record_reading_record ON record_reading(record_key);
