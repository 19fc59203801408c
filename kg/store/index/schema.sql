-- The index beside a graph: see kg/store/index/__init__.py.

-- Texts of statements: the coder's wording and each quotation, by the statement that they are of.
CREATE TABLE piece (id INTEGER PRIMARY KEY, statement TEXT NOT NULL);
CREATE VIRTUAL TABLE words USING fts5 (text, content = '', columnsize = 0, tokenize = "unicode61 remove_diacritics 0");

-- Every word of every name and slug, without case, accents and punctuation; of an office also what its names
-- may be shortened to.
CREATE TABLE named (id INTEGER PRIMARY KEY, entity TEXT NOT NULL UNIQUE, office INTEGER NOT NULL);
CREATE TABLE name_word (word TEXT NOT NULL, named INTEGER NOT NULL, PRIMARY KEY (word, named)) WITHOUT ROWID;

-- The IRIs under which named things stand, and how many stand there.
CREATE TABLE base (base TEXT PRIMARY KEY, things INTEGER NOT NULL) WITHOUT ROWID;

-- How many things there are of a class, and how many speakers they have; superseded and retracted ones
-- counted in (versions = 'all') or not (versions = 'current').
CREATE TABLE tally (class TEXT NOT NULL, versions TEXT NOT NULL, things INTEGER NOT NULL, speakers INTEGER NOT NULL,
    PRIMARY KEY (class, versions)) WITHOUT ROWID;

-- The first and the last day on which a statement can have been made.
CREATE TABLE span (first TEXT, last TEXT);
