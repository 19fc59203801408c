"""``kg import dna``: convert a database of Discourse Network Analyzer (DNA 3) to a workspace.

::

    database_file.py     open an SQLite file of DNA for reading, or report what is wrong with it
    typed_tables.py      its rows, with text decoded and types checked
    joins.py             its tables as plain data, with references between rows resolved
    database.py          that data
    offsets.py           from DNA's positions in a text to code points
    variables.py         which variables are speaker, concept and qualifier
    slugs.py             slugs, and names that every store accepts
    registries.py        entities to people, organizations, issues and terms
    coded_statements.py  coded statements of one speaker at one place to one statement with readings
    sheet_maker.py       documents to coding sheets
    workspace_files.py   files of the workspace; colours and other settings in a separate file
    report.py            what was mapped how, and what was left out
    conversion.py        the conversion, which calls all of these
"""
