"""Why somebody is said to stand somewhere: every reading, its words, and the steps in sentences."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.errors import NameProblem, QuestionError
from kg.namespaces import WSW
from kg.questions.answer import Asker, Row, amount, notation, plain
from kg.questions.names import TARGETS, Names, covered, short
from kg.questions.positions import standing
from kg.questions.statements import revisions, statements
from kg.store.terms import Term, iri

if TYPE_CHECKING:
    from kg.store.base import Store


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything behind a position, a statement or a reading.

    Attributes:
        about: what is explained, in words.
        positions: rows as of :func:`kg.questions.positions.positions`.
        statements: rows as of :func:`kg.questions.said.said`, superseded and retracted ones included.
        readings: one row a reading: ``reading``, ``statement``, ``target``, ``label``, ``stance``,
            ``evaluation``, ``score``, ``confidence``, ``reason``, ``coder``, ``coder_label``, the
            statement's ``speaker_label``, ``on_behalf_of_labels``, ``text``, dates, ``status`` and, where it
            does not count, ``left_out``.
        steps: the arithmetic, one sentence each, in order.
        left_out: what does not count and why, one sentence each.
        sparql: the texts that ran.
    """

    about: str
    positions: list[Row]
    statements: list[Row]
    readings: list[Row]
    steps: list[str]
    left_out: list[str]
    sparql: tuple[str, ...]


def explain(store: Store, what: str, target: str | None = None) -> Explanation:
    """The evidence for what ``what`` thinks of ``target``, or behind one statement, reading or position.

    Args:
        store: the graph.
        what: an actor's name where ``target`` is given; else the IRI or ``kind/id`` of a statement,
            reading or position.
        target: an issue or thing; narrower issues are explained as well.

    Raises:
        NameProblem: a name fits nothing, or several things.
        QuestionError: ``what`` alone is no statement, reading or position.
    """
    asker = Asker(store, all_versions=True)
    names = Names(asker)
    if target is not None:
        holder, on = names.find(what, ("actor",)), names.find(target, TARGETS)
        chosen = {"by": [holder.term], "target": covered(asker, on)}
        found = {"by": [holder.term], "about": chosen["target"]}
        return _explained(asker, f"{holder.label} on {on.label}", chosen, found)
    node = names.node(what)
    if WSW.Position in node.classes:
        return _position(asker, node.term)
    if WSW.Reading in node.classes:
        return _explained(
            asker, f"the reading {short(node.iri)}", {"reading": [node.term]}, {"reading": [node.term]}
        )
    if WSW.Statement in node.classes:
        return _statement(asker, node.term)
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


def _position(asker: Asker, position: Term) -> Explanation:
    row = standing(asker, {"position": [position]})[0]
    holder, target = iri(str(row["holder"])), iri(str(row["target"]))
    return _explained(
        asker,
        f"{row['holder_label']} on {row['target_label']}",
        {"by": [holder], "target": [target]},
        {"by": [holder], "about": [target]},
    )


def _statement(asker: Asker, statement: Term) -> Explanation:
    readings = [term for row in asker.part("readings", id=[statement]) if (term := row["reading"])]
    explained = _explained(
        asker, f"the statement {short(statement.value)}", {"id": [statement]}, {"reading": readings}
    )
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
    asker: Asker, about: str, chosen: Mapping[str, Sequence[Term]], found: Mapping[str, Sequence[Term]]
) -> Explanation:
    readings = [{key: plain(value) for key, value in row.items()} for row in asker.part("readings", **chosen)]
    ids = sorted({str(row["id"]) for row in readings})
    said = {str(row["id"]): row for row in statements(asker, {"id": [iri(i) for i in ids]})} if ids else {}
    revised = revisions(asker) if readings else {}
    rows = [_reading(row, said[str(row["id"])], revised) for row in readings if str(row["id"]) in said]
    rows.sort(key=_order)
    places = standing(asker, found) if rows else []
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


def _reading(row: Row, statement: Row, revised: Mapping[str, Row]) -> Row:
    its = revised.get(str(row["reading"]))
    left_out = None
    if its is not None:
        left_out = f"The reading {short(str(row['reading']))} is left out: {_fate(its)}."
    elif statement["status"] != "current":
        left_out = (
            f"The reading {short(str(row['reading']))} is left out, because its statement "
            f"{short(str(statement['id']))} is: {_fate(statement)}."
        )
    return {
        "reading": row["reading"],
        "statement": row["id"],
        **{key: row[key] for key in ("target", "label")},
        **{key: notation(row[key]) for key in ("stance", "evaluation")},
        "score": row["score"],
        "confidence": notation(row["confidence"]),
        **{key: row[key] for key in ("reason", "coder", "coder_label")},
        **{key: statement[key] for key in ("speaker", "speaker_label", "text", "quotes", "mode")},
        **{key: statement[key] for key in ("on_behalf_of", "on_behalf_of_labels")},
        **{key: statement[key] for key in ("said_earliest", "said_latest", "date_basis", "date_reason")},
        **{key: statement[key] for key in ("place_label", "source", "source_label", "start", "end")},
        "status": "current" if left_out is None else "left out",
        "left_out": left_out,
    }


