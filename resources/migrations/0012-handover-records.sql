-- Which records a hand-over holds, by number; the digest that nobody read goes (decision 016).
CREATE TABLE handover_record_new (
  handover_id TEXT NOT NULL REFERENCES handover(id),
  record_key INTEGER NOT NULL REFERENCES paper_record(key),
  outcome TEXT CHECK (outcome IN ('accepted', 'refused')),
  PRIMARY KEY (handover_id, record_key)
) STRICT, WITHOUT ROWID;
INSERT INTO handover_record_new (handover_id, record_key, outcome)
  SELECT hr.handover_id, r.key, hr.outcome FROM handover_record hr JOIN paper_record r ON r.id = hr.record_id;
DROP TABLE handover_record;
ALTER TABLE handover_record_new RENAME TO handover_record;
CREATE INDEX handover_record_record ON handover_record(record_key);
