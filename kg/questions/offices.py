"""Offices of actors: read from the graph, merged into tenures by :mod:`kg.model.tenure`, and put into words.

:func:`holdings` answers the questions about who holds an office (``roles``, ``speaks-for``).
:func:`offices_of` reads the tenures of actors for all other modules, :class:`Offices` gives the offices of an
actor on the days of a statement, and the rest puts tenures into words and columns.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from kg.model.tenure import Held, Known, Record, Tenure, held, offices, tenures
from kg.questions.answer import Asker, Row, plain
from kg.store.index.words import name_words
from kg.store.terms import Term, iri
from kg.wording.days import iso

#: Words that do not distinguish names.
_LITTLE: Final = frozenset(("a", "an", "and", "for", "of", "on", "the", "to"))


def holdings(
    asker: Asker, rows: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Return rows with an ``actor`` and a ``role``, one for each tenure, with the columns of the tenure.

    Of several records of a tenure, the first that does not give it as a former office is kept. With the
    parameter ``on``, only tenures of that day are kept. A row without a role, or with one whose evidence was
    retracted, has no tenure and is kept as it is.
    """
    on = day(terms["on"][0].value) if terms.get("on") else None
    offices = offices_of(asker, {str(row["actor"]) for row in rows if row["role"] is not None})
    by_role = {
        record.role: (tenure, record)
        for its in offices.tenures.values()
        for tenure in its
        for record in tenure.records
    }
    found: dict[object, tuple[tuple[bool, date], Row]] = {}
    for number, row in enumerate(rows):
        if str(row["role"]) not in by_role:
            found[number] = (False, date.min), {**row, **tenure_columns(None)}
            continue
        tenure, record = by_role[str(row["role"])]
        then = None if on is None else held(tenure, on, on)
        if on is not None and (then is None or then.former):
            continue
        rank = record.former, record.attested or date.min
        if tenure not in found or rank < found[tenure][0]:
            found[tenure] = rank, {**row, **tenure_columns(tenure)}
    return [row for _, row in found.values()], []


class Office(NamedTuple):
    """An office at the time of a statement.

    Attributes:
        words: the office in words: "Mayor of Eastford", "former Ambassador to Canada (US)".
        known: how it is known to have been held at the time: "as reported", "since 2024-01-01", ...
        held: the tenure, and how it is known to cover the days.
    """

    words: str
    known: str
    held: Held

    def __str__(self) -> str:
        """Return the office followed by how it is known.

        >>> mayor = Tenure("ann", "mayor", "town", sources=frozenset(("gazette",)))
        >>> str(Office("Mayor of Eastford", "as reported", Held(mayor, Known.REPORTED)))
        'Mayor of Eastford (as reported)'
        """
        return f"{self.words} ({self.known})" if self.known else self.words


class Offices:
    """The tenures of some actors, with the names of their offices and bodies.

    Attributes:
        tenures: by IRI of the actor.
        labels: of offices and bodies, by IRI.
    """

    def __init__(self, tenures: Mapping[str, list[Tenure]], labels: Mapping[str, str]) -> None:
        self.tenures = tenures
        self.labels = labels

    def at(self, actor: object, earliest: object, latest: object, source: object = None) -> list[Office]:
        """Return the offices of an actor at the time of a statement, the best known first, former ones last.

        Args:
            actor: IRI of the actor.
            earliest: first day on which the statement counts, as YYYY-MM-DD or a date; None if unknown.
            latest: last such day.
            source: IRI of the source that reports the statement.
        """
        first, last = day(earliest), day(latest)
        where = None if source is None else str(source)
        found = offices(self.tenures.get(str(actor), ()), first, last, where)
        return [Office(self.words(one), known(one), one) for one in found]

    def words(self, one: Held | Tenure) -> str:
        """Return an office in words, with "former" before a past one."""
        tenure = one.tenure if isinstance(one, Held) else one
        office, body = (
            None if name is None else self.labels.get(name) for name in (tenure.office, tenure.body)
        )
        return in_words(office, body, isinstance(one, Held) and one.former)


def offices_of(asker: Asker, actors: Iterable[str] | None = None) -> Offices:
    """Return the tenures of ``actors``, or of all actors.

    Offices whose evidence was superseded or retracted never count, even with all versions.
    """
    current = Asker(asker.store)
    current.ran = asker.ran
    chosen = {} if actors is None else {"actor": [iri(actor) for actor in sorted(set(actors))]}
    labels: dict[str, str] = {}
    records: list[Record] = []
    for found in current.batched("tenures", chosen):
        row = {key: plain(value) for key, value in found.items()}
        records.append(record(row))
        for key in ("office", "body"):
            if row[key] is not None and row[f"{key}_label"] is not None:
                labels[str(row[key])] = str(row[f"{key}_label"])
    by_actor: dict[str, list[Tenure]] = defaultdict(list)
    for tenure in tenures(records):
        by_actor[tenure.actor].append(tenure)
    return Offices(by_actor, labels)


