"""What a page shows in addition to statements: other names, broader issues, the scale of scores."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from kg.model.stances import scale
from kg.namespaces import SKOS, WSW
from kg.questions.answer import Asker, numeric, plain
from kg.questions.issue_kinds import issue_kinds
from kg.store.terms import Term, iri

if TYPE_CHECKING:
    from kg.store.base import Store

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """Facts about actors and issues; each may be missing.

    Attributes:
        names: other names and spellings of actors and issues, by IRI.
        broader: every broader issue of an issue, directly or through others, by IRI.
        labels: the label of each broader issue, by IRI.
        kinds: "proposal", "condition" or "topic", by IRI of an issue.
        scale: the lowest and highest possible score of a reading.
    """

    names: Mapping[str, Sequence[str]] = field(default_factory=dict)
    broader: Mapping[str, Sequence[str]] = field(default_factory=dict)
    labels: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    scale: tuple[float, float] = (-1.0, 1.0)


def known(store: Store, rows: Sequence[Row]) -> Known:
    """Return what the store has on the speakers and targets of ``rows``.

    >>> from kg.questions.said import said
    >>> from kg.store import open_store
    >>> with open_store() as store:
    ...     found = known(store, said(store, by="Greer").rows)
    >>> found.scale, sorted(found.kinds.values())[:1]
    ((-1.0, 1.0), ['proposal'])
    """
    asker = Asker(store)
    speakers = {row["speaker"] for row in rows if row.get("speaker")}
    targets = {reading["target"] for row in rows for reading in row.get("about") or ()}
    broader = _broader(asker, targets)
    names, labels = _names(asker, speakers | targets | {b for above in broader.values() for b in above})
    return Known(
        names=names,
        broader=broader,
        labels=labels,
        kinds=issue_kinds(store, targets),
        scale=_scale(asker),
    )


def _broader(asker: Asker, targets: Iterable[str]) -> dict[str, list[str]]:
    wanted, found = set(targets), dict[str, set[str]]()
    for node, value in _pairs(asker, SKOS.broaderTransitive):
        if node in wanted and node != value:
            found.setdefault(node, set()).add(str(value))
    return {node: sorted(above) for node, above in sorted(found.items())}


def _names(asker: Asker, wanted: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, str]]:
    """Other names, and labels, by IRI."""
    asked: list[Term] = [iri(address) for address in sorted(wanted)]
    others, labels = dict[str, set[str]](), dict[str, str]()
    for row in asker.part("names", entity=asked) if asked else ():
        address, prop, label = plain(row["entity"]), plain(row["property"]), plain(row["label"])
        if prop in (SKOS.altLabel, SKOS.hiddenLabel):
            others.setdefault(str(address), set()).add(str(label))
        else:
            labels[str(address)] = str(label)
    return {address: sorted(names) for address, names in sorted(others.items())}, labels


def _scale(asker: Asker) -> tuple[float, float]:
    """The scale of all readings in the graph that count, shown on the page or not."""
    scores = [
        (node, score) for node, value in _pairs(asker, WSW.score) if (score := numeric(value)) is not None
    ]
    if not scores:
        return scale((), every=False)
    gone = {str(plain(row["record"])) for row in asker.part("revised")}
    own = {node: score for node, score in scores if node not in gone}
    things = asker.part("count", **{"class": [iri(WSW.Reading)]})[0]["things"]
    return scale(own.values(), every=things is not None and len(own) >= int(things.value))


def _pairs(asker: Asker, prop: str) -> list[tuple[str, Any]]:
    return [
        (str(plain(row["node"])), plain(row["value"])) for row in asker.part("property", property=[iri(prop)])
    ]
