"""The message of an error: one ``Error:`` line with the place, the candidates, what to do next.

==================  ====  ==========================================================
what happened       exit  what is shown
==================  ====  ==========================================================
a ``KgError``       2     message, place and hint; 124 if a query ran out of time
usage error         2     Click's usage line
Ctrl-C              130   that nothing was changed
closed pipe         0     nothing (``kg said | head``)
output device full  2     the message of the operating system
missing library     2     its name, and how to install all of them
a defect            70    one line; ``KG_DEBUG=1`` shows the traceback
==================  ====  ==========================================================
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator

from click import Abort, ClickException, UsageError

from kg.errors import AmbiguousName, KgError, NameProblem, UnknownName, WrongOffice
from kg.wording.visible import visible

DEFECT = 70
#: Maximum number of candidates for a name in a message.
CANDIDATES = 20
#: Heading of the candidates.
_HEADINGS: dict[type[NameProblem], str] = {
    AmbiguousName: "Matches",
    UnknownName: "Nearest names",
    WrongOffice: "Known offices",
}


def show(error: BaseException) -> int:
    """Write the message of an error to standard error, and return the exit code.

    >>> show(BrokenPipeError())
    0
    """
    if os.environ.get("KG_DEBUG") and not isinstance(error, BrokenPipeError):
        import traceback

        traceback.print_exception(error)
    match error:
        case BrokenPipeError():
            return 0
        case KeyboardInterrupt() | Abort():
            _say(["Interrupted; nothing was changed."])
            return 130
        case KgError():
            _say(_lines(error))
            return error.exit_code
        case ClickException():
            _with_option(error).show()
            return error.exit_code
        case OSError():
            where = f"{error.filename}" if error.filename else "standard output"
            _say([f"Error: {where}: {error.strerror or error}"])
            return 2
        case ModuleNotFoundError(name=str(name)) if name.partition(".")[0] != "kg":
            _say(
                [
                    f"Error: {name.partition('.')[0]}: this library is not installed",
                    "  kg was installed without all of its libraries; install them: pip install whosaidwhat",
                ]
            )
            return 2
    _say(
        [
            f"Error: {type(error).__name__}: {error}",
            "  This is a defect in kg, please report it; KG_DEBUG=1 shows the traceback.",
        ]
    )
    return DEFECT


def _with_option(error: ClickException) -> ClickException:
    """An error that says that a name without an option may have been meant for ``--about``, if so."""
    context = getattr(error, "ctx", None)
    if context is None or "unexpected extra argument" not in error.message:
        return error
    if not any("--about" in parameter.opts for parameter in context.command.params):
        return error
    return UsageError(f"{error.message}. A name needs an option, for example: --about NAME", context)


def _lines(error: KgError) -> Iterator[str]:
    r"""The lines of an error that the user can fix.

    >>> from kg.errors import UnknownName
    >>> error = UnknownName("no actor 'carny'", candidates=[("Mark Carney", "person/mark-carney")])
    >>> print("\n".join(_lines(error)))
    Error: no actor 'carny'
      Nearest names:
        Mark Carney  person/mark-carney
    """
    yield "Error: " + (error.message if error.where is None else f"{error.where}: {error.message}")
    if isinstance(error, NameProblem) and error.candidates:
        yield f"  {_HEADINGS[type(error)]}:"
        shown = error.candidates[:CANDIDATES]
        width = min(80, max(len(label) for label, _ in shown))
        for label, name in shown:
            yield f"    {label:{width}}  {name}"
        if len(error.candidates) > CANDIDATES:
            yield f"    and {len(error.candidates) - CANDIDATES:,} more"
    if error.hint is not None:
        yield "  " + error.hint.replace("\n", "\n  ")
    elif isinstance(error, AmbiguousName) and error.candidates:
        yield f"  Give the id, for example: {error.candidates[0][1]}"


def _say(lines: Iterator[str] | list[str]) -> None:
    if sys.stderr is not None:
        sys.stderr.writelines(visible(line, keep_newlines=True) + "\n" for line in lines)