def record(row: Row) -> Record:
    """Return a row of ``parts/tenures.rq`` as a record of an office."""
    return Record(
        actor=str(row["actor"]),
        office=None if row["office"] is None else str(row["office"]),
        body=None if row["body"] is None else str(row["body"]),
        source=None if row["source"] is None else str(row["source"]),
        former=row["former"] is True,
        since=day(row["since"]),
        until=day(row["until"]),
        attested=day(row["attested_on"]),
        role=str(row["role"]),
    )


def day(value: object) -> date | None:
    """Return a value of the graph as a date; None if it is missing or outside Python's calendar.

    >>> day("2025-03-04"), day(None), day("2025-03-04Z")
    (datetime.date(2025, 3, 4), None, datetime.date(2025, 3, 4))
    """
    if value is None or isinstance(value, date):
        return value
    try:
        return date.fromisoformat(str(value)[:10])
    except ValueError:
        return None


def known(one: Held) -> str:
    """Return in words how an office is known to have been held.

    >>> mayor = Tenure("ann", "mayor", "town", since=date(2024, 1, 1), first=date(2024, 1, 1))
    >>> known(Held(mayor, Known.OPEN)), known(Held(mayor, Known.REPORTED))
    ('since 2024-01-01', 'as reported; since 2024-01-01')
    """
    if one.former:
        return "as reported"
    words = span(one.tenure)
    if one.known is Known.REPORTED:
        dated = one.tenure.since is not None or one.tenure.until is not None
        return f"as reported; {words}" if dated else "as reported"
    return f"perhaps; {words}" if one.known is Known.POSSIBLE else words


def span(tenure: Tenure) -> str:
    """Return in words when an office was held, as far as known.

    >>> span(Tenure("ann", "mayor", "town", since=date(2024, 1, 1), until=date(2025, 1, 31)))
    '2024-01-01 to 2025-01-31'
    >>> day = date(2025, 3, 4)
    >>> span(Tenure("ann", "mayor", "town", first=day, last=day, over=date(2025, 9, 15)))
    'attested 2025-03-04; over by 2025-09-15'
    """
    since, until = tenure.since, tenure.until
    if since is not None and until is not None:
        return iso(since, until)
    if since is not None:
        words = f"since {since}"
    elif until is not None:
        words = f"until {until}"
    elif tenure.first is not None:
        words = f"attested {iso(tenure.first, tenure.last)}"
    else:
        words = "on no known day" if tenure.over is None else ""
    over = f"over by {tenure.over}" if tenure.over is not None and until is None else ""
    return "; ".join(filter(None, (words, over)))


def _names(text: str) -> set[str]:
    """The distinguishing words of a name."""
    return {word for word in name_words(text) if word not in _LITTLE}


def in_words(office: str | None, body: str | None, former: bool) -> str:
    """Return an office in words; the body is omitted if the name of the office includes it.

    >>> in_words("Mayor", "Eastford", False), in_words("Ambassador to Canada", "US", True)
    ('Mayor of Eastford', 'former Ambassador to Canada (US)')
    >>> in_words("US Trade Representative", "US government", False)
    'US Trade Representative'
    """
    if office is None or body is None:
        words = office or body or ""
    elif _names(office) & _names(body):
        words = office
    elif " of " in office or " to " in office:
        words = f"{office} ({body})"
    else:
        words = f"{office} of {body}"
    return f"former {words}" if former and words else words


def tenure_columns(tenure: Tenure | None) -> Row:
    """Return the columns of a tenure; all None without a tenure.

    >>> from datetime import date
    >>> tenure_columns(Tenure("ann", "mayor", "town", since=date(2024, 1, 1), first=date(2024, 1, 1)))["held"]
    'since 2024-01-01'
    >>> tenure_columns(Tenure("ann", "mayor", "town", first=date(2025, 3, 4), last=date(2025, 3, 4)))["basis"]
    'attested'
    """
    if tenure is None:
        return dict.fromkeys(("since", "until", "known_from", "known_until", "over_by", "basis", "held"))
    dated = tenure.since is not None or tenure.until is not None
    days = (tenure.since, tenure.until, tenure.first, tenure.last, tenure.over)
    since, until, first, last, over = (None if one is None else one.isoformat() for one in days)
    return {
        **{"since": since, "until": until, "known_from": first, "known_until": last, "over_by": over},
        "basis": "dated" if dated else "attested" if tenure.first is not None else "past",
        "held": span(tenure),
    }
