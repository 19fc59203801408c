"""The table of commands, and the way in and out of the program.

A command's module is imported when the command runs: ``kg --help`` and ``kg said`` load nothing
that they do not need. A command whose module is not there is not listed.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from typing import NoReturn

import click
from click.exceptions import Abort, Exit

from kg.cli.lazy import LazyGroup
from kg.cli.views import errors

#: Section of the help, then command, then what it does in one line.
SECTIONS: dict[str, dict[str, str]] = {
    "Ask": {
        "said": "Who said what about what, and in which words.",
        "positions": "Who stands where on an issue, and on how much evidence.",
        "explain": "Why: each quote, date, source and coder behind an answer.",
        "ask": "The named questions; without a name, a list of them.",
        "query": "Your own SPARQL, read-only.",
        "show": "All that is known of one actor, issue, measure, source or statement.",
        "network": "Who stands with whom: networks, their measures, and how sure they are.",
    },
    "Take along": {
        "brief": "A briefing on one issue or actor: a page, or text with footnotes.",
        "export": "Write the graph to a file for another tool.",
    },
    "Build": {
        "init": "Start a workspace of your own.",
        "anchor": "Find where the quotes of a coding sheet stand in its text.",
        "check": "Check sheets, graph and quotes.",
        "build": "Compile the coding sheets to a graph.",
        "load": "Take RDF files into a store on disk.",
        "status": "How a graph stands: counts, days, size on disk, versions.",
        "import": "Turn another program's database into a workspace.",
    },
}

#: Command to its one-line description.
COMMANDS = {name: line for section in SECTIONS.values() for name, line in section.items()}

#: Commands whose module cannot have their name, since it is a word of Python's.
_MODULES = {"import": "import_"}

_EXAMPLE = """\b
  kg said --by trump --about tariffs   the words, the date, who reported them
  kg positions --about tariffs         who is for, who is against
  kg ask                               the questions that have a name
"""


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
    if value and not ctx.resilient_parsing:
        from importlib.metadata import PackageNotFoundError, version

        try:
            number = version("whosaidwhat")
        except PackageNotFoundError:  # run from a checkout, by cli.py
            number = "(not installed)"
        click.echo(f"kg {number}")
        ctx.exit()


@click.group(
    "kg",
    cls=LazyGroup,
    sections=SECTIONS,
    package="kg.cli",
    modules=_MODULES,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="`kg COMMAND --help` explains one command. Data goes to standard output, the rest to "
    "standard error.",
    help=f"Who said what about what, and the words behind every answer.\n\n{_EXAMPLE}",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_print_version,
    help="Show the version and exit.",
)
def group() -> None:
    """The root of the commands; its help text stands in the decorator."""


def run(arguments: Sequence[str]) -> int:
    """Run one command and say how it ended: the exit code of the process.

    Errors are shown on standard error, and never as a traceback unless ``KG_DEBUG`` is set.

    >>> run(["--version"])  # doctest: +ELLIPSIS
    kg ...
    0
    """
    try:
        code = _invoke(list(arguments) or ["--help"])
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except (KeyboardInterrupt, Abort, Exception) as error:
        return errors.show(error)


def _invoke(arguments: list[str]) -> int:
    try:
        with group.make_context("kg", arguments) as context:
            group.invoke(context)
    except Exit as leaving:
        return leaving.exit_code
    return 0


def main() -> NoReturn:
    """Be the program ``kg``: read the arguments, run, exit."""
    _speak_utf8()
    _complete()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # what is left in the buffer has nowhere to go
            if stream is not None:
                stream.flush()
    # All is written and closed. An ordinary exit would wait for a query that was given up, and takes
    # Python's modules apart one by one, which costs a fifth of the time that an answer takes.
    os._exit(code)


def _speak_utf8() -> None:
    """Write UTF-8 whatever the locale says; a file of answers must not depend on it."""
    chosen = os.environ.get("PYTHONIOENCODING")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if chosen else "utf-8", errors="backslashreplace", newline="\n")


def _complete() -> None:
    """Answer a shell that asks for completions."""
    instruction = os.environ.get("_KG_COMPLETE")
    if instruction:
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(group, {}, "kg", "_KG_COMPLETE", instruction))
