"""The evidence for a position, statement or reading: every reading, its words, and the steps in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NameProblem, QuestionError
from kg.model.ids import short
from kg.model.statement import Statement
from kg.namespaces import WSW
from kg.questions.answer import Asker, Row, notation, numeric, plain
from kg.questions.names import TARGETS, Names, covered
from kg.questions.offices import day
from kg.questions.position_runs import View
from kg.questions.positions import standing, view
from kg.questions.sheet_lines import located
from kg.questions.statements import revisions, statements
from kg.store.terms import Term, iri
from kg.wording.counts import count
from kg.wording.days import counting, iso
from kg.wording.lists import conjunction
from kg.wording.visible import visible

if TYPE_CHECKING:
    from kg.store.base import Store


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """The evidence for a position, a statement or a reading.

    Attributes:
        about: what is explained, in words.
        positions: rows as in :func:`kg.questions.positions.positions`.
        statements: rows as in :func:`kg.questions.said.said`, superseded and retracted ones included.
        readings: one row for each reading: ``reading``, ``statement``, ``target``, ``label``, ``stance``,
            ``evaluation``, ``score``, ``confidence``, ``reason``, ``coder``, ``coder_label``, the
            statement's ``speaker_label`` with ``speaker_roles`` and ``speaker_roles_known``,
            ``on_behalf_of_labels``, ``text``, its own dates and the days on which it counts, ``status`` and,
            if it does not count, the reason in ``left_out``.
        steps: the derivation of the positions, one sentence each, in order.
        left_out: what does not count and why, one sentence each.
        sparql: the queries that ran.
    """

    about: str
    positions: list[Row]
    statements: list[Statement]
    readings: list[Row]
    steps: list[str]
    left_out: list[str]
    sparql: tuple[str, ...]

    def __repr__(self) -> str:
        return visible(
            "\n".join([f"<explanation: {self.about}>", *self.steps, *self.left_out]), keep_newlines=True
        )


def explain(
    store: Store, what: str, target: str | None = None, *, until: str | None = None, dates: str = "counted"
) -> Explanation:
    """Return the evidence for positions of ``what`` on ``target``, or for a statement, reading or position.

    Args:
        store: the graph.
        what: an actor's name if ``target`` is given; otherwise the IRI or ``kind/id`` of a statement,
            reading or position.
        target: an issue or thing; narrower issues are explained as well, each by itself.
        until: a year, month or day: positions as of then, by what may have been said by that day.
        dates: "counted", or "stated" to leave out statements that their source does not date.

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: ``what`` alone is not a statement, reading or position, or ``until`` or ``dates`` is
            invalid.
    """
    asker, looked_at = Asker(store, all_versions=True), view(until, dates)
    names = Names(asker, until=until)
    if target is not None:
        holder, on = names.find(what, ("actor",)), names.find(target, TARGETS)
        chosen = {"by": [holder.term], "target": covered(asker, on)}
        found = {"by": [holder.term], "about": chosen["target"]}
        return _explained(asker, f"{holder.label} on {on.label}", chosen, found, looked_at)
    node = names.node(what)
    if WSW.Position in node.classes:
        return _position(asker, node.term, looked_at)
    if WSW.Reading in node.classes:
        about = f"the reading {short(node.iri)}"
        return _explained(asker, about, {"reading": [node.term]}, {"reading": [node.term]}, looked_at)
    if WSW.Statement in node.classes:
        return _statement(asker, node.term, looked_at)
    raise QuestionError(
        f"{what!r} is not a statement, reading or position",
        hint="give an actor and a target, or use kg show for everything about it",
    )


def both_actors(store: Store, what: str, target: str) -> bool:
    """Return whether both names are of actors, so that the tie between them can be explained.

    A name that matches nothing, or several things, counts as not an actor; :func:`explain` reports the error.
    """
    names = Names(Asker(store))
    try:
        names.find(what, ("actor",))
        names.find(names.find(target, TARGETS).iri, ("actor",))
    except NameProblem:
        return False
    return True


def _position(asker: Asker, position: Term, looked_at: View) -> Explanation:
    row = standing(asker, {"position": [position]})[0]
    holder, target = iri(str(row["holder"])), iri(str(row["target"]))
    return _explained(
        asker,
        f"{row['holder_label']} on {row['target_label']}",
        {"by": [holder], "target": [target]},
        {"by": [holder], "about": [target]},
        looked_at,
    )


def _statement(asker: Asker, statement: Term, looked_at: View) -> Explanation:
    readings = [term for row in asker.part("readings", id=[statement]) if (term := row["reading"])]
    about = f"the statement {short(statement.value)}"
    explained = _explained(asker, about, {"id": [statement]}, {"reading": readings}, looked_at)
    if explained.statements:
        return explained
    return Explanation(
        explained.about,
        [],
        statements(asker, {"id": [statement]}),
        [],
        ["This statement has no reading toward a target, so it supports no position."],
        [],
        tuple(asker.ran),
    )


def _explained(
    asker: Asker,
    about: str,
    chosen: Mapping[str, Sequence[Term]],
    found: Mapping[str, Sequence[Term]],
    looked_at: View,
) -> Explanation:
    readings = [{key: plain(value) for key, value in row.items()} for row in asker.part("readings", **chosen)]
    ids = sorted({str(row["id"]) for row in readings})
    said = {row["id"]: row for row in statements(asker, {"id": [iri(i) for i in ids]})} if ids else {}
    revised = revisions(asker) if readings else {}
    rows = [
        _reading(row, said[str(row["id"])], revised, looked_at) for row in readings if str(row["id"]) in said
    ]
    rows = located(asker, sorted(rows, key=_order))
    places = located(asker, _places(asker, rows, found, looked_at))
    steps: list[str] = []
    for target in dict.fromkeys((row["speaker"], row["target"]) for row in rows):
        steps += _steps(
            [row for row in rows if (row["speaker"], row["target"]) == target],
            [row for row in places if (row["holder"], row["target"]) == target],
        )
    if not rows:
        _, words = asker.looked_at("readings")
        steps.append(f"No matching readings found; looked at {words}.")
    return Explanation(
        about=about,
        positions=places,
        statements=list(said.values()),
        readings=rows,
        steps=steps,
        left_out=[str(row["left_out"]) for row in rows if row["left_out"]],
        sparql=tuple(asker.ran),
    )


def _places(
    asker: Asker, rows: Sequence[Row], found: Mapping[str, Sequence[Term]], looked_at: View
) -> list[Row]:
    """The positions based on the readings in ``rows``."""
    if not rows:
        return []
    if looked_at.whole or "reading" not in found:
        return standing(asker, found, looked_at)
    holders, targets = ({str(row[key]) for row in rows} for key in ("speaker", "target"))
    chosen = {"by": [iri(one) for one in sorted(holders)], "about": [iri(one) for one in sorted(targets)]}
    readings = {term.value for term in found["reading"]}
    places = standing(asker, chosen, looked_at)
    return [row for row in places if readings & {str(one["reading"]) for one in row["evidence"]}]


def _reading(row: Row, statement: Statement, revised: Mapping[str, Row], looked_at: View) -> Row:
    its = revised.get(str(row["reading"]))
    left_out = None
    if its is not None:
        left_out = f"Reading {short(str(row['reading']))} does not count: it was {_fate(its)}."
    elif statement["status"] != "current":
        left_out = (
            f"Reading {short(str(row['reading']))} does not count: its statement "
            f"{short(statement['id'])} was {_fate(statement)}."
        )
    elif (why := _out_of_view(statement, looked_at)) is not None:
        left_out = f"Reading {short(str(row['reading']))} does not count: {why}."
    its_statement: Mapping[str, object] = statement
    return {
        "reading": row["reading"],
        "statement": row["id"],
        **{key: row[key] for key in ("target", "label")},
        **{key: notation(row[key]) for key in ("stance", "evaluation")},
        "score": row["score"],
        "confidence": notation(row["confidence"]),
        **{key: row[key] for key in ("reason", "coder", "coder_label")},
        **{key: its_statement[key] for key in _OF_STATEMENT},
        "status": "current" if left_out is None else "left out",
        "left_out": left_out,
    }


_OF_STATEMENT = (
    *("speaker", "speaker_label", "speaker_roles", "speaker_roles_known", "text", "quotes", "mode"),
    *("on_behalf_of", "on_behalf_of_labels"),
    *(
        "said_earliest",
        "said_latest",
        "date_basis",
        "date_reason",
        "counts_from",
        "counts_until",
        "counts_by",
    ),
    *("place_label", "source", "source_label", "start", "end"),
)


def _out_of_view(statement: Statement, looked_at: View) -> str | None:
    """Why a statement is not in a view; None if it is."""
    if looked_at.stated and statement["counts_by"] not in ("stated", "inferred"):
        return "its source gives no date for the statement"
    if looked_at.until is None:
        return None
    first = day(statement["counts_from"])
    if first is None:
        return "neither the statement nor its source has a date"
    return f"it was said after {looked_at.until}" if first > looked_at.until else None


def _fate(row: Mapping[str, object]) -> str:
    """How a record or reading was revised."""
    if row["status"] == "superseded":
        return f"superseded by {short(str(row['superseded_by']))}"
    reason = f" (reason: {str(row['retraction_reason']).rstrip('.')})" if row["retraction_reason"] else ""
    return f"retracted on {str(row['retracted_at'])[:10]}{reason}"


def _order(row: Row) -> tuple[str, str, str, bool, str, str, int, str]:
    dated = row["counts_until"] is not None
    days = (str(row["counts_from"]), str(row["counts_until"])) if dated else ("", "")
    start = row["start"] if isinstance(row["start"], int) else 0
    return (
        *(str(row["speaker_label"]), str(row["label"]), str(row["target"])),
        *(not dated, *days, start, str(row["reading"])),
    )


def _steps(readings: Sequence[Row], places: Sequence[Row]) -> list[str]:
    first = readings[0]
    counted = [row for row in readings if row["left_out"] is None]
    whose = f"{first['speaker_label']} on {first['label']}"
    last = ", undated ones last" if any(row["counts_until"] is None for row in counted) else ""
    order = f"{count(len(counted), 'reading')}, oldest first{last}" if counted else "no readings count"
    steps = [f"{whose}: {order}."]
    for number, row in enumerate(counted, 1):
        reason = f": {str(row['reason']).rstrip('.')}" if row["reason"] else ""
        sure = f"{row['confidence'] or 'no'} confidence, {row['coder_label'] or 'coder'}{reason}"
        score = "" if row["score"] is None else f"score {row['score']}, "
        bodies = conjunction(map(str, row["on_behalf_of_labels"]))
        behalf = f", for {bodies}" if bodies else ""
        held = zip(row["speaker_roles"], row["speaker_roles_known"], strict=True)
        offices = conjunction(f"{office} ({how})" for office, how in held)
        role = f", as {offices}" if offices else ""
        steps.append(f"{number}. {when(row)}{role}{behalf}: {verdict(row)} ({score}{sure}).")
    if not places:
        if counted:
            steps.append("The graph has no position for these readings: run kg build again.")
        return steps
    for place in sorted(places, key=lambda place: (place["current"] is True, str(place["to"] or ""))):
        members = {entry["reading"] for entry in place["evidence"]}
        steps += _run(place, [row for row in counted if row["reading"] in members])
    return steps


def _run(place: Row, readings: Sequence[Row]) -> list[str]:
    span = when({"counts_from": place["from"], "counts_until": place["to"], "counts_by": _basis(place)})
    verdicts = dict.fromkeys(verdict(row) for row in readings)
    newest = "This is the current position" if place["current"] is True else "A later position follows"
    number = count(int(numeric(place["readings"]) or 0), "reading")
    read = f"coders read the same words differently: {', '.join(place['coders'])}" if place["coders"] else ""
    if len(verdicts) < 2:
        if place["undated"] and place["to"] is not None:
            number += f" ({place['undated']} undated)"
        alike = "" if place["readings"] == 1 else ", all with the same value"
        but = f", although {read}" if read else ""
        return [f"{_called(place)}, {span}: {number}{alike}{but}. {newest}."]
    apart = "; ".join(
        f"{verdict(a)} {when(a)} and {verdict(b)} {when(b)}"
        for a, b in _unordered(readings)
        if _words(a) != _words(b)
    )
    reasons = [f"their dates do not show which came first: {apart}"] if apart else []
    reasons += [read] if read else []
    why = "; ".join(reasons) or "they differ on the same days"
    return [f"{_called(place)}, {span}: {number} with different values; {why}. {newest}."]


def _basis(place: Row) -> str | None:
    """The basis of the days of a position, if all readings have the same."""
    return "published" if place["as_reported"] == place["readings"] else None


def _words(row: Row) -> tuple[object, ...]:
    """The passage of a reading."""
    return row["source"], row["start"], row["end"]


def _called(place: Row) -> str:
    return verdict(place).capitalize()


def _unordered(readings: Sequence[Row]) -> Iterable[tuple[Row, Row]]:
    """Pairs of readings with different values of which neither is known to be earlier."""
    for index, one in enumerate(readings):
        for other in readings[index + 1 :]:
            undated = one["counts_until"] is None or other["counts_until"] is None
            if verdict(one) != verdict(other) and (
                undated
                or (
                    one["counts_from"] <= other["counts_until"]
                    and other["counts_from"] <= one["counts_until"]
                )
            ):
                yield one, other


def verdict(row: Row) -> str:
    """Return the stance or evaluation of a reading or position."""
    return str(row["stance"] or row["evaluation"] or "no verdict")


def when(row: Row) -> str:
    """Return the days on which a statement counts, in words.

    >>> when({"counts_from": "2025-09-01", "counts_until": "2025-09-30", "counts_by": "inferred"})
    'between 2025-09-01 and 2025-09-30 (inferred)'
    >>> when({"counts_from": "2025-03-04", "counts_until": "2025-03-04", "counts_by": "published"})
    'as reported on 2025-03-04'
    """
    first, last, basis = row["counts_from"], row["counts_until"], row["counts_by"]
    if last is None:
        return "undated"
    if basis == "published":
        return counting(iso(first, last), basis)
    return counting(f"on {last}" if first == last else f"between {first} and {last}", basis)