def _fate(row: Row) -> str:
    """What became of a record or reading."""
    if row["status"] == "superseded":
        return f"superseded by {short(str(row['superseded_by']))}"
    reason = f", because {row['retraction_reason']}" if row["retraction_reason"] else ""
    return f"retracted on {str(row['retracted_at'])[:10]}{reason}"


def _order(row: Row) -> tuple[str, str, str, bool, str, str, int, str]:
    dated = row["said_latest"] is not None
    day = (str(row["said_earliest"]), str(row["said_latest"])) if dated else ("", "")
    start = row["start"] if isinstance(row["start"], int) else 0
    return (
        *(str(row["speaker_label"]), str(row["label"]), str(row["target"])),
        *(not dated, *day, start, str(row["reading"])),
    )


def _steps(readings: Sequence[Row], places: Sequence[Row]) -> list[str]:
    first = readings[0]
    counted = [row for row in readings if row["left_out"] is None]
    whose = f"{first['speaker_label']} on {first['label']}"
    last = ", undated ones last" if any(row["said_latest"] is None for row in counted) else ""
    order = f"{amount(len(counted), 'readings')}, in order of time{last}" if counted else "no reading counts"
    steps = [f"{whose}: {order}."]
    for number, row in enumerate(counted, 1):
        reason = f": {str(row['reason']).rstrip('.')}" if row["reason"] else ""
        sure = f"{row['confidence'] or 'no'} confidence, {row['coder_label'] or 'coder'}{reason}"
        score = "" if row["score"] is None else f"score {row['score']}, "
        bodies = " and ".join(map(str, row["on_behalf_of_labels"]))
        behalf = f", for {bodies}" if bodies else ""
        steps.append(f"{number}. {when(row)}{behalf}: {verdict(row)} ({score}{sure}).")
    if not places:
        if counted:
            steps.append("No position has been computed from them; build the graph again.")
        return steps
    for place in sorted(places, key=lambda place: (place["current"] is True, str(place["to"] or ""))):
        members = {entry["reading"] for entry in place["evidence"]}
        steps += _run(place, [row for row in counted if row["reading"] in members])
    return steps


def _run(place: Row, readings: Sequence[Row]) -> list[str]:
    span = when({"said_earliest": place["from"], "said_latest": place["to"], "date_basis": None})
    verdicts = dict.fromkeys(verdict(row) for row in readings)
    newest = "This is the current position" if place["current"] is True else "A later position follows it"
    count = amount(int(place["readings"]), "readings")
    if len(verdicts) < 2:
        if place["undated"] and place["to"] is not None:
            count += f", {place['undated']} of them without a date,"
        return [f"{_called(place)}, {span}: an unbroken run of {count} of one kind. {newest}."]
    pairs = list(_unordered(readings))
    apart = "; ".join(
        f"{verdict(a)} {when(a)} and {verdict(b)} {when(b)}"
        for a, b in pairs
        if a["statement"] != b["statement"]
    )
    coders = "; ".join(
        f"{a['coder_label']} reads {verdict(a)} and {b['coder_label']} {verdict(b)}"
        for a, b in pairs
        if a["statement"] == b["statement"]
    )
    reasons = [f"their dates cannot be put in order: {apart}"] if apart else []
    reasons += [f"the same statement is read differently: {coders}"] if coders else []
    why = "; ".join(reasons) or "they differ on the same days"
    return [f"{_called(place)}, {span}: {count} that differ, and {why}. {newest}."]


def _called(place: Row) -> str:
    return verdict(place).capitalize()


def _unordered(readings: Sequence[Row]) -> Iterable[tuple[Row, Row]]:
    """Pairs of different verdict of which neither is known to be the earlier."""
    for index, one in enumerate(readings):
        for other in readings[index + 1 :]:
            undated = one["said_latest"] is None or other["said_latest"] is None
            if verdict(one) != verdict(other) and (
                undated
                or (
                    one["said_earliest"] <= other["said_latest"]
                    and other["said_earliest"] <= one["said_latest"]
                )
            ):
                yield one, other


def verdict(row: Row) -> str:
    """The stance or evaluation of a reading or position in a word."""
    return str(row["stance"] or row["evaluation"] or "no verdict")


def when(row: Row) -> str:
    """The date of a statement in words.

    >>> when({"said_earliest": "2025-09-01", "said_latest": "2025-09-30", "date_basis": "inferred"})
    'between 2025-09-01 and 2025-09-30 (inferred)'
    """
    if row["said_latest"] is None:
        return "without a date"
    inferred = " (inferred)" if row["date_basis"] == "inferred" else ""
    if row["said_earliest"] == row["said_latest"]:
        return f"on {row['said_latest']}{inferred}"
    return f"between {row['said_earliest']} and {row['said_latest']}{inferred}"
