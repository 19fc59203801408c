"""Every error that ``kg`` raises on purpose.

::

    KgError                    what a user can mend; the command line prints it and exits 2
    ├── SheetError             a coding sheet or workspace file is wrong (file, line, key)
    ├── AnchorError            a quote or passage does not stand where it should
    ├── WorkspaceError         no workspace there, or it is not built
    │   └── OutsideWorkspace   something in a workspace leads out of it, or is no plain file
    ├── NameProblem            a name that a user typed
    │   ├── UnknownName        fits nothing; carries the nearest names
    │   │   └── WrongOffice    names an office that nobody held then, or not the person that is named
    │   └── AmbiguousName      fits several things; carries them
    ├── QuestionError          no such named question, a parameter missing or of the wrong kind
    ├── QueryRefused           SPARQL that would write, or fetch from elsewhere
    ├── QuerySyntaxError       SPARQL that does not parse
    ├── OutOfTime              a query passed its time limit (exit 124)
    ├── OutOfMemory            an answer takes more memory than it may
    ├── StoreError             a store cannot be opened, read or written
    │   ├── StoreInUse         somebody else is writing to it
    │   ├── StoreVersion       written by another version of kg
    │   ├── ForeignStore       not made by the workspace that would replace it
    │   ├── StoreDamaged       half-written or not a store
    │   └── EndpointError      a SPARQL endpoint does not answer, or its answer is none
    │       ├── AccessDenied   it wants a user, password or token, or others than these
    │       ├── EndpointBusy   it has no time now, or the connection broke, several times over
    │       └── AnswerCapped   it gives no more than so many rows, and says nothing of it
    ├── LoadError              an RDF file cannot be taken in (file, line)
    └── OutputError            a target file cannot be written

A ``KgError`` says what is wrong (``message``), where (``where``) and what to do next (``hint``).
How it is shown is the command line's affair.
"""

from __future__ import annotations

from collections.abc import Sequence


class KgError(Exception):
    r"""Something that the user can mend.

    Args:
        message: what is wrong, and what was expected.
        where: file, ``file:line``, or name that it is about.
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
    """A coding sheet or another file of a workspace is wrong."""


class AnchorError(KgError):
    """A quote or passage does not stand in the text where it should."""


class WorkspaceError(KgError):
    """There is no workspace, or its graph has not been built."""


class OutsideWorkspace(WorkspaceError):
    """Something in a workspace leads out of it, or is no plain file; it was not opened."""


class NameProblem(KgError):
    r"""A name that a user typed cannot be settled; ``candidates`` are ``(label, id)`` pairs.

    >>> str(NameProblem("'bo' fits 2 things", candidates=[("Bo Cole", "person/bo-cole")], hint="give the id"))
    "'bo' fits 2 things\n  Bo Cole (person/bo-cole)\n  give the id"
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
    """The name fits nothing in the graph."""


class WrongOffice(UnknownName):
    """An office that nobody held on the day, or that the person named never held; carries who holds what."""


class AmbiguousName(NameProblem):
    """The name fits more than one thing in the graph."""


class QuestionError(KgError):
    """No such named question, or a parameter is missing or of the wrong kind."""


class QueryRefused(KgError):
    """The SPARQL would write or fetch from elsewhere; it never reached an engine."""


class QuerySyntaxError(KgError):
    """The SPARQL does not parse."""


class OutOfTime(KgError):
    """A query passed its time limit; the engine may still be at work in this process."""

    exit_code = 124


class OutOfMemory(KgError):
    """An answer takes more memory than it may; see :mod:`kg.store.memory`."""


class StoreError(KgError):
    """A store cannot be opened, read or written."""


class StoreInUse(StoreError):
    """Somebody else is writing to the store."""


class StoreVersion(StoreError):
    """The store was written by another version of kg."""


class ForeignStore(StoreError):
    """The store was not made by the workspace that would replace it."""


class StoreDamaged(StoreError):
    """The folder is half-written or no store at all."""


class EndpointError(StoreError):
    """A SPARQL endpoint cannot be reached, or what it answers is no answer."""


class AccessDenied(EndpointError):
    """The endpoint wants a user, password or token, or others than it was given."""


class EndpointBusy(EndpointError):
    """The endpoint asked to come back later, or the connection broke, as often as was tried."""


class AnswerCapped(EndpointError):
    """The endpoint leaves rows out of an answer, and they could not be fetched page by page."""


class LoadError(KgError):
    """An RDF file cannot be taken in."""


class OutputError(KgError):
    """A target file cannot be written; what stood there before still does."""
