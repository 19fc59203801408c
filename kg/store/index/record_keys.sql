-- Keys of the columns of statements and readings, created once all rows are there.

CREATE INDEX statement_last ON statement (last, gone);
CREATE INDEX statement_speaker ON statement (speaker);
CREATE INDEX statement_source ON statement (source);
CREATE INDEX reading_statement ON reading (statement);
CREATE INDEX reading_target ON reading (target);
