-- Version 1. Append-only: no row of reports, readings or claims is ever changed or deleted.

CREATE TABLE meta (
    key   TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

-- One row for each version of each report. seq is the order of arrival; there is no clock.
CREATE TABLE reports (
    seq             INTEGER PRIMARY KEY,
    id              TEXT    NOT NULL,
    version         INTEGER NOT NULL,
    outlet          TEXT,
    title           TEXT,
    url             TEXT,
    author          TEXT,
    language        TEXT    NOT NULL,
    published_from  TEXT,
    published_to    TEXT,
    published_basis TEXT    NOT NULL,
    original_sha256 TEXT    NOT NULL,
    text_sha256     TEXT    NOT NULL,
    text            TEXT    NOT NULL,
    blocks          TEXT    NOT NULL,
    UNIQUE (id, version)
);

-- What one version of the reader made of one report, with the days it was read with.
CREATE TABLE readings (
    seq             INTEGER PRIMARY KEY,
    report          INTEGER NOT NULL REFERENCES reports (seq),
    reader          TEXT    NOT NULL,
    published_from  TEXT,
    published_to    TEXT,
    published_basis TEXT    NOT NULL,
    skipped         TEXT,
    clues           TEXT    NOT NULL,
    digest          TEXT    NOT NULL,
    notices         TEXT    NOT NULL
);
CREATE INDEX readings_by_report ON readings (report, seq);

-- The columns are for asking; body is the whole claim.
CREATE TABLE claims (
    seq        INTEGER PRIMARY KEY,
    reading    INTEGER NOT NULL REFERENCES readings (seq),
    id         TEXT    NOT NULL,
    report     TEXT    NOT NULL,
    place      TEXT,
    kind       TEXT    NOT NULL,
    status     TEXT    NOT NULL,
    event_from TEXT,
    event_to   TEXT,
    known      TEXT,
    body       TEXT    NOT NULL
);
CREATE INDEX claims_by_reading ON claims (reading, seq);
CREATE INDEX claims_by_id ON claims (id);
CREATE INDEX claims_by_place ON claims (place, event_from, known);

-- The newest version of each report, and the newest reading of that.
CREATE VIEW newest_reports AS
    SELECT r.* FROM reports r
    WHERE r.version = (SELECT max(v.version) FROM reports v WHERE v.id = r.id);
CREATE VIEW newest_readings AS
    SELECT g.* FROM readings g
    WHERE g.seq = (SELECT max(x.seq) FROM readings x WHERE x.report = g.report)
      AND g.report IN (SELECT seq FROM newest_reports);

-- Full text; the words themselves stay in reports.
CREATE VIRTUAL TABLE words USING fts5 (
    title, text, content = 'reports', content_rowid = 'seq', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE TRIGGER words_follow_reports AFTER INSERT ON reports BEGIN
    INSERT INTO words (rowid, title, text) VALUES (new.seq, new.title, new.text);
END;
CREATE TRIGGER reports_stay BEFORE DELETE ON reports BEGIN
    SELECT raise(ABORT, 'reports are never deleted');
END;
CREATE TRIGGER readings_stay BEFORE DELETE ON readings BEGIN
    SELECT raise(ABORT, 'readings are never deleted');
END;
