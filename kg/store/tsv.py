r"""SPARQL 1.1 Query Results TSV, for reading millions of rows.

Values are in SPARQL syntax: ``<https://e.org/a,b>``, ``"two\nlines"@en``, ``35``. A value never has a raw tab
or line break, so rows and columns are unambiguous. CSV is not: engines write IRIs without quotes, and an IRI
may have commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.store.terms import Term

_ESCAPE = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))")
_SIGNS = {"t": "\t", "n": "\n", "r": "\r", "b": "\b", "f": "\f"}


def written(columns: Sequence[str], rows: Iterable[Sequence[Term | None]]) -> bytes:
    r"""Return rows as an engine writes them.

    >>> from kg.store.terms import iri, literal
    >>> written(["a", "b"], [(iri("urn:x,y"), literal("say\tso", language="en")), (literal(""), None)])
    b'?a\t?b\n<urn:x,y>\t"say\\tso"@en\n""\t\n'
    """
    lines = ["\t".join("?" + column for column in columns)]
    lines += ["\t".join(["" if term is None else _cell(term) for term in row]) for row in rows]
    return "".join(line + "\n" for line in lines).encode("utf-8", "surrogatepass")


def value(cell: str) -> str:
    r"""Return the value of a cell, without its kind, datatype and language.

    >>> value("<urn:x,y>"), value('"say\\tso"@en'), value('"1"^^<urn:d>'), value("35"), value("_:b0")
    ('urn:x,y', 'say\tso', '1', '35', '_:b0')
    """
    if cell.startswith("<"):
        return cell[1:-1]
    if not cell.startswith('"'):
        return cell
    text = cell[1 : cell.rindex('"')]
    return _ESCAPE.sub(_sign, text) if "\\" in text else text


def _cell(term: Term) -> str:
    return f"<{term.value}>" if term.kind == "iri" else term.n3()


def _sign(escape: re.Match[str]) -> str:
    code = escape[1] or escape[2]
    return chr(int(code, 16)) if code else _SIGNS.get(escape[3], escape[3])
