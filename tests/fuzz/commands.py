"""``kg`` called in this process, and what every command does with a graph that it is given."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import redirect_stderr, redirect_stdout
from typing import NamedTuple

from kg.cli.main import run
from kg.cli.views.errors import DEFECT

#: Commands that read a whole graph, whatever is in it.
READING: Sequence[tuple[str, ...]] = (
    ("said", "-f", "json"),
    ("said", "-f", "table"),
    ("said", "-f", "csv"),
    ("positions", "-f", "json"),
    ("status",),
    ("query", "SELECT * { ?s ?p ?o }", "-f", "csv"),
    ("ask", "actors"),
    ("ask", "issues"),
    ("ask", "sources"),
    ("ask", "quotes"),
    ("ask", "relations"),
    ("ask", "roles"),
    ("ask", "events"),
    ("ask", "undated"),
    ("ask", "contested"),
    ("ask", "figures"),
    *(("export", name) for name in ("turtle", "ntriples", "nquads", "trig", "jsonld", "csv", "dna-csv")),
    ("export", "trig", "--graph-per-source"),
    ("export", "html"),
    ("network", "two-mode"),
    ("network", "congruence"),
    ("network", "conflict", "-f", "json"),
)


class Ran(NamedTuple):
    """How a command ended, and what it wrote."""

    code: int
    out: str
    err: str


def call(*arguments: object) -> Ran:
    """Run a command; a defect fails."""
    out, err = io.StringIO(), io.StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = run([str(argument) for argument in arguments])
    assert code != DEFECT, (arguments, err.getvalue())
    return Ran(code, out.getvalue(), err.getvalue())
