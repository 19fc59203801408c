"""The two-mode network: actors on one side, what they speak on, on the other.

=========  ===========================================================================
node       attributes
=========  ===========================================================================
actor      ``bipartite=0``, ``iri``, ``label``, ``kind`` (person, organization, government,
           country, group, population), ``roles`` (tuple), ``statements`` (how many they made)
target     ``bipartite=1``, ``iri``, ``label``, ``kind`` (proposal, condition, topic, issue, actor,
           measure, agreement, event), ``statements`` (how many have a reading toward it)
=========  ===========================================================================

There is one edge per actor, target and stance or evaluation. Its key is the stance; its attributes
are ``stance`` (the notation), ``scheme`` ("stance" or "evaluation"), ``weight`` (number of readings),
``evidence`` (IRIs of those readings), ``statements`` (IRIs of what they read) and ``id``, which
depends on actor, target and stance alone. Two stances of one actor on one target are two edges.

An actor who is also a target is two nodes, so that the network stays two-mode: the target's
key is its IRI with ``#target`` behind it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from hashlib import sha256
from typing import Any

import networkx as nx

ACTOR_KINDS = frozenset({"person", "organization", "government", "country", "group", "population"})


def two_mode(
    statements: Iterable[Mapping[str, Any]],
    *,
    issue_kinds: Mapping[str, str] | None = None,
    isolates: bool = False,
) -> nx.MultiGraph:
    """Build the network from the rows of ``kg.questions.said.said``.

    Args:
        statements: one mapping per statement, with its readings under ``about``.
        issue_kinds: "proposal", "condition" or "topic" by IRI of the issue; "issue" where it says nothing.
        isolates: whether speakers without any reading are nodes too.

    A reading without stance and evaluation makes no edge. Nodes and edges come in order of their
    keys, whatever the order of the rows.

    >>> row = {"id": "urn:s1", "speaker": "https://x.org/id/person/ann", "speaker_label": "Ann", "about": [
    ...     {"reading": "urn:r1", "target": "https://x.org/id/issue/toll", "label": "A toll",
    ...      "stance": "oppose"}]}
    >>> network = two_mode([row])
    >>> [(n, d["label"], d["kind"]) for n, d in network.nodes(data=True)]
    [('https://x.org/id/person/ann', 'Ann', 'person'), ('https://x.org/id/issue/toll', 'A toll', 'issue')]
    >>> [(key, d["weight"], d["evidence"]) for *_, key, d in network.edges(keys=True, data=True)]
    [('oppose', 1, ('urn:r1',))]
    """
    actors: dict[str, dict[str, Any]] = {}
    targets: dict[str, dict[str, Any]] = {}
    edges: dict[tuple[str, str, str, str], dict[str, str]] = {}
    for row in statements:
        speaker = row.get("speaker")
        if not speaker:
            continue
        actor = actors.setdefault(speaker, _node(0, speaker, row.get("speaker_label"), kind_of(speaker)))
        actor["statements"].add(row["id"])
        actor["roles"] = actor.get("roles", set()) | set(_texts(row.get("speaker_roles")))
        for reading in row.get("about") or ():
            iri = reading.get("target")
            for scheme in ("stance", "evaluation"):
                value = reading.get(scheme)
                if not iri or not value:
                    continue
                kind = kind_of(iri)
                key = f"{iri}#target" if kind in ACTOR_KINDS else iri
                kind = "actor" if kind in ACTOR_KINDS else (issue_kinds or {}).get(iri, kind)
                targets.setdefault(key, _node(1, iri, reading.get("label"), kind))["statements"].add(
                    row["id"]
                )
                edges.setdefault((speaker, key, scheme, value), {})[reading["reading"]] = row["id"]
    network = nx.MultiGraph()
    spoken = {speaker for speaker, *_ in edges}
    for iri, node in sorted(actors.items()):
        if isolates or iri in spoken:
            roles = tuple(sorted(node["roles"]))
            network.add_node(iri, **{**node, "roles": roles, "statements": len(node["statements"])})
    for key, node in sorted(targets.items()):
        network.add_node(key, **{**node, "statements": len(node["statements"])})
    for (speaker, target, scheme, value), evidence in sorted(edges.items()):
        key = edge_key(scheme, value)
        network.add_edge(
            speaker,
            target,
            key=key,
            id=edge_id(speaker, target, key),
            stance=value,
            scheme=scheme,
            weight=len(evidence),
            evidence=tuple(sorted(evidence)),
            statements=tuple(sorted(set(evidence.values()))),
        )
    return network


def kind_of(iri: str) -> str:
    """The kind that an IRI names: its last path segment but one.

    >>> kind_of("https://w3id.org/wsw/id/person/mark-carney")
    'person'
    >>> kind_of("urn:x")
    'other'
    """
    parts = iri.rstrip("/").split("/")
    return parts[-2] if len(parts) > 2 and parts[-2] else "other"


def edge_key(scheme: str, value: str) -> str:
    """The key of an edge; what both schemes have is told apart.

    >>> edge_key("stance", "mixed"), edge_key("evaluation", "mixed"), edge_key("evaluation", "positive")
    ('mixed', 'mixed evaluation', 'positive')
    """
    return (
        f"{value} evaluation"
        if scheme == "evaluation" and value in {"mixed", "neutral", "unclear"}
        else value
    )


def edge_id(actor: str, target: str, key: str) -> str:
    """An id that stays the same as long as actor, target and stance do.

    >>> edge_id("urn:a", "urn:t", "oppose")
    'e265cd50d1cd3'
    """
    return "e" + sha256(f"{actor}|{target}|{key}".encode()).hexdigest()[:12]


def _node(side: int, iri: str, label: str | None, kind: str) -> dict[str, Any]:
    return {"bipartite": side, "iri": iri, "label": label or iri, "kind": kind, "statements": set()}


def _texts(value: Any) -> list[str]:
    """Several texts, one text or none, as a list.

    >>> _texts("a"), _texts(None), _texts(["a", "b"])
    (['a'], [], ['a', 'b'])
    """
    if not value:
        return []
    return [value] if isinstance(value, str) else [str(v) for v in value]
