"""``kg import dna``: a database of Discourse Network Analyzer (DNA 3) becomes a workspace.

::

    database_file.py     an SQLite file that is DNA's, opened for reading; or what is wrong with it
    typed_tables.py      its rows, text decoded
    joins.py             its tables as plain data; every reference between rows is followed
    database.py          that data
    offsets.py           from DNA's positions in a text to code points
    variables.py         which variable says who speaks, about what, and for or against
    slugs.py             slugs, and names that every store takes
    registries.py        entities to people, organizations, issues and terms
    coded_statements.py  coded statements of one speaker at one place to one statement with readings
    sheet_maker.py       documents to coding sheets
    workspace_files.py   the files of the workspace, all or none; colours and the like in a file of their own
    report.py            what was mapped how, and what was left out
    conversion.py        the road through all of these
"""
