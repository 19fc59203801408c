"""CSV with one flat row per reading, for a spreadsheet or a statistics program.

A statement with two readings gives two rows; one without readings gives one row with empty reading columns.
The columns are those of ``kg said -f csv``, with ``about`` split into columns.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.model.statement import COLUMNS
from kg.namespaces import DATA
from kg.questions.flat_values import flat

if TYPE_CHECKING:
    from kg.store.base import Store

Row = Mapping[str, Any]

_OF_ABOUT = ("target", "target_label", "stance", "evaluation", "score", "confidence", "reason", "reading")

#: Number of rows in a chunk of the whole graph.
_TOGETHER = 200

#: Columns of a reading.
READING = (*_OF_ABOUT, "reading_coder", "reading_coder_label")


def chunks(store: Store, *, base: str = DATA) -> Iterator[str]:
    """Yield every current statement of the store, one row per reading.

    Args:
        store: the graph.
        base: ignored, since IRIs are written in full.
    """
    from kg.questions.all_statements import all_statements

    lines = csv_chunks(columns_per_reading(COLUMNS), per_reading(all_statements(store)))
    while some := list(islice(lines, _TOGETHER)):
        yield "".join(some)


def per_reading(rows: Iterable[Row]) -> Iterator[dict[str, Any]]:
    """Yield statements from ``kg said``, one row per reading.

    >>> about = [{"target": "i", "label": "tariffs", "stance": "oppose"}]
    >>> rows = per_reading([{"id": "s1", "about": about}, {"id": "s2"}])
    >>> [(row["id"], row["target_label"]) for row in rows]
    [('s1', 'tariffs'), ('s2', None)]
    """
    for row in rows:
        for reading in row.get("about") or [{}]:
            own = {key: reading.get(key.removeprefix("reading_")) for key in READING}
            own["target_label"] = reading.get("target_label") or reading.get("label")
            yield {**{key: value for key, value in row.items() if key != "about"}, **own}


def columns_per_reading(columns: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of :func:`per_reading` for those of ``kg said``; nested ones are left to JSON.

    >>> columns_per_reading(["id", "about", "source"])[:4]
    ('id', 'source', 'target', 'target_label')
    """
    return (*(column for column in columns if column not in ("about", "embeds")), *READING)


def csv_chunks(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[str]:
    r"""Yield comma-separated values as in RFC 4180, with a header.

    A value is written unchanged, even if a spreadsheet reads ``=`` at its start as a formula: a quote is
    evidence. Import it with all columns set to text.

    >>> rows = [{"id": "s1", "quotes": ["a", "b"], "about": [{"label": "tariffs"}]}]
    >>> "".join(csv_chunks(["id", "quotes", "about"], rows))
    'id,quotes,about\r\ns1,a | b,"[{""label"": ""tariffs""}]"\r\n'
    """
    yield _line(columns)
    for row in rows:
        yield _line(
            [
                "" if value is None else value if value.__class__ is str else flat(value)
                for value in map(row.get, columns)
            ]
        )


def _line(cells: Sequence[str]) -> str:
    r"""Return one line. :mod:`csv` looks at every character, which takes half a minute for a gigabyte.

    >>> _line(["a", 'say "b", c', ""]), _line([""])
    ('a,"say ""b"", c",\r\n', '""\r\n')
    """
    quoted = [
        '"' + cell.replace('"', '""') + '"'
        if '"' in cell or "," in cell or "\n" in cell or "\r" in cell
        else cell
        for cell in cells
    ]
    return (",".join(quoted) if quoted != [""] else '""') + "\r\n"
