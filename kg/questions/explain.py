"""Why somebody is said to stand somewhere: every reading, its words, and the steps in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NameProblem, QuestionError
from kg.model.statement import Statement
from kg.namespaces import WSW
from kg.questions.answer import Asker, Row, notation, plain
from kg.questions.names import TARGETS, Names, covered, short
from kg.questions.offices import day
from kg.questions.position_runs import View
from kg.questions.positions import standing, view
from kg.questions.sheet_lines import located
from kg.questions.statements import revisions, statements
from kg.store.terms import Term, iri
from kg.wording.counts import count
from kg.wording.days import counting, iso
from kg.wording.visible import visible

if TYPE_CHECKING:
    from kg.store.base import Store


@dataclass(frozen=True, slots=True, repr=False)
class Explanation:
    """Everything behind a position, a statement or a reading.

    Attributes:
        about: what is explained, in words.
        positions: rows as of :func:`kg.questions.positions.positions`.
        statements: rows as of :func:`kg.questions.said.said`, superseded and retracted ones included.
        readings: one row a reading: ``reading``, ``statement``, ``target``, ``label``, ``stance``,
            ``evaluation``, ``score``, ``confidence``, ``reason``, ``coder``, ``coder_label``, the
            statement's ``speaker_label`` with ``speaker_roles`` and ``speaker_roles_known``,
            ``on_behalf_of_labels``, ``text``, its own dates and the days on which it counts, ``status`` and,
            where it does not count, ``left_out``.
        steps: the arithmetic, one sentence each, in order.
        left_out: what does not count and why, one sentence each.
        sparql: the texts that ran.
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
    """The evidence for what ``what`` thinks of ``target``, or behind one statement, reading or position.

    Args:
        store: the graph.
        what: an actor's name where ``target`` is given; else the IRI or ``kind/id`` of a statement,
            reading or position.
        target: an issue or thing; narrower issues are explained as well, each by itself.
        until: a year, month or day: as of then, by what can have been said by it.
        dates: "counted", or "stated" to leave out statements of which the source gives no date.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: ``what`` alone is no statement, reading or position, or ``until`` or ``dates`` is none
            of what it can be.
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
        f"{what!r} is no statement, reading or position",
        hint="name an actor and what it is about, or show all that is known of it: kg show",
    )


def both_actors(store: Store, what: str, target: str) -> bool:
    """Whether both names are of actors, so that what ties them can be asked for.

    A name that fits nothing, or several things, is no actor's here; :func:`explain` says what is wrong.
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
        ["No coder has read this statement toward a target; no position rests on it."],
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
        steps.append(f"No reading in the graph fits: looked at {words}.")
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
    """The positions that rest on the readings in ``rows``."""
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
        left_out = f"The reading {short(str(row['reading']))} is left out: {_fate(its)}."
    elif statement["status"] != "current":
        left_out = (
            f"The reading {short(str(row['reading']))} is left out, because its statement "
            f"{short(statement['id'])} is: {_fate(statement)}."
        )
    elif (why := _out_of_view(statement, looked_at)) is not None:
        left_out = f"The reading {short(str(row['reading']))} is left out: {why}."
    told: Mapping[str, object] = statement
    return {
        "reading": row["reading"],
        "statement": row["id"],
        **{key: row[key] for key in ("target", "label")},
        **{key: notation(row[key]) for key in ("stance", "evaluation")},
        "score": row["score"],
        "confidence": notation(row["confidence"]),
        **{key: row[key] for key in ("reason", "coder", "coder_label")},
        **{key: told[key] for key in _OF_STATEMENT},
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
    """Why a statement is not in a view; None where it is."""
    if looked_at.stated and statement["counts_by"] not in ("stated", "inferred"):
        return "its source gives no date of the statement"
    if looked_at.until is None:
        return None
    first = day(statement["counts_from"])
    if first is None:
        return "neither the statement nor its source has a date"
    return f"it cannot have been said by {looked_at.until}" if first > looked_at.until else None


def _fate(row: Mapping[str, object]) -> str:
    """What became of a record or reading."""
    if row["status"] == "superseded":
        return f"superseded by {short(str(row['superseded_by']))}"
    reason = f", because {row['retraction_reason']}" if row["retraction_reason"] else ""
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
    last = ", those without any date last" if any(row["counts_until"] is None for row in counted) else ""
    order = f"{count(len(counted), 'reading')}, in order of time{last}" if counted else "no reading counts"
    steps = [f"{whose}: {order}."]
    for number, row in enumerate(counted, 1):
        reason = f": {str(row['reason']).rstrip('.')}" if row["reason"] else ""
        sure = f"{row['confidence'] or 'no'} confidence, {row['coder_label'] or 'coder'}{reason}"
        score = "" if row["score"] is None else f"score {row['score']}, "
        bodies = " and ".join(map(str, row["on_behalf_of_labels"]))
        behalf = f", for {bodies}" if bodies else ""
        held = zip(row["speaker_roles"], row["speaker_roles_known"], strict=True)
        offices = " and ".join(f"{office} ({how})" for office, how in held)
        role = f", as {offices}" if offices else ""
        steps.append(f"{number}. {when(row)}{role}{behalf}: {verdict(row)} ({score}{sure}).")
    if not places:
        if counted:
            steps.append("No position has been worked out from them; build the graph again.")
        return steps
    for place in sorted(places, key=lambda place: (place["current"] is True, str(place["to"] or ""))):
        members = {entry["reading"] for entry in place["evidence"]}
        steps += _run(place, [row for row in counted if row["reading"] in members])
    return steps


def _run(place: Row, readings: Sequence[Row]) -> list[str]:
    span = when({"counts_from": place["from"], "counts_until": place["to"], "counts_by": _basis(place)})
    verdicts = dict.fromkeys(verdict(row) for row in readings)
    newest = "This is the current position" if place["current"] is True else "A later position follows it"
    number = count(int(place["readings"]), "reading")
    read = f"coders read the same words differently: {', '.join(place['coders'])}" if place["coders"] else ""
    if len(verdicts) < 2:
        if place["undated"] and place["to"] is not None:
            number += f", {place['undated']} of them without any date,"
        but = f", though {read}" if read else ""
        return [f"{_called(place)}, {span}: an unbroken run of {number} of one kind{but}. {newest}."]
    apart = "; ".join(
        f"{verdict(a)} {when(a)} and {verdict(b)} {when(b)}"
        for a, b in _unordered(readings)
        if _words(a) != _words(b)
    )
    reasons = [f"their dates cannot be put in order: {apart}"] if apart else []
    reasons += [read] if read else []
    why = "; ".join(reasons) or "they differ on the same days"
    return [f"{_called(place)}, {span}: {number} that differ, and {why}. {newest}."]


def _basis(place: Row) -> str | None:
    """What the days of a position rest on, where that is one thing to say."""
    return "published" if place["as_reported"] == place["readings"] else None


def _words(row: Row) -> tuple[object, ...]:
    """Which words a reading is of."""
    return row["source"], row["start"], row["end"]


def _called(place: Row) -> str:
    return verdict(place).capitalize()


def _unordered(readings: Sequence[Row]) -> Iterable[tuple[Row, Row]]:
    """Pairs of different verdict of which neither is known to be the earlier."""
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
    """The stance or evaluation of a reading or position in a word."""
    return str(row["stance"] or row["evaluation"] or "no verdict")


def when(row: Row) -> str:
    """The days on which a statement counts, in words.

    >>> when({"counts_from": "2025-09-01", "counts_until": "2025-09-30", "counts_by": "inferred"})
    'between 2025-09-01 and 2025-09-30 (inferred)'
    >>> when({"counts_from": "2025-03-04", "counts_until": "2025-03-04", "counts_by": "published"})
    'as reported on 2025-03-04'
    """
    first, last, basis = row["counts_from"], row["counts_until"], row["counts_by"]
    if last is None:
        return "without any date"
    if basis == "published":
        return counting(iso(first, last), basis)
    return counting(f"on {last}" if first == last else f"between {first} and {last}", basis)
