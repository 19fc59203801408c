-- Keys of the staging tables, created once all rows are there. The unique ones fail if files repeat a triple.

CREATE INDEX exact_node ON exact (node);
CREATE INDEX class_node ON class (node);
CREATE UNIQUE INDEX target_node ON target (node, value);
CREATE UNIQUE INDEX stance_node ON stance (node, value);
CREATE UNIQUE INDEX evaluation_node ON evaluation (node, value);
CREATE UNIQUE INDEX speaker_node ON speaker (node, value);
CREATE INDEX earliest_node ON earliest (node, value);
CREATE INDEX latest_node ON latest (node, value);
CREATE INDEX date_basis_node ON date_basis (node, value);
CREATE UNIQUE INDEX reported_in_node ON reported_in (node, value);
CREATE UNIQUE INDEX passage_node ON passage (node, value);
CREATE INDEX counts_from_node ON counts_from (node, value);
CREATE INDEX counts_until_node ON counts_until (node, value);
CREATE INDEX counts_by_node ON counts_by (node, value);
CREATE INDEX gone_node ON gone (node);
CREATE UNIQUE INDEX reading_of_node ON reading_of (node, value);
CREATE INDEX holder_node ON holder (node);
CREATE UNIQUE INDEX derived_from_node ON derived_from (node, value);
CREATE INDEX derived_from_value ON derived_from (value);
CREATE INDEX current_node ON current (node, value);
