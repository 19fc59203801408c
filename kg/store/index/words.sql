-- The words of statements from the staging tables, in which text that is not ASCII is already folded.

CREATE TEMP TABLE said AS
    SELECT DISTINCT node AS statement, value AS text FROM staged.text
    UNION
    SELECT quotation.node, exact.value FROM staged.quotation JOIN staged.exact ON exact.node = quotation.value;
INSERT INTO piece (id, statement) SELECT rowid, statement FROM said;
INSERT INTO words (rowid, text) SELECT rowid, text FROM said;
DROP TABLE said;
INSERT INTO words (words) VALUES ('optimize');
