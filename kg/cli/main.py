"""The table of commands, and the entry point of the program.

The module of a command is imported when the command runs, so that ``kg --help`` and ``kg said`` load
only what they need. A command whose module is missing is not listed.
"""

from __future__ import annotations

import gc
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

#: New objects after which Python looks for garbage; its default is 700.
_UNCOLLECTED = 50_000
#: Section of the help to command to its one-line description.
SECTIONS: dict[str, dict[str, str]] = {
    "Ask": {
        "said": "List who said what about what, in which words.",
        "positions": "List who stands where on an issue, on how much evidence.",
        "explain": "Explain an answer: each quote, date, source and coder behind it.",
        "ask": "Ask a named question; without a name, list them.",
        "query": "Run your own SPARQL query, read-only.",
        "show": "Show all that is known of an actor, issue, source or statement.",
        "network": "Who agrees with whom: networks and their measures.",
    },
    "Export": {
        "brief": "Write a briefing on an issue or actor: a page, or Markdown.",
        "export": "Write the graph to a file for another tool.",
    },
    "Build": {
        "init": "Create a workspace with an example.",
        "anchor": "Find the quotes of a coding sheet in its text.",
        "check": "Check sheets, graph and quotes.",
        "build": "Compile the coding sheets to a graph.",
        "watch": "Check and build whenever a sheet is saved.",
        "load": "Load RDF files into a store on disk or an endpoint.",
        "status": "Graph summary: counts, dates, size on disk, versions.",
        "import": "Import the database of another program as a workspace.",
    },
}

#: Command to its one-line description.
COMMANDS = {name: line for section in SECTIONS.values() for name, line in section.items()}

#: Commands whose name is a keyword of Python, and so cannot be the name of their module.
_MODULES = {"import": "import_"}

_EXAMPLE = """\b
  kg said --by trump --about tariffs   the words, the date, the source
  kg positions --about tariffs         who is for, who is against
  kg ask                               the named questions
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
    epilog="`kg COMMAND --help` explains a command. Data is written to standard output, messages to "
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
    """The root of the commands; its help text is in the decorator."""


def run(arguments: Sequence[str]) -> int:
    """Run a command and return the exit code of the process.

    Errors are shown on standard error, with a traceback only if ``KG_DEBUG`` is set.

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
    """Run the program ``kg`` with the arguments of the process, then exit."""
    # Objects are collected less often, since imports and answers make many that stay.
    gc.set_threshold(_UNCOLLECTED)
    _speak_utf8()
    _complete()
    code = run(sys.argv[1:])
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError):  # nobody reads the rest of the buffer
            if stream is not None:
                stream.flush()
    # All output is written and closed. An ordinary exit would wait for a query that has been abandoned,
    # and would unload Python's modules, which costs a fifth of the time of an answer.
    os._exit(code)


def _speak_utf8() -> None:
    """Write UTF-8 in every locale, so that a file of answers does not depend on it."""
    chosen = os.environ.get("PYTHONIOENCODING")
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if chosen else "utf-8", errors="backslashreplace", newline="\n")


def _complete() -> None:
    """Write the completions that a shell asks for, and exit."""
    instruction = os.environ.get("_KG_COMPLETE")
    if instruction:
        from click.shell_completion import shell_complete

        sys.exit(shell_complete(group, {}, "kg", "_KG_COMPLETE", instruction))
