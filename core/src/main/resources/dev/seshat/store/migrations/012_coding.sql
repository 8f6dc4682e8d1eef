-- How full a record is beside other tellings of it (clients may write the same record again with more in it), and who ran
-- the model whose request it tells of.

ALTER TABLE transcript_record ADD COLUMN weight {long} NOT NULL DEFAULT 0;
ALTER TABLE transcript_record ADD COLUMN request_host TEXT;
