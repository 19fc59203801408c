"""Users' SPARQL queries, with the result as an answer."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from kg.containment import read_file
from kg.errors import QuerySyntaxError, QuestionError
from kg.namespaces import PREFIXES, XSD
from kg.questions.answer import Answer, Row, plain
from kg.questions.asked import Asked
from kg.store.deadline import check
from kg.store.memory import Bound
from kg.store.results import many
from kg.store.terms import Term

if TYPE_CHECKING:
    from kg.store.base import Store

#: Number of rows between checks of time and memory.
_LOOK = 2000


def query(store: Store, sparql: str) -> Answer[Row]:
    """Run a read-only SPARQL query; missing declarations of the graph's prefixes are added.

    A SELECT gives its columns, an ASK one column ``answer``, CONSTRUCT and DESCRIBE the columns ``subject``,
    ``predicate``, ``object``. Terms become plain values, IRIs their text.

    Raises:
        QueryRefused: the query would write, or fetch from elsewhere.
        QuerySyntaxError: the query does not parse.
        OutOfTime: the query took too long.
        OutOfMemory: the result needs more than ``store.memory`` bytes.
    """
    sparql = sparql.removeprefix("\ufeff")  # a byte order mark, which some shells add
    text, bound = with_prefixes(sparql), Bound(store.memory)
    try:
        found = store.run(text, limit=store.limit, bound=bound)
    except QuerySyntaxError as error:
        raise _as_typed(error, text.removesuffix(sparql)) from None
    columns: tuple[str, ...]
    rows: list[Row]
    days: list[int] = []
    if isinstance(found, bool):
        columns, rows = ("answer",), [{"answer": found}]
    else:
        columns = ("subject", "predicate", "object") if isinstance(found, list) else found.columns
        terms: Iterable[tuple[Term | None, ...]] = found if isinstance(found, list) else found.rows
        rows = []
        days = list(range(len(columns)))
        with many():
            for number, row in enumerate(terms):
                if number % _LOOK == 0:
                    check()
                    bound.check()
                rows.append(dict(zip(columns, [plain(term) for term in row], strict=True)))
                if days:
                    days = [at for at in days if (term := row[at]) is None or term.datatype == XSD.date]
    triples = tuple(found) if isinstance(found, list) else None
    return Answer(
        name="query",
        columns=columns,
        rows=rows,
        looked_at=store.count(),
        counted="triples",
        notes=(),
        sparql=(text,),
        store=store,
        triples=triples,
        asked=Asked("A query of the user's own"),
        days=tuple(columns[at] for at in days),
    )


def _as_typed(error: QuerySyntaxError, added: str) -> QuerySyntaxError:
    """Return the error with its place in the query as typed, without the prefixes added to line 1."""
    first, _, column = (error.where or "").rpartition(" ")
    if not added or first != "line 1, column":
        return error
    hint = None if error.hint is None else error.hint.replace(added, "")
    return QuerySyntaxError(error.message, where=f"{first} {max(1, int(column) - len(added))}", hint=hint)


def read(path: str | Path) -> str:
    """Return the query in a file.

    Raises:
        QuestionError: the file cannot be read.
        OutsideWorkspace: it is in a workspace and leads out of it.
    """
    try:
        return read_file(path).decode("utf-8-sig")
    except OSError as error:
        raise QuestionError(f"cannot be read: {error.strerror}", where=str(path)) from error
    except UnicodeDecodeError as error:
        raise QuestionError("is not UTF-8", where=str(path), hint="save the query as UTF-8") from error


def with_prefixes(sparql: str) -> str:
    """Return the query with PREFIX declarations for the graph's prefixes.

    They are added to the first line, so that line numbers in errors stay right.

    >>> with_prefixes("ASK { ?s wsw:stance ?o }")
    'PREFIX wsw: <https://w3id.org/wsw/ns#> ASK { ?s wsw:stance ?o }'
    """
    lower = sparql.lower()
    missing = [
        f"PREFIX {prefix}: <{iri}> "
        for prefix, iri in PREFIXES.items()
        if f"{prefix}:" in sparql and f"prefix {prefix}:" not in " ".join(lower.split())
    ]
    return "".join(missing) + sparql
