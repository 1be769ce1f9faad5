-- What a person likes (language, look) is no setting of the office any more (decision 036). Until now everybody here saw the same: that is what everybody begins with.
CREATE TABLE preference (
  person_id TEXT NOT NULL REFERENCES person(id),
  key TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (person_id, key)
) STRICT, WITHOUT ROWID;
INSERT INTO preference (person_id, key, value)
  SELECT p.id, s.key, s.value FROM person p JOIN setting s ON s.key IN ('language', 'theme', 'textSize');
DELETE FROM setting WHERE key IN ('language', 'theme', 'textSize');
