"""The errors that ``kg`` raises for users to act on.

::

    KgError                    an error that the user can correct; the command line prints it and exits 2
    ├── SheetError             a coding sheet or workspace file is invalid (file, line, key)
    ├── AnchorError            a quote or passage is not where it should be in the text
    ├── WorkspaceError         the workspace does not exist, is invalid or has not been built
    │   └── OutsideWorkspace   a path in a workspace leads out of it, or is not a regular file
    ├── NameProblem            a name that a user typed
    │   ├── UnknownName        matches nothing; has the nearest names
    │   │   └── WrongOffice    gives a person an office that the person did not hold
    │   └── AmbiguousName      matches several things; has all of them
    ├── QuestionError          unknown named question, or a missing or invalid parameter
    ├── QueryRefused           SPARQL that would write, or read other endpoints
    ├── QuerySyntaxError       SPARQL that cannot be parsed
    ├── OutOfTime              a query exceeded its time limit (exit 124)
    ├── OutOfMemory            a result needs more memory than allowed
    ├── StoreError             a store cannot be opened, read or written
    │   ├── StoreInUse         another process is writing to it
    │   ├── StoreVersion       written by another version of kg
    │   ├── ForeignStore       not made by the workspace that would replace it
    │   ├── StoreDamaged       incomplete, or not a store
    │   └── EndpointError      a SPARQL endpoint cannot be reached, or its response is not a valid result
    │       ├── AccessDenied   it requires a user, password or token, or rejects those given
    │       ├── EndpointBusy   overloaded, or the connection failed on every attempt
    │       └── AnswerCapped   it truncates results without saying so
    ├── PathError              a path that no file can have
    ├── LoadError              an RDF file cannot be loaded (file, line)
    └── OutputError            a target file cannot be written

A ``KgError`` has what is wrong (``message``), where (``where``) and what to do next (``hint``).
The command line decides how it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    r"""An error that the user can correct.

    Args:
        message: what is wrong, and what was expected.
        where: file, ``file:line`` or name.
        hint: what to do next.

    >>> str(KgError("no speaker", where="sheet.yaml:12", hint="add 'by:'"))
    "sheet.yaml:12: no speaker\n  add 'by:'"
    """

    exit_code = 2

    def __init__(self, message: str, *, where: str | None = None, hint: str | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        text = self.message if self.where is None else f"{self.where}: {self.message}"
        return text if self.hint is None else f"{text}\n  {self.hint}"


class SheetError(KgError):
    """A coding sheet or another file of a workspace is invalid."""


class AnchorError(KgError):
    """A quote or passage is not where it should be in the text."""


class WorkspaceError(KgError):
    """A workspace does not exist, is invalid, or its graph has not been built."""


class OutsideWorkspace(WorkspaceError):
    """A path in a workspace leads out of it, or is not a regular file; it was not opened."""


class NameProblem(KgError):
    r"""A name that a user typed cannot be resolved; ``candidates`` are ``(label, id)`` pairs.

    >>> two = [("Bo Cole", "person/bo-cole"), ("Bo Lee", "person/bo-lee")]
    >>> str(NameProblem("'bo' matches 2 things", candidates=two, hint="give the id"))
    "'bo' matches 2 things\n  Bo Cole (person/bo-cole)\n  Bo Lee (person/bo-lee)\n  give the id"
    """

    def __init__(
        self,
        message: str,
        *,
        candidates: Sequence[tuple[str, str]] = (),
        where: str | None = None,
        hint: str | None = None,
    ) -> None:
        super().__init__(message, where=where, hint=hint)
        self.candidates = tuple(candidates)

    def __str__(self) -> str:
        first, *hint = super().__str__().split("\n", 1)
        return "\n".join([first, *(f"  {label} ({name})" for label, name in self.candidates), *hint])


class UnknownName(NameProblem):
    """The name matches nothing in the graph."""


class WrongOffice(UnknownName):
    """The person did not hold the office, or nobody held it on that day; the candidates are who did."""


class AmbiguousName(NameProblem):
    """The name matches more than one thing in the graph."""


class QuestionError(KgError):
    """The named question does not exist, or a parameter is missing or invalid."""


class QueryRefused(KgError):
    """The SPARQL would write, or read other endpoints; it was not run."""


class QuerySyntaxError(KgError):
    """The SPARQL cannot be parsed."""


class OutOfTime(KgError):
    """A query exceeded its time limit; the engine may still be running in this process."""

    exit_code = 124


class OutOfMemory(KgError):
    """A result needs more memory than allowed; see :mod:`kg.store.memory`."""


class StoreError(KgError):
    """A store cannot be opened, read or written."""


class StoreInUse(StoreError):
    """Another process is writing to the store."""


class StoreVersion(StoreError):
    """The store was written by another version of kg."""


class ForeignStore(StoreError):
    """The store was not made by the workspace that would replace it."""


class StoreDamaged(StoreError):
    """The folder is incomplete, or not a store."""


class EndpointError(StoreError):
    """A SPARQL endpoint cannot be reached, or its response is not a valid result."""


class AccessDenied(EndpointError):
    """The endpoint requires a user, password or token, or rejects those that were given."""


class EndpointBusy(EndpointError):
    """The endpoint was overloaded, or the connection failed, on every attempt."""


class AnswerCapped(EndpointError):
    """The endpoint truncates results, and the rest could not be fetched page by page."""


class LoadError(KgError):
    """An RDF file cannot be loaded."""


class PathError(KgError):
    """No file or folder can have this path."""


class OutputError(KgError):
    """A target file cannot be written; its previous content is unchanged."""
