-- Search by an index of words (decision 014) instead of LIKE over the whole text of every record.
-- A number of its own names a record in the index: SQLite may give rows other rowids when it copies a file.
ALTER TABLE paper_record ADD COLUMN key INTEGER;
UPDATE paper_record SET key = rowid;
CREATE UNIQUE INDEX paper_record_key ON paper_record(key);
ALTER TABLE paper_record DROP COLUMN search_text;
-- Of the tokens in the index; NULL: not in it yet, the workstation puts it there when it is opened.
ALTER TABLE paper_record ADD COLUMN search_checksum INTEGER;
CREATE INDEX paper_record_to_index ON paper_record(key) WHERE search_checksum IS NULL;
-- Only which records have a token is kept, neither where nor the text; prefix: a letter for the kind of token and two of the word.
CREATE VIRTUAL TABLE record_search USING fts5(tokens, content = '', contentless_delete = 1, tokenize = 'ascii', detail = none, prefix = '3');
-- Words without marks, for parts of words.
CREATE TABLE search_word (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
