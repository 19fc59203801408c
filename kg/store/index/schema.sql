-- The index of a graph: see kg/store/index/__init__.py.

-- Texts of statements: the coder's wording and each quotation, by statement.
CREATE TABLE piece (id INTEGER PRIMARY KEY, statement TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 0");

-- The words of all names and slugs, without case, accents and punctuation; for offices also abbreviations.
CREATE TABLE named (id INTEGER PRIMARY KEY, entity TEXT NOT NULL UNIQUE, office INTEGER NOT NULL);
CREATE TABLE name_word (word TEXT NOT NULL, named INTEGER NOT NULL, PRIMARY KEY (word, named)) WITHOUT ROWID;

-- The base IRIs of named things, with the number of things.
CREATE TABLE base (base TEXT PRIMARY KEY, things INTEGER NOT NULL) WITHOUT ROWID;

-- The number of things of a class and of their speakers, with (versions = 'all') or without ('current')
-- superseded and retracted ones.
CREATE TABLE tally (class TEXT NOT NULL, versions TEXT NOT NULL, things INTEGER NOT NULL, speakers INTEGER NOT NULL,
    PRIMARY KEY (class, versions)) WITHOUT ROWID;

-- The first and the last day on which a statement counts.
CREATE TABLE span (first TEXT, last TEXT);

-- What is asked most often of statements and readings, as columns, where each has exactly one value of each
-- (kg/store/index/record_columns.py). Days are YYYY-MM-DD; basis is stated, inferred, published or unknown; gone marks
-- superseded and retracted ones.
CREATE TABLE term (id INTEGER PRIMARY KEY, value TEXT NOT NULL UNIQUE);
CREATE TABLE statement (id INTEGER PRIMARY KEY, node TEXT NOT NULL UNIQUE, speaker INTEGER NOT NULL, source INTEGER,
    passage TEXT, first TEXT, last TEXT, basis TEXT, gone INTEGER NOT NULL);
CREATE TABLE reading (id INTEGER PRIMARY KEY, node TEXT NOT NULL UNIQUE, statement INTEGER NOT NULL,
    target INTEGER NOT NULL, stance INTEGER, evaluation INTEGER, gone INTEGER NOT NULL);

-- Whether each statement and reading of the graph is there and has no second value of any column.
CREATE TABLE whole (records INTEGER NOT NULL);
