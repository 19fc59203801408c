"""Explain a tie: every reading on each side, and the arithmetic of the weight."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from kg.errors import QuestionError
from kg.model.kinds import ACTOR_KINDS
from kg.model.statement import Statement
from kg.networks.choices import ONE_MODE
from kg.networks.network import Network, tie_id
from kg.networks.preparation import countable, frequent, resolved
from kg.networks.projection import one_mode
from kg.networks.reading_table import Readings
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.networks.weights import closeness, own_congruence
from kg.questions.answer import Asker, Row
from kg.questions.explain import Explanation, explain
from kg.questions.names import Entity, Names
from kg.questions.statements import statements
from kg.store.terms import iri
from kg.wording.counts import count
from kg.wording.visible import visible

if TYPE_CHECKING:
    from kg.store.base import Store


#: Columns of a row that describe the statement and the reading.
_OF_STATEMENT = (
    *("speaker_label", "speaker_roles", "speaker_roles_known", "text", "quotes", "mode"),
    *("said_earliest", "said_latest", "date_basis", "counts_from", "counts_until", "counts_by"),
    *("source", "source_label", "source_url"),
)
_OF_READING = ("confidence", "reason", "coder", "coder_label")


@dataclass(frozen=True, slots=True, repr=False)
class TieExplanation:
    """The readings and the arithmetic behind one tie.

    Attributes:
        about: the tie, in words.
        id: its id in every export; None if there is no tie.
        settings: the settings that differ from the default, in words.
        weight: its weight; 0 if there is no tie.
        steps: the arithmetic, one sentence each, in order.
        readings: one row per reading of either node on a shared item: ``side`` (the node's label), ``item``,
            ``item_label``, ``stance``, ``coded_target``, ``coded_target_label`` and ``coded_stance`` (target
            and stance as coded), ``carried`` (whether the coded target is narrower), ``score``, ``counts``
            (its weight), ``enters`` (whether it enters the weight), and of its statement the words, mode,
            speaker with the offices held at the time, days, source, coder, confidence, reason.
        statements: these statements in full, as in ``kg said``.
        notes: which readings of the two nodes were left out and why.
    """

    about: str
    id: str | None
    settings: str
    weight: float
    steps: list[str]
    readings: list[Row]
    statements: list[Statement]
    notes: list[str]

    def __repr__(self) -> str:
        return visible(
            "\n".join([f"<explanation: {self.about}>", *self.steps, *self.notes]), keep_newlines=True
        )


def explain_tie(store: Store, readings: Readings, settings: Settings, a: str, b: str) -> TieExplanation:
    """Explain the tie between ``a`` and ``b``.

    Args:
        store: provides the words.
        readings: the readings of the network.
        settings: of the network.
        a: IRI of a node.
        b: IRI of another.

    >>> from kg.networks.fetch import fetch
    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     found = explain_tie(store, fetch(store), Settings(),
    ...         *(f"https://w3id.org/wsw/id/person/{who}" for who in ("dominic-leblanc", "pierre-poilievre")))
    >>> found.weight, found.steps[-1]
    (1.0, 'Sum: 1.')
    """
    everything = resolved(readings, settings)
    ready = frequent(countable(everything, settings), settings)
    whole = one_mode(ready, settings)
    label = ready.background.label
    mine, theirs = ("actor", "target") if settings.of == "actors" else ("target", "actor")
    frame = ready.frame
    both = frame[frame[mine].isin((a, b))]
    shared = set(both.loc[both[mine] == a, theirs].astype(str)) & set(
        both.loc[both[mine] == b, theirs].astype(str)
    )
    rows = both[both[theirs].isin(shared)].copy()
    rows["enters"] = rows.index.isin(whole.evidence_rows(a, b))
    steps, total = _arithmetic(ready, settings, rows, a, b, sorted(shared, key=lambda i: (label(i), i)))
    steps += _normalised(whole, ready, a, b, total)
    weight = _weight(whole, a, b)
    if weight is None and rows["enters"].any():
        rests = rows.loc[rows["enters"], "statement"].nunique()
        steps.append(f"No tie: it has {count(rests, 'statement')}, and the minimum is {settings.min_edge:,}.")
    said = _statements(store, rows)
    return TieExplanation(
        about=f"{label(a)} and {label(b)}, {settings.words()}",
        id=None if weight is None else tie_id(settings, a, b),
        settings=settings.words(),
        weight=weight or 0.0,
        steps=steps,
        readings=_rows(ready, settings, rows, said),
        statements=list(said.values()),
        notes=_left_out(everything, ready, settings, a, b),
    )


def _left_out(whole: Readings, ready: Readings, settings: Settings, a: str, b: str) -> list[str]:
    """Return the notes on readings of the two nodes that do not count."""
    mine = "actor" if settings.of == "actors" else "target"
    theirs = Readings(whole.frame[whole.frame[mine].isin((a, b))], whole.background, whole.scale)
    counted = countable(theirs, settings)
    notes = list(counted.notes)
    rare = int((~counted.frame["reading"].isin(ready.frame["reading"])).sum())
    if rare:
        fewer, are = count(settings.min_node, "statement"), "is" if rare == 1 else "are"
        notes.append(f"{rare:,} {are} of a node with fewer than {fewer}.")
    return notes


def _weight(network: Network, a: str, b: str) -> float | None:
    """The weight of the tie between two nodes; None if there is no tie."""
    number = {iri: place for place, iri in enumerate(network.counts.nodes)}
    if a not in number or b not in number:
        return None
    i, j = sorted((number[a], number[b]))
    table = network.table
    found = table.loc[(table["i"] == i) & (table["j"] == j), "weight"]
    return float(found.iloc[0]) if len(found) else None


def _arithmetic(
    ready: Readings, settings: Settings, rows: pd.DataFrame, a: str, b: str, shared: list[str]
) -> tuple[list[str], float]:
    label = ready.background.label
    mine, theirs = ("actor", "target") if settings.of == "actors" else ("target", "actor")
    if not shared:
        return [f"{label(a)} and {label(b)} have no item in common on which readings count."], 0.0
    low, high = ready.scale
    steps, total = [], 0.0
    for item in shared:
        here = rows[rows[theirs] == item]
        sides = [_levels(here[here[mine] == node], settings) for node in (a, b)]
        products, added = [], 0.0
        for score, (word, number) in sides[0].items():
            for other, (other_word, other_number) in sides[1].items():
                by = float(closeness(np.array([score, other]), settings.kind, high - low)[0, -1])
                if by == 0:
                    continue
                added += number * other_number * by
                pair = word if word == other_word else f"{word} with {other_word}"
                times = "" if by == 1 else f" × {_plain(by)}"
                products.append(f"{_plain(number)} × {_plain(other_number)}{times} ({pair})")
        total += added
        said = "; ".join(
            f"{label(node)} {', '.join(f'{_plain(number)} {word}' for word, number in side.values())}"
            for node, side in zip((a, b), sides, strict=True)
        )
        sum_of = f"{' + '.join(products)} = {_plain(added)}" if products else "adds nothing to the weight"
        steps.append(f"{label(item)}: {said}: {sum_of}.")
    if settings.signed and bool(rows["own"].any()):
        gone = "1 - |k - k'| / R" if settings.kind == "congruence" else "|k - k'| / R"
        gone = "1 - 2 |k - k'| / R" if settings.kind == "subtract" else gone
        steps.append(f"Each pair is weighted by {gone}, with R = {high:g} - {low:g} = {high - low:g}.")
    steps.append(f"Sum: {_plain(total)}.")
    return steps, total


def _levels(rows: pd.DataFrame, settings: Settings) -> dict[float, tuple[str, float]]:
    """Return the weight of each score on one side and its name, by score."""
    if not settings.signed:
        return {0.0: ("readings", float(rows["weight"].sum()))}
    found = {}
    for score in sorted(set(rows["score"].to_numpy(float))):
        part = rows[rows["score"] == score]
        words = "/".join(sorted(set(part["value"].astype(str))))
        if part["own"].any():
            words += f" at {score:g}"
        found[score] = (words, float(part["weight"].sum()))
    return found


def _normalised(whole: Network, ready: Readings, a: str, b: str, total: float) -> list[str]:
    """Return the steps from the sum to the normalised weight."""
    name, counts = whole.settings.normalization, whole.counts
    if name == "none" or not {a, b} <= set(counts.nodes):
        return []
    label = ready.background.label
    i, j = counts.nodes.index(a), counts.nodes.index(b)
    made = counts.matrix()
    one, other = made[i], made[j]
    n, m = float(one.sum()), float(other.sum())
    steps = [f"{label(a)} has {_plain(n)} readings that count, {label(b)} {_plain(m)}."]
    if name == "average":
        under, how = (n + m) / 2, f"({_plain(n)} + {_plain(m)}) / 2"
    elif name == "dna-cosine":
        under, how = n * m, f"{_plain(n)} × {_plain(m)}"
    elif name == "jaccard":
        parts = (float(one[other == 0].sum()), float(other[one == 0].sum()), float(one @ other))
        under, how = sum(parts), " + ".join(_plain(part) for part in parts)
    else:
        low, high = ready.scale
        own = own_congruence(made[[i, j]], counts, high - low)
        under, how = float(np.sqrt(own[0] * own[1])), f"√({_plain(own[0])} × {_plain(own[1])})"
    steps.append(f"Normalization {name}: {ONE_MODE[name]}.")
    steps.append(f"{_plain(total)} / ({how} = {_plain(under)}) = {_plain(total / under if under else 0.0)}.")
    return steps


def _statements(store: Store, rows: pd.DataFrame) -> Mapping[str, Statement]:
    wanted = [iri(each) for each in sorted(set(rows["statement"]))]
    if not wanted:
        return {}
    return {str(row["id"]): row for row in statements(Asker(store), {"id": wanted})}


def _rows(
    ready: Readings, settings: Settings, rows: pd.DataFrame, said: Mapping[str, Statement]
) -> list[Row]:
    label = ready.background.label
    mine, theirs = ("actor", "target") if settings.of == "actors" else ("target", "actor")
    found: list[Row] = []
    for row in rows.to_dict("records"):
        statement = said.get(str(row["statement"]))
        about = () if statement is None else statement["about"]
        reading = next((each for each in about if each["reading"] == row["reading"]), None)
        found.append(
            {
                "side": label(str(row[mine])),
                "node": str(row[mine]),
                "item": str(row[theirs]),
                "item_label": label(str(row[theirs])),
                "stance": str(row["value"]),
                "coded_target": str(row["coded_target"]),
                "coded_target_label": label(str(row["coded_target"])),
                "coded_stance": str(row["coded_value"]),
                "carried": str(row["coded_target"]) != str(row["target"]),
                "score": None if pd.isna(row["score"]) else float(row["score"]),
                "counts": float(row["weight"]),
                "enters": bool(row["enters"]),
                "basis": str(row["basis"]),
                "reading": str(row["reading"]),
                "statement": str(row["statement"]),
                **{key: None if statement is None else statement.get(key) for key in _OF_STATEMENT},
                **{key: None if reading is None else reading.get(key) for key in _OF_READING},
            }
        )
    return sorted(
        found,
        key=lambda row: (
            row["item_label"],
            row["item"],
            row["side"],
            row["node"],
            str(row["counts_from"] or "9999"),
            row["reading"],
        ),
    )


def _plain(number: float) -> str:
    """Format a number without trailing zeros.

    >>> _plain(2.0), _plain(0.333333333)
    ('2', '0.3333')
    """
    return f"{number:.4f}".rstrip("0").rstrip(".") if number != int(number) else f"{int(number):,}"


_EVERYTHING = Selection()
_USUAL = Settings(kind="subtract")


@dataclass(frozen=True, slots=True, repr=False)
class PairExplanation:
    """What connects two nodes, and what each says of the other.

    Attributes:
        tie: the arithmetic of their tie, and its readings.
        toward: what each says of the other, where there is such a reading.
    """

    tie: TieExplanation
    toward: list[Explanation]

    def __repr__(self) -> str:
        return "\n".join(map(repr, [self.tie, *self.toward]))

    @property
    def about(self) -> str:
        """Which tie, in words."""
        return self.tie.about

    @property
    def steps(self) -> list[str]:
        """The arithmetic of the tie, one sentence each, in order."""
        return self.tie.steps

    @property
    def readings(self) -> list[Row]:
        """The readings behind the tie, as of :class:`TieExplanation`."""
        return self.tie.readings

    @property
    def statements(self) -> list[Statement]:
        """The statements behind the tie in full, as ``kg said`` gives them."""
        return self.tie.statements


def explain_pair(
    store: Store, a: str, b: str, settings: Settings = _USUAL, selection: Selection = _EVERYTHING
) -> PairExplanation:
    """Explain the tie between two actors or two issues.

    Args:
        store: the graph.
        a: a name as typed.
        b: another.
        settings: of the network; for two issues, ``of`` is set to "issues".
        selection: the readings of the network.

    Raises:
        NameProblem: a name matches nothing, or several things.
        QuestionError: one is an actor and the other an issue, or both are the same.

    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     explain_pair(store, "LeBlanc", "Poilievre").tie.weight
    1.0
    """
    names = Names(Asker(store), since=selection.since, until=selection.until)
    kinds = ("actor",) if settings.of == "actors" else ("issue", "measure", "agreement", "event", "actor")
    one, other = names.find(a, kinds), names.find(b, kinds)
    if one.iri == other.iri:
        raise QuestionError(f"{a!r} and {b!r} are the same: {one.label}", hint="expected two different names")
    tie = explain_tie(store, select(store, selection), settings, one.iri, other.iri)
    toward = [
        found
        for x, y in ((one, other), (other, one))
        if _actor(x)
        and (found := explain(store, x.iri, y.iri, until=selection.until, dates=selection.dates)).readings
    ]
    return PairExplanation(tie, toward)


def _actor(entity: Entity) -> bool:
    return entity.kind in ACTOR_KINDS
