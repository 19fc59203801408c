"""SPARQL from an argument, a file or standard input; ``NAME=VALUE`` pairs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TextIO

import click

from kg.errors import QuestionError
from kg.questions.query import read


def read_query(argument: str | None, path: str | None, stdin: TextIO | None) -> str:
    """The query from the argument, the file or standard input.

    Raises:
        click.UsageError: it was given twice or not at all.
        QuestionError: the file cannot be read.
        OutsideWorkspace: the file is a link that leads out of its workspace.
    """
    if argument is not None and path is not None:
        raise click.UsageError("Give the query as an argument or with --file, not both.")
    if path is not None and path != "-":
        return read(path)
    if argument is not None and argument != "-":
        return argument
    if stdin is None or (stdin.isatty() and argument is None and path is None):
        raise click.UsageError('Missing query. For example: kg query "SELECT * { ?s a wsw:Statement }"')
    return stdin.read()


def pairs(arguments: Iterable[str]) -> dict[str, list[str]]:
    """``NAME=VALUE`` arguments as values by name.

    Raises:
        QuestionError: an argument has no ``=``, no name or no value.

    >>> pairs(["issue=tariffs", "by=trump", "by=carney"])
    {'issue': ['tariffs'], 'by': ['trump', 'carney']}
    """
    found: dict[str, list[str]] = {}
    for argument in arguments:
        name, equals, value = argument.partition("=")
        if not equals or not name or not value:
            raise QuestionError(f"expected NAME=VALUE, got {argument!r}", hint="for example issue=tariffs")
        found.setdefault(name.strip(), []).append(value)
    return found
