"""The command line: each command parses its arguments, makes one library call, and writes the result.

Nothing else in kg prints, exits or imports Click. The frame:

::

    main.py        the table of commands and the entry point
    lazy.py        the group that imports a command when it is called
    options.py     options that several commands share
    arguments.py   SPARQL and NAME=VALUE pairs from the arguments
    graph.py       the graph that a command queries
    workspace.py   the workspace that a command works on
    output.py      formats and files of an answer
    alarm.py       the time limit
    views/         layout of rows, statements, positions, explanations and errors
    network/       the commands of ``kg network``

Every other module holds one command, named ``command``.
"""

from __future__ import annotations

from kg.cli.main import main

__all__ = ["main"]
