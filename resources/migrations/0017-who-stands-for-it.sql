-- Of the records of a standing: how many rest on the machine alone (nobody decided on any of their values), and how many values a person kept
-- against an error (decision 052). Kept as all counters are (decision 012).
ALTER TABLE record_counter ADD COLUMN overruled INTEGER NOT NULL DEFAULT 0;
UPDATE record_counter SET overruled = f.overruled FROM (SELECT record_key, COUNT(*) AS overruled FROM field_value
  WHERE instr(findings, '"overruled":"') > 0 GROUP BY record_key) f WHERE f.record_key = record_counter.record_key;
ALTER TABLE standing_counter ADD COLUMN by_machine INTEGER NOT NULL DEFAULT 0;
ALTER TABLE standing_counter ADD COLUMN overruled INTEGER NOT NULL DEFAULT 0;

DROP VIEW standing_full_count;
DROP VIEW record_full_count;
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

UPDATE standing_counter SET by_machine = f.by_machine, overruled = f.overruled FROM (
    SELECT r.batch_id, r.state, COALESCE(r.record_type, '') AS record_type, COALESCE(r.version, 0) AS version,
      instr(r.findings, '"severity":"error"') > 0 AS with_error,
      SUM(c.all_values > 0 AND c.accepted = c.all_values) AS by_machine, SUM(c.overruled) AS overruled
    FROM paper_record r JOIN record_counter c ON c.record_key = r.key GROUP BY 1, 2, 3, 4, 5) f
  WHERE f.batch_id = standing_counter.batch_id AND f.state = standing_counter.state AND f.record_type = standing_counter.record_type
    AND f.version = standing_counter.version AND f.with_error = standing_counter.with_error;

DROP TRIGGER field_value_counted_insert;
CREATE TRIGGER field_value_counted_insert AFTER INSERT ON field_value BEGIN
  UPDATE record_counter SET all_values = all_values + 1, open = open + (NEW.state = 'read'), accepted = accepted + (NEW.state = 'accepted'),
    errors = errors + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"error"') > 0),
    warnings = warnings + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"warning"') > 0),
    infos = infos + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"info"') > 0),
    overruled = overruled + (instr(NEW.findings, '"overruled":"') > 0) WHERE record_key = NEW.record_key;
END;
DROP TRIGGER field_value_counted_update;
CREATE TRIGGER field_value_counted_update AFTER UPDATE OF state, findings ON field_value WHEN NEW.state <> OLD.state OR NEW.findings <> OLD.findings BEGIN
  UPDATE record_counter SET open = open + (NEW.state = 'read') - (OLD.state = 'read'),
    accepted = accepted + (NEW.state = 'accepted') - (OLD.state = 'accepted'),
    errors = errors + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"error"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"error"') > 0),
    warnings = warnings + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"warning"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"warning"') > 0),
    infos = infos + (NEW.state = 'read' AND instr(NEW.findings, '"severity":"info"') > 0) - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"info"') > 0),
    overruled = overruled + (instr(NEW.findings, '"overruled":"') > 0) - (instr(OLD.findings, '"overruled":"') > 0)
    WHERE record_key = NEW.record_key;
END;
DROP TRIGGER field_value_counted_delete;
CREATE TRIGGER field_value_counted_delete AFTER DELETE ON field_value BEGIN
  UPDATE record_counter SET all_values = all_values - 1, open = open - (OLD.state = 'read'), accepted = accepted - (OLD.state = 'accepted'),
    errors = errors - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"error"') > 0),
    warnings = warnings - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"warning"') > 0),
    infos = infos - (OLD.state = 'read' AND instr(OLD.findings, '"severity":"info"') > 0),
    overruled = overruled - (instr(OLD.findings, '"overruled":"') > 0) WHERE record_key = OLD.record_key;
END;

DROP TRIGGER paper_record_counted_standing;
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
DROP TRIGGER paper_record_counted_delete;
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

-- A record's values change who stands for it while it stays in its standing.
CREATE TRIGGER record_counter_counted_standing AFTER UPDATE OF all_values, accepted, overruled ON record_counter
  WHEN NEW.overruled <> OLD.overruled
    OR (NEW.all_values > 0 AND NEW.accepted = NEW.all_values) <> (OLD.all_values > 0 AND OLD.accepted = OLD.all_values) BEGIN
  UPDATE standing_counter SET overruled = overruled + NEW.overruled - OLD.overruled,
      by_machine = by_machine + (NEW.all_values > 0 AND NEW.accepted = NEW.all_values) - (OLD.all_values > 0 AND OLD.accepted = OLD.all_values)
    WHERE (batch_id, state, record_type, version, with_error) = (
      SELECT r.batch_id, r.state, COALESCE(r.record_type, ''), COALESCE(r.version, 0), instr(r.findings, '"severity":"error"') > 0
        FROM paper_record r WHERE r.key = NEW.record_key);
END;
