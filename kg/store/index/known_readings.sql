-- Readings of unchanged statements, and these statements, from the columns of the index into the staging tables.
-- Statements in "gathered" are already there.

INSERT INTO staged.reading_of SELECT reading.node, statement.node
    FROM known CROSS JOIN reading ON reading.node = known.node JOIN statement ON statement.id = reading.statement;
INSERT INTO staged.target SELECT reading.node, term.value
    FROM known CROSS JOIN reading ON reading.node = known.node JOIN term ON term.id = reading.target;
INSERT INTO staged.stance SELECT reading.node, term.value
    FROM known CROSS JOIN reading ON reading.node = known.node JOIN term ON term.id = reading.stance;
INSERT INTO staged.evaluation SELECT reading.node, term.value
    FROM known CROSS JOIN reading ON reading.node = known.node JOIN term ON term.id = reading.evaluation;
INSERT INTO staged.gone SELECT reading.node, ''
    FROM known CROSS JOIN reading ON reading.node = known.node WHERE reading.gone;
CREATE TEMP TABLE their (id INTEGER PRIMARY KEY);
INSERT INTO their SELECT DISTINCT reading.statement
    FROM known CROSS JOIN reading ON reading.node = known.node JOIN statement ON statement.id = reading.statement
    WHERE statement.node NOT IN (SELECT node FROM gathered);
INSERT INTO staged.speaker SELECT statement.node, term.value
    FROM their CROSS JOIN statement ON statement.id = their.id JOIN term ON term.id = statement.speaker;
INSERT INTO staged.reported_in SELECT statement.node, term.value
    FROM their CROSS JOIN statement ON statement.id = their.id JOIN term ON term.id = statement.source;
INSERT INTO staged.passage SELECT node, passage
    FROM their CROSS JOIN statement ON statement.id = their.id WHERE passage IS NOT NULL;
INSERT INTO staged.gone SELECT node, '' FROM their CROSS JOIN statement ON statement.id = their.id WHERE gone;
INSERT INTO staged.counted SELECT node, first, last, basis FROM their CROSS JOIN statement ON statement.id = their.id;
INSERT INTO staged.counts_from SELECT node, first
    FROM their CROSS JOIN statement ON statement.id = their.id WHERE first IS NOT NULL;
INSERT INTO staged.counts_until SELECT node, last
    FROM their CROSS JOIN statement ON statement.id = their.id WHERE last IS NOT NULL;
INSERT INTO staged.counts_by SELECT node, 'https://w3id.org/wsw/basis#' || basis
    FROM their CROSS JOIN statement ON statement.id = their.id;
DROP TABLE their;
