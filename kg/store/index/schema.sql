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
