"""Who said what about what: statements with their words, readings, dates, places and reporters.

The keys of a row are a stable contract for programs (docs/said.md). A bare name (``speaker``) is an
IRI, ``<name>_label`` its label; what is missing is None, or an empty list.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from kg.namespaces import DCTERMS, PROV, SCHEMA, WSW, XSD
from kg.questions.answer import BATCH, Answer, Asker, Row, Value, grouped, notation, plain, undated
from kg.questions.codes import modes, stances
from kg.questions.dates import first_day, last_day
from kg.questions.names import TARGETS, Names, covered, fold
from kg.questions.wording import worded
from kg.store.terms import Term, iri, literal

if TYPE_CHECKING:
    from kg.store.base import Store

#: Keys of a row, in the order of a table.
COLUMNS: Final = (
    "id",
    *("speaker", "speaker_label", "speaker_roles"),
    *("on_behalf_of", "on_behalf_of_labels"),
    *("mode", "text", "quotes", "cue"),
    *("said_earliest", "said_latest", "date_basis", "date_precision", "date_reason"),
    *("addressee", "addressee_label", "place", "place_label", "occasion"),
    "about",
    *("source", "source_label", "source_url", "source_earliest", "source_latest"),
    *("reported_by", "reported_by_labels"),
    "embeds",
    "note",
    *("start", "end", "sha256"),
    *("coder", "coder_label"),
    *("status", "superseded_by", "retracted_at", "retraction_reason"),
)
#: Above this share of all statements it is quicker to fetch the parts of all of them.
SHARE: Final = 0.25
#: Statements that hold a phrase; where more do, they are looked for among those that fit all else.
MANY: Final = 10_000
_LITTLE: Final = frozenset(("a", "an", "and", "for", "of", "on", "the", "to"))
_UNREVISED: Final[Row] = {
    "status": "current",
    "superseded_by": None,
    "retracted_at": None,
    "retraction_reason": None,
}

Typed = str | Sequence[str]
_Details = dict[str, list[tuple[Value, Value]]]


def said(
    store: Store,
    *,
    by: Typed = (),
    on_behalf_of: Typed = (),
    about: Typed = (),
    to: Typed = (),
    stance: Typed = (),
    since: str | None = None,
    until: str | None = None,
    source: Typed = (),
    mode: Typed = (),
    grep: str | None = None,
    place: Typed = (),
    all_versions: bool = False,
) -> Answer:
    """The statements that fit every condition, newest first, undated ones last.

    Names are as typed; several values of one condition mean any of them.

    Args:
        store: the graph.
        by: speakers.
        on_behalf_of: the bodies for whom a statement was made, as it is coded; offices say nothing here.
        about: what a reading of the statement is toward, narrower issues included; of an actor or
            thing, also what the statement names.
        to: addressees.
        stance: notations of stances or evaluations; with ``about``, of the same reading.
        since: a year, month or day: statements that can have been made then or later.
        until: likewise, then or earlier. Undated statements are left out and counted in a note.
        source: sources.
        mode: notations of modes.
        grep: words that stand one after the other in the text or in a quote, whatever their case, accents
            and marks between them; a ``*`` at the end stands for any ending of the last word.
        place: where it was said.
        all_versions: superseded and retracted statements and readings as well, marked as such.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: no such stance or mode, or no date.
    """
    asker = Asker(store, all_versions=all_versions)
    names = Names(asker)
    params: dict[str, list[Term]] = {}
    for key, kind, typed in (
        *(("by", "actor", by), ("on_behalf_of", "actor", on_behalf_of), ("to", "actor", to)),
        ("source", "source", source),
    ):
        if typed:
            params[key] = [names.find(text, (kind,)).term for text in each(typed)]
    if place:
        params["place"] = [names.find(text, ("place",)).term for text in each(place)]
    if about:
        params["about"] = [term for text in each(about) for term in covered(asker, names.find(text, TARGETS))]
    if stance:
        params["stance"] = [term for text in each(stance) for term in stances(text)]
    if mode:
        params["mode"] = [term for text in each(mode) for term in modes(text)]
    if since is not None:
        params["since"] = [literal(first_day(since), XSD.date)]
    if until is not None:
        params["until"] = [literal(last_day(until), XSD.date)]

    wanted = None if grep is None else worded(asker, grep)
    if wanted is not None and len(wanted) <= MANY:
        params["id"] = [iri(address) for address in sorted(wanted)]
    rows = statements(asker, params) if wanted is None or wanted else []
    if wanted is not None:
        rows = [row for row in rows if row["id"] in wanted]
    notes: list[str] = []
    if since is not None or until is not None:
        dated = [row for row in rows if row["said_latest"] is not None]
        notes, rows = undated(len(rows) - len(dated)), dated
    looked_at, words = asker.looked_at("statements")
    if not rows:
        nobody = "No dated statement fits" if notes else "Nobody in the graph said that"
        notes.insert(0, f"{nobody}: looked at {words}.")
    return Answer("said", COLUMNS, rows, looked_at, "statements", tuple(notes), tuple(asker.ran))


def statements(asker: Asker, params: Mapping[str, Sequence[Term]]) -> list[Row]:
    """The rows for statements that fit ``params`` of ``parts/said.rq``."""
    rows: dict[str, Row] = {}
    for found in asker.part("said", **params):
        row: Row = {key: plain(value) for key, value in found.items()}
        rows.setdefault(str(row["id"]), row)
    if not rows:
        return []
    few = len(rows) <= BATCH or len(rows) < SHARE * asker.looked_at("statements")[0]
    chosen = {"id": [iri(address) for address in rows]} if few else {}
    details = _details(asker, list(rows.values()), few=few)
    quotes = grouped(asker.batched("quotations", chosen))
    about = grouped(asker.batched("readings", chosen))
    embeds = grouped(asker.batched("embeds", chosen))
    roles = roles_of(asker, {str(row["speaker"]) for row in rows.values()} if few else None)
    revised = revisions(asker) if asker.all_versions else {}
    to, at = (frozenset(term.value for term in params.get(key, ())) for key in ("to", "place"))
    for address, row in rows.items():
        its, source = details.get(address, {}), details.get(str(row["source"]), {})
        row["mode"] = notation(row["mode"])
        row["speaker_roles"] = roles.get(str(row["speaker"]), [])
        row["on_behalf_of"], row["on_behalf_of_labels"] = _all(its, WSW.onBehalfOf)
        row["quotes"] = [found["exact"] for found in quotes.get(address, ())]
        row["cue"], row["occasion"] = _first(its, WSW.cue)[0], _first(its, WSW.occasion)[0]
        row["date_basis"] = notation(_first(its, WSW.dateBasis)[0])
        row["date_precision"] = notation(_first(its, WSW.datePrecision)[0])
        row["date_reason"] = _first(its, WSW.dateReason)[0]
        row["addressee"], row["addressee_label"] = _first(its, WSW.addressee, to)
        row["place"], row["place_label"] = _first(its, WSW.place, at)
        row["about"] = [_about(found, revised) for found in about.get(address, ())]
        row["source_url"] = _first(source, SCHEMA.url)[0]
        row["source_earliest"] = _first(source, WSW.earliest)[0]
        row["source_latest"] = _first(source, WSW.latest)[0]
        row["reported_by"], row["reported_by_labels"] = _all(its, WSW.reportedBy)
        row["embeds"] = [
            {
                **{key: found[key] for key in ("embedded", "attributee", "attributee_label")},
                "attitude": notation(found["attitude"]),
                "text": found["text"],
            }
            for found in embeds.get(address, ())
        ]
        row["note"] = _first(its, DCTERMS.description)[0]
        row["sha256"] = _first(details.get(str(row["passage"]), {}), WSW.sha256)[0]
        row["coder"], row["coder_label"] = _first(its, PROV.wasAttributedTo)
        row.update(revised.get(address, _UNREVISED))
    return [{column: row[column] for column in COLUMNS} for row in rows.values()]


def _details(asker: Asker, rows: Sequence[Row], *, few: bool) -> dict[str, _Details]:
    """Values and their labels by node and property, for statements, their passages and sources."""
    nodes = dict.fromkeys(str(row[key]) for row in rows for key in ("id", "passage", "source"))
    chosen = {"node": [iri(address) for address in nodes]} if few else {}
    details: dict[str, _Details] = {}
    for found in asker.batched("details", chosen):
        value, label = plain(found["value"]), plain(found["label"])
        its = details.setdefault(str(plain(found["node"])), {})
        its.setdefault(str(plain(found["property"])), []).append((value, label))
    for its in details.values():  # sorted here: the engine takes six times as long to order them all
        for values in its.values():
            values.sort(key=lambda pair: (str(pair[1] or ""), str(pair[0])))
    return details


def _first(details: _Details, prop: str, wanted: frozenset[str] = frozenset()) -> tuple[Value, Value]:
    """The first value of a property and its label, one of ``wanted`` before all others."""
    values = details.get(prop, [])
    return next((pair for pair in values if pair[0] in wanted), values[0] if values else (None, None))


def _all(details: _Details, prop: str) -> tuple[list[Value], list[Value]]:
    """All values of a property, and their labels."""
    values = details.get(prop, [])
    return [value for value, _ in values], [label for _, label in values]


def _about(found: Row, revised: Mapping[str, Row]) -> Row:
    return {
        **{key: found[key] for key in ("reading", "target", "label")},
        **{key: notation(found[key]) for key in ("stance", "evaluation")},
        "score": found["score"],
        "confidence": notation(found["confidence"]),
        **{key: found[key] for key in ("reason", "coder", "coder_label")},
        "status": revised.get(str(found["reading"]), _UNREVISED)["status"],
    }


def roles_of(asker: Asker, actors: Iterable[str] | None) -> dict[str, list[str]]:
    """The offices of actors in words, by actor: present ones first, former ones marked as such."""
    chosen = {} if actors is None else {"actor": [iri(address) for address in sorted(actors)]}
    roles: dict[str, list[str]] = {}
    current = Asker(asker.store)  # an office whose evidence was taken back is nobody's, whatever was asked
    current.ran = asker.ran
    for actor, found in grouped(current.batched("roles", chosen), "actor").items():
        words = [
            in_words(row["office_label"], row["body_label"], row["former"] is True)
            for row in sorted(found, key=lambda row: row["former"] is True)
        ]
        roles[actor] = [word for word in dict.fromkeys(words) if word]
    return roles


def _names(text: str) -> set[str]:
    """The words of a name that tell it from others."""
    return {word for word in fold(text).split() if word not in _LITTLE}


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


def revisions(asker: Asker) -> dict[str, Row]:
    """What was superseded or retracted, by the IRI of the old record or reading."""
    revised: dict[str, Row] = {}
    for record, found in grouped(asker.part("revised"), "record").items():
        merged: Row = {}
        for key in ("superseded_by", "retracted_at", "retraction_reason"):
            merged[key] = next((row[key] for row in found if row[key] is not None), None)
        status = "superseded" if merged["retracted_at"] is None else "retracted"
        revised[record] = {"status": status, **merged}
    return revised


def each(typed: Typed) -> Sequence[str]:
    """A single name or several, as several."""
    return [typed] if isinstance(typed, str) else typed
