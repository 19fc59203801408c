-- The staging tables of a load, one for each relevant property: see kg/store/index/harvest.py.

CREATE TABLE text (node TEXT, value TEXT);
CREATE TABLE quotation (node TEXT, value TEXT);
CREATE TABLE exact (node TEXT, value TEXT);
CREATE TABLE name (node TEXT, value TEXT);
CREATE TABLE class (node TEXT, value TEXT);

CREATE TABLE reading_of (node TEXT, value TEXT);
CREATE TABLE target (node TEXT, value TEXT);
CREATE TABLE stance (node TEXT, value TEXT);
CREATE TABLE evaluation (node TEXT, value TEXT);
CREATE TABLE speaker (node TEXT, value TEXT);
CREATE TABLE earliest (node TEXT, value TEXT);
CREATE TABLE latest (node TEXT, value TEXT);
CREATE TABLE date_basis (node TEXT, value TEXT);
CREATE TABLE reported_in (node TEXT, value TEXT);
CREATE TABLE passage (node TEXT, value TEXT);
CREATE TABLE counts_from (node TEXT, value TEXT);
CREATE TABLE counts_until (node TEXT, value TEXT);
CREATE TABLE counts_by (node TEXT, value TEXT);
CREATE TABLE gone (node TEXT, value TEXT);
CREATE TABLE holder (node TEXT, value TEXT);
CREATE TABLE derived_from (node TEXT, value TEXT);
CREATE TABLE current (node TEXT, value TEXT);
CREATE TABLE broader (node TEXT, value TEXT);

-- The days on which each statement counts, computed by kg/store/derived/counting.py.
CREATE TABLE counted (node TEXT PRIMARY KEY, first TEXT, last TEXT, basis TEXT) WITHOUT ROWID;

