"""The options that several commands share, each defined once.

::

    @click.command()
    @options.store
    @options.output(text=True)
    @options.limit_time
    def command(store: str | None, limit_time: float, **out: Any) -> None:
        emit(said(...), text=cards, **out)
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import update_wrapper
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from kg.cli.output import FORMATS, TERMINAL_ROWS, is_terminal
from kg.questions.notations import DATES
from kg.store import memory

F = TypeVar("F", bound=Callable[..., Any])

#: Time limit of a query, in seconds.
TIME_LIMIT = 30.0

#: Key in the context of the memory limit, until the graph is opened.
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
    help="Memory limit of a query, for example 500M or 4G. Default for kg query and endpoints: a quarter of "
    f"the memory of this machine, at most {memory.shown(memory.MOST)}. Default for other queries: none.",
)


class _Seconds(click.FloatRange):
    """A number of seconds that a clock can count."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            found = super().convert(value, param, ctx)
        except click.BadParameter:
            self.fail(f"{value!r} is not a number of seconds above 0 and at most 1,000,000,000.", param, ctx)
        return self.fail(f"{value!r} is not a number.", param, ctx) if found != found else found


def _limits(limit_time: Callable[[F], F]) -> Callable[[F], F]:
    """Add --limit-memory after --limit-time; the store gets its value from the context."""
    return lambda command: limit_time(_limit_memory(command))


store = click.option(
    "--store",
    metavar="FOLDER|FILE|URL",
    help="Graph to query: a workspace, store, RDF file or SPARQL endpoint. Default: the workspace of the "
    "current folder, else the bundled graph.",
)

limit_time = _limits(
    click.option(
        "--limit-time",
        type=_Seconds(min=0, max=1e9, min_open=True),
        default=TIME_LIMIT,
        show_default=True,
        metavar="SECONDS",
        help="Time limit of the question. If given, opening the graph and writing the answer count, too.",
    )
)


def _limit_time_of_all(default: str) -> Callable[[F], F]:
    return _limits(
        click.option(
            "--limit-time",
            type=_Seconds(min=0, max=1e9, min_open=True),
            metavar="SECONDS",
            help=f"Time limit of the whole command. Default: {default}.",
        )
    )


#: Of commands that compute from the rows of many queries, for as long as that takes.
limit_time_of_work = _limit_time_of_all(f"{TIME_LIMIT:g} seconds for each query")

limit_time_of_export = _limit_time_of_all(f"none; for html, {TIME_LIMIT:g} seconds for each query")

texts = click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Folder with the texts of the sources: check the place of every quote in them.",
)

all_versions = click.option("--all-versions", is_flag=True, help="Include superseded and retracted records.")

dates = click.option(
    "--dates",
    type=click.Choice(list(DATES)),
    default="counted",
    show_default=True,
    help="counted: a statement without a date of its own counts as of the publication of its source; stated: "
    "it is left out.",
)

since = click.option(
    "--since",
    metavar="DATE",
    help="Possibly said on this day or later: 2025, 2025-09 or 2025-09-24.",
)

until = click.option("--until", metavar="DATE", help="Possibly said on this day or earlier.")

view = click.option(
    "--until",
    metavar="DATE",
    help="Positions as of this day, from what was possibly said by then: 2025, 2025-09 or 2025-09-24.",
)

show = click.option("--show", is_flag=True, help="Print the SPARQL instead of running it.")

rows = click.option(
    "-n",
    "--rows",
    type=click.IntRange(min=0),
    metavar="N",
    help="Write at most N rows (of some named questions, the newest); 0 for all. "
    f"Default: {TERMINAL_ROWS} on a terminal, else all.",
)

document = click.option(
    "-f",
    "--format",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Text to read, or one JSON object.",
)

_file = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE, all or nothing; - is standard output. Without -f, its ending decides the format.",
)


_file_of_format = click.option(
    "-o",
    "--output",
    metavar="FILE",
    help="Write to FILE, all or nothing; - is standard output. Its ending must be one of FORMAT.",
)


def file_of_format(command: F) -> F:
    """Add ``-o`` to a command whose format is an argument, which the ending must not contradict."""
    return _with_format(command, _file_of_format)


def file(command: F) -> F:
    """Add ``-o``. Its ending decides the format where ``-f`` is not given, and must not contradict it."""
    return _with_format(command, _file)


def _with_format(command: F, option: Callable[[Any], Any]) -> F:

    def writing(**given: Any) -> Any:
        context = click.get_current_context()
        return command(**{**given, "format": _format(context, given)})

    written: Any = update_wrapper(writing, command)
    added: F = option(written)
    return added


def _format(context: click.Context, given: Mapping[str, Any]) -> str:
    """The format to write, by ``-f`` and ``-o``; see :mod:`kg.endings`."""
    from kg import endings  # rarely needed

    output, format = given["output"], str(given["format"])
    to_file = output not in (None, "-")
    if given.get("show"):
        if to_file:
            endings.check(output, "sparql")
        return format
    if context.get_parameter_source("format") is not ParameterSource.DEFAULT:
        if to_file:
            endings.check(output, format)
    elif to_file:
        choices: Any = next(option.type for option in context.command.params if option.name == "format")
        format = endings.format_of(output, choices.choices) or format
    if format == "xlsx" and not to_file and is_terminal(sys.stdout):
        raise click.UsageError(
            "A workbook cannot be shown in a terminal; give -o FILE, for example -o x.xlsx"
        )
    return format


color = click.option(
    "--color/--no-color",
    default=None,
    help="Use colour or not. Default: on a terminal, unless NO_COLOR is set.",
)


#: What :func:`output` passes to a command, by name.
OUTPUT = ("format", "output", "rows", "color")


def output(*, text: bool = False) -> Callable[[F], F]:
    """Add the options of every command that writes rows: ``format``, ``output``, ``rows``, ``color``.

    They are keyword arguments of ``output.emit``.

    Args:
        text: whether the command has a view of its own, which is then the default format.
    """
    choices = [*(["text"] if text else []), *FORMATS, "xlsx"]
    form = click.option(
        "-f",
        "--format",
        type=click.Choice(choices),
        default=choices[0],
        show_default=True,
        help="Format of the rows.",
    )

    def add(command: F) -> F:
        return form(file(rows(color(command))))

    return add
