"""Offices that actors hold, and which of them is known for the time at which something was said."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from kg.questions.answer import Asker, Row, grouped
from kg.store.terms import iri

#: An office as a row of ``parts/tenures.rq``; one that several records attest has several.
Tenure = Row


class Roles(NamedTuple):
    """Offices at the time of a statement.

    Attributes:
        dated: in words, those whose dates cover the days of the statement.
        reported: in words, those that the source of the statement attests and no date rules out.
        holdings: IRIs of the role holdings of both.
    """

    dated: list[str]
    reported: list[str]
    holdings: list[str]


def tenures(asker: Asker, actors: Iterable[str] | None = None) -> dict[str, list[Tenure]]:
    """The offices of ``actors``, or of all, by actor."""
    if actors is None:
        return grouped(asker.part("tenures"), "actor")
    chosen = [iri(actor) for actor in sorted(actors)]
    return grouped(asker.batched("tenures", {"actor": chosen}), "actor")


def at_the_time(held: Iterable[Tenure], statement: Row) -> Roles:
    """Those offices that are known for a statement (``earliest``, ``latest``, ``source``)."""
    roles = Roles([], [], [])
    for tenure in held:
        words = ", ".join(tenure[key] for key in ("office_label", "body_label") if tenure[key] is not None)
        dated = _covers(tenure, statement)
        reported = (
            tenure["source"] == statement["source"]
            and tenure["former"] is False
            and not ruled_out(tenure, statement["earliest"], statement["latest"])
        )
        for known, into in ((dated, roles.dated), (reported, roles.reported)):
            if known and words not in into:
                into.append(words)
        if (dated or reported) and tenure["role"] not in roles.holdings:
            roles.holdings.append(tenure["role"])
    return roles


def _covers(tenure: Tenure, statement: Row) -> bool:
    """Whether an office is known to have lasted over all days of a statement.

    It is known from its beginning to its end; where either is open, the day on which the source attests it
    takes its place, so that nothing is known of the time after. :mod:`kg.networks.affiliation` has the
    same rule.

    >>> held = {"since": "2024-01-01", "until": None, "attested_on": "2024-06-01", "former": False}
    >>> _covers(held, {"earliest": "2024-05-01", "latest": "2024-05-31"})
    True
    >>> _covers(held, {"earliest": "2024-07-01", "latest": "2024-07-01"})
    False
    """
    if tenure["former"] is not False and tenure["until"] is None:
        return False
    first, last = tenure["since"] or tenure["attested_on"], tenure["until"] or tenure["attested_on"]
    days = (first, statement["earliest"], statement["latest"], last)
    return None not in days and first <= statement["earliest"] and statement["latest"] <= last


def ruled_out(tenure: Row, earliest: Any, latest: Any) -> bool:
    """Whether an office began after, or ended before, every day of a stretch.

    >>> ruled_out({"since": None, "until": "2024-01-01"}, "2024-05-01", "2024-05-31")
    True
    >>> ruled_out({"since": None, "until": "2024-05-15"}, "2024-05-01", "2024-05-31")
    False
    """
    late = tenure["since"] is not None and latest is not None and tenure["since"] > latest
    over = tenure["until"] is not None and earliest is not None and tenure["until"] < earliest
    return bool(late or over)
