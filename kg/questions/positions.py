"""Who stands where: the positions that the build computed from readings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.questions.answer import BATCH, Answer, Asker, Row, grouped, notation
from kg.questions.names import TARGETS, Names, covered
from kg.questions.offices import roles_of
from kg.questions.said import Typed, each
from kg.store.terms import Term

if TYPE_CHECKING:
    from kg.store.base import Store

#: Keys of a row, in the order of a table.
COLUMNS: Final = (
    "position",
    *("holder", "holder_label", "holder_roles"),
    *("target", "target_label", "stance", "evaluation"),
    *("from", "to", "readings", "undated", "current", "words", "mode", "evidence"),
)


def positions(store: Store, *, about: Typed = (), by: Typed = ()) -> Answer:
    """The positions on some targets, or of some holders, the newest of each holder first.

    ``from`` and ``to`` are the first and last day of the dated readings; ``readings`` is the number of
    all, ``words`` the text of the newest statement and
    ``mode`` how it is given; ``undated`` how many
    of these have no date; ``evidence`` names every reading, its statement and its confidence.

    Args:
        store: the graph.
        about: targets as typed, narrower issues included.
        by: holders as typed.

    Raises:
        NameProblem: a name fits nothing, or several things.
    """
    asker = Asker(store)
    names = Names(asker)
    params: dict[str, list[Term]] = {}
    if about:
        params["about"] = [term for text in each(about) for term in covered(asker, names.find(text, TARGETS))]
    if by:
        params["by"] = [names.find(text, ("actor",)).term for text in each(by)]
    rows = standing(asker, params)
    looked_at, words = asker.looked_at("positions")
    notes = () if rows else (f"Nobody in the graph has a position on that: looked at {words}.",)
    return Answer("positions", COLUMNS, rows, looked_at, "positions", notes, tuple(asker.ran))


def standing(asker: Asker, params: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The rows for positions that fit ``params`` of ``parts/positions.rq``."""
    found = grouped(asker.part("positions", **params), "position")
    holders = {str(rows[0]["holder"]) for rows in found.values()}
    roles = roles_of(asker, holders if len(holders) <= BATCH else None) if holders else {}
    answers: list[Row] = []
    for rows in found.values():
        first = rows[0]
        row: Row = {
            **first,
            "holder_roles": roles.get(str(first["holder"]), []),
            "stance": notation(first["stance"]),
            "evaluation": notation(first["evaluation"]),
            "words": first["text"],
            "mode": notation(first["mode"]),
            "undated": len({row["reading"] for row in rows if row["said_latest"] is None}),
            "evidence": [
                {
                    **{key: row[key] for key in ("reading", "statement")},
                    "confidence": notation(row["confidence"]),
                }
                for row in rows
            ],
        }
        answers.append({column: row[column] for column in COLUMNS})
    return answers
