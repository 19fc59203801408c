"""The offices of actors: fetched, put together into tenures, and worded for the day of a statement.

The rule is :mod:`kg.model.tenure`; whoever shows an office asks here.
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

_LITTLE: Final = frozenset(("a", "an", "and", "for", "of", "on", "the", "to"))


class Office(NamedTuple):
    """An office at the time of a statement.

    Attributes:
        words: the office in words: "Mayor of Eastford", "former Ambassador to Canada (US)".
        known: how it is known that it was held then: "as reported", "since 2024-01-01", ...
        held: the tenure behind it, and how surely it covers the days.
    """

    words: str
    known: str
    held: Held

    def __str__(self) -> str:
        """The office with how it is known behind it.

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
        """The offices of an actor when something was said, the surest first, past ones last.

        Args:
            actor: IRI of the actor.
            earliest: first day on which it counts, as YYYY-MM-DD or a date; None if unknown.
            latest: the last.
            source: IRI of the source that reports it.
        """
        first, last = day(earliest), day(latest)
        where = None if source is None else str(source)
        found = offices(self.tenures.get(str(actor), ()), first, last, where)
        return [Office(self.words(one), known(one), one) for one in found]

    def words(self, one: Held | Tenure) -> str:
        """An office in words, marked where it is a past one."""
        tenure = one.tenure if isinstance(one, Held) else one
        office, body = (
            None if name is None else self.labels.get(name) for name in (tenure.office, tenure.body)
        )
        return in_words(office, body, isinstance(one, Held) and one.former)


def offices_of(asker: Asker, actors: Iterable[str] | None = None) -> Offices:
    """The tenures of ``actors``, or of all.

    An office whose evidence was taken back is nobody's, whatever was asked.
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
    """What a row of ``parts/tenures.rq`` says of an office."""
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
    """The day of a value of the graph; None where there is none, or none of Python's calendar.

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
    """How it is known that an office was held, in words.

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
    """When an office was held, as far as that is known, in words.

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
    """The words of a name that tell it from others."""
    return {word for word in name_words(text) if word not in _LITTLE}


def in_words(office: str | None, body: str | None, former: bool) -> str:
    """One office in words; the body is left out where the office names it.

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


def holdings(
    asker: Asker, rows: Sequence[Row], terms: Mapping[str, Sequence[Term]]
) -> tuple[list[Row], list[str]]:
    """Rows with an ``actor`` and a ``role``, each with its time in office; of one day where ``on`` is given.

    A row without a role, or with one whose evidence was taken back, has no time in office.
    """
    on = day(terms["on"][0].value) if terms.get("on") else None
    offices = offices_of(asker, {str(row["actor"]) for row in rows if row["role"] is not None})
    by_role = {
        record.role: tenure for its in offices.tenures.values() for tenure in its for record in tenure.records
    }
    found = []
    for row in rows:
        tenure = by_role.get(str(row["role"]))
        then = None if tenure is None or on is None else held(tenure, on, on)
        if on is None or tenure is None or (then is not None and not then.former):
            found.append({**row, **told(tenure)})
    return found, []


def told(tenure: Tenure | None) -> Row:
    """The columns that tell of a time in office; all of them None where none is known.

    >>> from datetime import date
    >>> told(Tenure("ann", "mayor", "town", since=date(2024, 1, 1), first=date(2024, 1, 1)))["held"]
    'since 2024-01-01'
    >>> told(Tenure("ann", "mayor", "town", first=date(2025, 3, 4), last=date(2025, 3, 4)))["basis"]
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
