"""The data for the page's scripts: nodes, lines, statements, and the values of filters.

The scripts count the readings in view; the data only assign lines to each reading. Repeated values (sources,
coders) occur once, empty values are left out, and IRIs below the base are written without it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from kg.export.page.phrases import SIDES
from kg.model.kinds import ACTOR_KINDS
from kg.model.stances import SENSES
from kg.questions.context import Known
from kg.questions.debate import Toward
from kg.questions.offices import day
from kg.wording.safe_text import clean, one_line

#: Confidences in the order of their filter; other values follow.
CONFIDENCES = ("high", "medium", "low")
_LOCAL = re.compile(r"[a-z][a-z-]*/[A-Za-z0-9_.-]+(#target)?")
_OF_SOURCE = ("source_id", "source", "url", "published")
_ELSEWHERE = frozenset((*_OF_SOURCE, "actor", "coder", "node", "shown", "roles"))


def content(
    drawing: Mapping[str, Any],
    cards: Sequence[Mapping[str, Any]],
    known: Known,
    base: str,
    *,
    counted: bool = False,
) -> dict[str, Any]:
    """Return the data block of a page.

    Args:
        drawing: from :func:`kg.export.page.picture.picture`, each edge with its readings as ``evidence``.
        cards: from :func:`kg.export.page.statement_cards.statement_cards`.
        known: other names and broader issues.
        base: the common beginning of the workspace's IRIs.
        counted: whether nodes and lines keep their counts, because the scripts cannot count them again.
    """
    left = () if counted else _COUNTED
    lines: dict[str, list[int]] = {}
    for number, edge in enumerate(drawing["edges"]):
        for reading in edge.get("evidence", ()):
            lines.setdefault(reading, []).append(number)
    sources: dict[tuple[Any, ...], int] = {}
    coders: dict[str, int] = {}
    statements = []
    for card in cards:
        source = tuple(card[key] for key in _OF_SOURCE)
        one = {k: v for k, v in card.items() if k not in _ELSEWHERE}
        if card["counts_by"] in ("stated", "inferred"):  # it counts on its own days
            del one["said_first"], one["said_last"]
        one["id"] = local(card["id"], base)
        one["by"] = card.get("node")
        one["speaker_id"] = local(str(card["actor"] or ""), base)
        one["source"] = sources.setdefault(source, len(sources))
        one["coder"] = coders.setdefault(card["coder"], len(coders)) if card["coder"] else None
        one["readings"] = [_reading(r, lines, drawing["edges"], coders, base) for r in card["readings"]]
        statements.append(_filled(one))
    return {
        "base": base,
        "nodes": [_node(node, known, base, left) for node in drawing["nodes"]],
        "edges": [_filled({k: v for k, v in e.items() if k not in left}) for e in drawing["edges"]],
        "sources": [_source(each, base) for each in sources],
        "coders": list(coders),
        "cards": statements,
        "issues": issues(drawing["nodes"], known, base),
        "scale": list(known.scale),
        "codes": {sense.code: sense.side for sense in SENSES},
        "signs": {SIDES[sense.code]: sense.sign for sense in SENSES},
        "share": drawing["share"],
    }


#: What the scripts count themselves.
_COUNTED = ("weight", "evidence", "statements", "cards")


def local(iri: str, base: str) -> str:
    """Return an IRI without the base if that is unambiguous.

    >>> local("https://x.org/id/person/ann", "https://x.org/id/"), local("https://x.org/a", "https://x.org/")
    ('person/ann', 'https://x.org/a')
    """
    rest = iri.removeprefix(base)
    return rest if rest != iri and _LOCAL.fullmatch(rest) else iri


def issues(nodes: Iterable[Mapping[str, Any]], known: Known, base: str) -> list[dict[str, Any]]:
    """Return the values of the issue filter: every target, and the issues above it, with what each covers.

    Returns:
        ``id``, ``label``, ``covers`` (ids of nodes, including its own), in order of labels.
    """
    covers: dict[str, list[str]] = {}
    labels: dict[str, str] = {}
    for node in nodes:
        if not node["issue"]:
            continue
        key = node["key"]
        labels[key] = node["name"]
        for each in (key, *known.broader.get(key, ())):
            covers.setdefault(each, []).append(node["id"])
            labels.setdefault(each, one_line(known.labels.get(each, each)))
    return [
        {"id": local(clean(key), base), "label": labels[key], "covers": covers[key]}
        for key in sorted(covers, key=lambda key: (labels[key].casefold(), key))
    ]


def choices(
    cards: Sequence[Mapping[str, Any]], nodes: Iterable[Mapping[str, Any]], *, every: bool = False
) -> dict[str, list[str]]:
    """Return the values of the other filters: the kinds of actors, modes and confidences that occur.

    Args:
        cards: the statements.
        nodes: of the picture.
        every: whether to include the kinds of all nodes, not only of actors.
    """
    kinds = {node["kind"] for node in nodes if every or not node["issue"]} | {card["kind"] for card in cards}
    said = {reading["confidence"] for card in cards for reading in card["readings"] if reading["value"]}
    known = [one for one in CONFIDENCES if one in said]
    return {
        "kind": sorted(kinds, key=lambda kind: (kind not in ACTOR_KINDS, kind)),
        "mode": sorted({card["mode"] for card in cards}),
        "confidence": known + sorted(said - set(known)),
    }


def _node(node: Mapping[str, Any], known: Known, base: str, left: Sequence[str]) -> dict[str, Any]:
    one = {key: value for key, value in node.items() if key not in left}
    one["key"] = local(node["key"], base)
    one["names"] = [one_line(name) for name in known.names.get(node["key"].removesuffix("#target"), ())]
    return _filled(one)


def _reading(
    reading: Mapping[str, Any],
    lines: Mapping[str, Sequence[int]],
    edges: Sequence[Mapping[str, Any]],
    coders: dict[str, int],
    base: str,
) -> dict[str, Any]:
    one = {key: value for key, value in reading.items() if key not in ("side", "verb", "coder")}
    one["id"], one["target"] = local(reading["id"], base), local(reading["target"], base)
    one["coder"] = coders.setdefault(reading["coder"], len(coders)) if reading["coder"] else None
    one["edges"] = lines.get(reading["id"], ())
    if [edges[at].get("verb") for at in one["edges"][:1]] != [
        reading["verb"]
    ]:  # it has no line, or one with the opposite stance
        one["side"], one["verb"] = reading["side"], reading["verb"]
    return _filled(one)


def readings_beyond(
    readings: Iterable[Toward], nodes: Iterable[Mapping[str, Any]], base: str
) -> dict[str, Any]:
    """Return the readings that are not on the page but count for its sides.

    Args:
        readings: from :func:`kg.questions.debate.beyond`.
        nodes: of the picture; nodes that represent several are left out.
        base: the common beginning of the workspace's IRIs.

    Returns:
        By id of the node, lists of actor, "stance" or "evaluation", code, first and last day (empty if
        unknown), and the number of such readings.
    """
    names = {n["key"].removesuffix("#target"): n["id"] for n in nodes if n["issue"] and not n["members"]}
    found: dict[str, dict[tuple[str, ...], set[str]]] = {}
    shown = _Memo(lambda target: names.get(clean(target)))
    actors = _Memo(lambda speaker: local(clean(str(speaker)), base))
    days = _Memo(_days)
    for one in readings:
        node = shown[one.target]
        if not node:
            continue
        for scheme, value in (("stance", one.stance), ("evaluation", one.evaluation)):
            if value:
                said = actors[one.speaker], scheme, value, *days[one.counts_from, one.counts_until]
                found.setdefault(node, {}).setdefault(said, set()).add(one.reading)
    return {
        node: [[*said, len(its)] for said, its in sorted(mine.items())]
        for node, mine in sorted(found.items())
    }


class _Memo(dict[Any, Any]):
    """The values of a function, each computed once."""

    def __init__(self, function: Callable[[Any], Any]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, key: Any) -> Any:
        value = self[key] = self._function(key)
        return value


def _days(span: tuple[str | None, str | None]) -> tuple[str, str]:
    """Return the first and the last day as YYYY-MM-DD; empty if one of them is unknown."""
    first, last = map(day, span)
    return ("", "") if first is None or last is None else (first.isoformat(), last.isoformat())


def _source(source: Sequence[Any], base: str) -> dict[str, Any]:
    one = dict(zip(("id", "label", "url", "published"), source, strict=True))
    one["id"] = local(one["id"], base)
    return _filled(one)


def _filled(one: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values that are not empty; 0 and False are kept."""
    return {key: value for key, value in one.items() if value or value == 0}
