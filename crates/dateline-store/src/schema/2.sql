-- Whether a reading is of the newest version is asked report by report. Asked of all at once, it was answered anew for every
-- single report, so that a pile of many took the square of the time.
DROP VIEW newest_readings;
CREATE VIEW newest_readings AS
    SELECT g.* FROM readings g
    WHERE g.seq = (SELECT max(x.seq) FROM readings x WHERE x.report = g.report)
      AND EXISTS (SELECT 1 FROM newest_reports r WHERE r.seq = g.report);
