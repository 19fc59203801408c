"""``kg import dna``: a database of Discourse Network Analyzer (DNA 3) becomes a workspace.

::

    opening.py      an SQLite file that is DNA's, opened for reading; or what is wrong with it
    database.py     what such a database holds, as plain data
    tables.py       its rows, text decoded
    reading.py      its tables into that data; every reference between rows is followed
    offsets.py      from DNA's positions in a text to code points
    roles.py        which variable says who speaks, about what, and for or against
    naming.py       slugs, and names that every store takes
    registries.py   entities to people, organizations, issues and terms
    readings.py     coded statements of one speaker at one place to one statement with readings
    sheets.py       documents to coding sheets
    keeping.py      colours, permissions and the like, which have no place in the model
    writing.py      the files of the workspace, all or none
    report.py       what was mapped how, and what was left out
    importing.py    the road through all of these
"""
