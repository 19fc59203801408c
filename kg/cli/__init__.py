"""The command line: each command parses, makes one library call, and writes.

Nothing else in kg prints, exits or knows Click. The frame:

::

    main.py       the table of commands, and the way in and out of the program
    failures.py   how an error is shown
    options.py    the options that several commands share
    output.py     where an answer goes, and in which format
    tables.py     the formats: table, csv, json, jsonl, md
    cards.py      statements as a listing to read
    visible.py    characters that a terminal would obey, made visible

Every other module is one command, and calls it ``command``.
"""

from __future__ import annotations

from kg.cli.main import main

__all__ = ["main"]
