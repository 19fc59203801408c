"""The options that several commands share, each said once.

::

    @click.command()
    @options.store
    @options.output(text=True)
    @options.limit_time
    def command(store: str | None, limit_time: float, **out: Any) -> None:
        emit(said(...), text=cards, **out)
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from kg.cli.output import FORMATS, TERMINAL_ROWS
from kg.questions.notations import DATES
from kg.store import memory

F = TypeVar("F", bound=Callable[..., Any])

#: Seconds that a query may take.
TIME_LIMIT = 30.0

#: Key of the context under which the size is kept until the graph is opened.
MEMORY = "kg.limit-memory"


def _memory(context: click.Context, parameter: click.Parameter, value: str | None) -> None:
    if value is not None:
        try:
            context.meta[MEMORY] = memory.parse(value)
        except ValueError as error:
            raise click.BadParameter(str(error), context, parameter) from None


_limit_memory = click.option(
    "--limit-memory",
    metavar="SIZE",
    expose_value=False,
    callback=_memory,
    help="Stop a query that needs more memory, for example 500M or 4G. Default, for SPARQL of your own and "
    f"for endpoints: a quarter of this machine's, {memory.shown(memory.MOST)} at most.",
)


def _limits(limit_time: Callable[[F], F]) -> Callable[[F], F]:
    """Add --limit-memory beside --limit-time; it reaches the store by the context."""
    return lambda command: limit_time(_limit_memory(command))


store = click.option(
    "--store",
    metavar="FOLDER|FILE|URL",
    help="Graph to ask: a workspace, a store, an RDF file, a SPARQL endpoint. Default: the workspace you "
    "stand in, else the bundled graph.",
)

limit_time = _limits(
    click.option(
        "--limit-time",
        type=click.FloatRange(min=0, min_open=True),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        help="Stop a question that takes longer; of networks and briefings, one of their queries.",
    )
)

limit_time_of_all = _limits(
    click.option(
        "--limit-time",
        type=click.FloatRange(min=0, min_open=True),
        metavar="SECONDS",
        help=f"Stop if reading the graph takes longer. Default: no limit; for html, {TIME_LIMIT} a query.",
    )
)

all_versions = click.option("--all-versions", is_flag=True, help="Include superseded and retracted records.")

dates = click.option(
    "--dates",
    type=click.Choice(list(DATES)),
    default="counted",
    show_default=True,
    help="counted: a statement without a date of its own counts on the publication of its source; stated: it "
    "is left out.",
)

since = click.option(
    "--since",
    metavar="DATE",
    help="Can have been said on that day or later: 2025, 2025-09 or 2025-09-24.",
)

until = click.option("--until", metavar="DATE", help="Can have been said on that day or earlier.")

view = click.option(
    "--until",
    metavar="DATE",
    help="As of that day, by what can have been said by it: 2025, 2025-09 or 2025-09-24.",
)

show = click.option("--show", is_flag=True, help="Print the SPARQL instead of running it.")

rows = click.option(
    "-n",
    "--rows",
    type=click.IntRange(min=0),
    metavar="N",
    help=f"At most N rows, the newest; 0 for all. Default: {TERMINAL_ROWS} on a terminal, else all.",
)

document = click.option(
    "-f",
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or one JSON object.",
)

file = click.option(
    "-o", "--output", metavar="FILE", help="Write to FILE, whole or not at all; - is standard output."
)

color = click.option(
    "--color/--no-color", default=None, help="Colour, or none. Default: on a terminal without NO_COLOR."
)


def output(*, text: bool = False) -> Callable[[F], F]:
    """The options of every command that prints rows: ``format``, ``output``, ``rows``, ``color``.

    They are the keyword arguments of ``output.emit``.

    Args:
        text: whether the command has a rendering of its own, which is then the default.
    """
    choices = ["text", *FORMATS] if text else [*FORMATS]
    form = click.option(
        "-f",
        "--format",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="How to write the rows.",
    )

    def add(command: F) -> F:
        return form(file(rows(color(command))))

    return add
