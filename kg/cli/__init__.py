"""The command line: each command parses, makes one library call, and writes.

Nothing else in kg prints, exits or knows Click. The frame:

::

    main.py        the table of commands, and the way in and out of the program; lazy.py  commands imported
    when called
    options.py     the options that several commands share; arguments.py  queries and NAME=VALUE pairs as
    typed
    graph.py       the graph that a command asks; workspace.py  the workspace that it works on
    output.py      where an answer goes, and in which format; alarm.py  the time limit
    views/         how rows, statements, positions, explanations and errors are laid out
    network/       the commands of ``kg network``

Every other module is one command, and calls it ``command``.
"""

from __future__ import annotations

from kg.cli.main import main

__all__ = ["main"]
