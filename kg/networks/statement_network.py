"""The two-mode network of statements as questions return them; it needs no store and no pandas."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.model.kinds import kind_of
from kg.networks.settings import Settings
from kg.networks.two_mode_graph import Names, Tie, two_mode_graph

if TYPE_CHECKING:
    import networkx as nx


def two_mode(
    statements: Iterable[Mapping[str, Any]],
    *,
    issue_kinds: Mapping[str, str] | None = None,
    isolates: bool = False,
) -> nx.MultiGraph:
    """Return the network of the rows of ``kg.questions.said.said``.

    Actors have two more attributes: ``statements`` counts all statements given, including those without a
    reading, and ``roles`` lists in words the offices held when they were made.

    Args:
        statements: one mapping per statement, with its readings under ``about``. A reading without stance and
            evaluation makes no tie.
        issue_kinds: "proposal", "condition" or "topic" by IRI of the issue; "issue" if missing.
        isolates: whether to keep speakers without any reading.

    >>> row = {"id": "urn:s1", "speaker": "https://x.org/id/person/ann", "speaker_label": "Ann", "about": [
    ...     {"reading": "urn:r1", "target": "https://x.org/id/issue/toll", "label": "A toll",
    ...      "stance": "oppose"}]}
    >>> network = two_mode([row])
    >>> [(n, d["label"], d["kind"]) for n, d in network.nodes(data=True)]
    [('https://x.org/id/person/ann', 'Ann', 'person'), ('https://x.org/id/issue/toll', 'A toll', 'issue')]
    >>> [(key, d["weight"], d["evidence"]) for *_, key, d in network.edges(keys=True, data=True)]
    [('oppose', 1.0, ('urn:r1',))]
    """
    rows = [row for row in statements if row.get("speaker")]
    labels: dict[str, str] = {}
    for row in rows:
        labels.setdefault(row["speaker"], row.get("speaker_label") or row["speaker"])
        for _, reading in _coded(row):
            labels.setdefault(reading["target"], reading.get("label") or reading["target"])
    found = {
        (reading["reading"], tie.scheme): (tie, row["id"]) for row in rows for tie, reading in _coded(row)
    }
    readings = [(tie, reading, statement) for (reading, _), (tie, statement) in sorted(found.items())]
    names = Names(
        lambda iri: labels.get(iri) or iri, lambda iri: (issue_kinds or {}).get(iri) or kind_of(iri)
    )
    made: dict[str, set[str]] = {}
    roles: dict[str, set[str]] = {}
    for row in rows:
        made.setdefault(row["speaker"], set()).add(row["id"])
        roles.setdefault(row["speaker"], set()).update(_texts(row.get("speaker_roles")))
    actors = made if isolates else {tie.actor for tie, _, _ in readings}
    targets = {tie.target for tie, _, _ in readings}

    def by_label(iri: str) -> tuple[str, str]:
        return names.label(iri).casefold(), iri

    settings = Settings(kind="two-mode", isolates=isolates)
    graph = two_mode_graph(
        readings,
        names,
        (sorted(actors, key=by_label), sorted(targets, key=by_label)),
        settings=settings.plain(),
        notes=(),
    )
    for iri, its in made.items():
        if iri in graph:
            graph.nodes[iri].update(statements=len(its), roles=tuple(sorted(roles[iri])))
    return graph


def _coded(row: Mapping[str, Any]) -> Iterator[tuple[Tie, Mapping[str, Any]]]:
    """Yield the ties of the readings of a statement, with the readings."""
    for reading in row.get("about") or ():
        target = reading.get("target")
        for scheme in ("stance", "evaluation"):
            if target and reading.get(scheme):
                yield Tie(row["speaker"], target, scheme, reading[scheme]), reading


def _texts(value: Any) -> list[str]:
    """Return several texts, one text or none as a list.

    >>> _texts("a"), _texts(None), _texts(["a", "b"])
    (['a'], [], ['a', 'b'])
    """
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(v) for v in value]
