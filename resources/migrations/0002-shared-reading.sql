-- A reading that was given to another computer of the office (decision 008): still 'running', but not by this process.
ALTER TABLE job ADD COLUMN lent_at TEXT;
-- Whether a page that waits is also going to be read: its reading may have been stopped.
CREATE INDEX job_of_subject ON job(kind, subject) WHERE state IN ('queued', 'running');
CREATE INDEX page_waiting ON page(batch_id) WHERE state = 'waiting';
