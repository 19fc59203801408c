"""The page of a one-mode network: picture, statements of both sides behind each tie, table of ties."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING, Any

import pandas as pd

from kg.export.layout.arrangement import SPREAD_LIMIT
from kg.export.networks.tie_rows import about, node_rows, tie_rows
from kg.export.page.assembly import assemble
from kg.export.page.content import choices, content
from kg.export.page.headline import as_of, latest
from kg.export.page.onemode import surroundings
from kg.export.page.onemode.lines import format_weight, title_of
from kg.export.page.onemode.picture import picture
from kg.export.page.onemode.tie_evidence import TieEvidence
from kg.export.page.statement_cards import statement_cards
from kg.namespaces import DATA
from kg.questions.context import Known
from kg.questions.statements import rows
from kg.wording.counts import count
from kg.wording.safe_text import clean

if TYPE_CHECKING:
    from kg.networks.network import Network
    from kg.store.base import Store

#: Maximum numbers of ties drawn and listed, the strongest first, and of statements on a page.
TIES, STATEMENTS = 2_000, 2_000
#: Maximum number of nodes drawn. A network with more nodes or ties is cut to what is legible: as many nodes
#: as can all be labelled.
NODES, _LEGIBLE = 1_000, SPREAD_LIMIT

Tie = Mapping[str, Any]


def one_mode_page(
    network: Network,
    store: Store,
    certainty: pd.DataFrame | None,
    title: str | None,
    workspace: str,
    notes: Sequence[str],
) -> str:
    """Return the page as text; for the arguments see :func:`kg.export.page.network_page.chunks`."""
    drawn: Sequence[Tie] = nsmallest(TIES, tie_rows(network, certainty, evidence=False), key=_strength)
    there = list(node_rows(network))
    if len(network.table) > TIES or len(there) > NODES:
        drawn, ends = legible_part(drawn)
        there = [node for node in there if node["iri"] in ends]
    drawing = picture(network, there, drawn)
    found = TieEvidence(network, [(tie["a"], tie["b"]) for tie in drawn])
    found_rows = rows(store, found.statements_on_page(STATEMENTS))
    cards = statement_cards(found_rows)
    _link(drawing, drawn, found, cards)
    whole = about(network)
    spoken = len({found.statements[place] for places in found.places for place in places})
    data = content(drawing, cards, Known(), DATA, counted=True)
    data.update(
        mode="one-mode",
        layouts=drawing["layouts"],
        actors=[],
        steps=surroundings.steps(drawn),
        most={each["side"]: each["most"] for each in surroundings.strongest(network, drawn)},
        as_of=as_of(found_rows),
        as_of_day=latest(found_rows),
        settings_words=network.settings.words(),
    )
    return assemble(
        drawing,
        data,
        "onemode.html",
        styles=("page.css", "onemode.css"),
        title=clean(title or title_of(network.settings)),
        workspace=clean(workspace),
        note="",
        notes=clean(list(notes)),
        generated_from=clean(f"{store.label}, {count(whole['statements'], 'statement')} counted"),
        facts=surroundings.facts(network),
        meaning=whole["weight"],
        left_out=whole["notes"],
        settings=[(name.replace("_", " "), _setting(value)) for name, value in whole["settings"].items()],
        words=network.settings.words(),
        limits=surroundings.limits(network, drawn, len(there), spoken, STATEMENTS),
        sides=surroundings.sides(network, drawn),
        strongest=surroundings.strongest(network, drawn),
        weights=[format_weight(f(abs(tie["weight"]) for tie in drawn)) for f in (min, max)] if drawn else [],
        table=[surroundings.row(network, tie) for tie in drawn],
        steps=data["steps"],
        cards=cards,
        choices={
            **choices([], drawing["nodes"]),
            "kind": sorted({node["kind"] for node in drawing["nodes"]}),
        },
        two_mode=False,
        networks=[],
        arrows=False,
        what=network.settings.of,
    )


def legible_part(drawn: Sequence[Tie], at_most: int = _LEGIBLE) -> tuple[list[Tie], set[str]]:
    """Return the strongest ties, up to the number of nodes that can be labelled, and these nodes.

    >>> legible_part([{"a": "x", "b": "y"}, {"a": "x", "b": "z"}, {"a": "x", "b": "y"}], 2)[0]
    [{'a': 'x', 'b': 'y'}]
    """
    kept, ends = [], set[str]()
    for tie in drawn:
        if len(ends | {tie["a"], tie["b"]}) > at_most:
            break
        ends |= {tie["a"], tie["b"]}
        kept.append(tie)
    return kept, ends


def _strength(tie: Tie) -> tuple[Any, ...]:
    return (-abs(tie["weight"]), -tie["statements"], tie["a_label"], tie["b_label"], tie["a"], tie["b"])


def _link(
    drawing: Mapping[str, Any],
    drawn: Sequence[Tie],
    found: TieEvidence,
    cards: Sequence[dict[str, Any]],
) -> None:
    """Add to edges and nodes the cards behind them, and to cards the node of their speaker."""
    at = {card["id"]: number for number, card in enumerate(cards)}
    places = {
        reading["id"]: (number, place)
        for number, card in enumerate(cards)
        for place, reading in enumerate(card["readings"])
    }
    by_key = {node["key"]: node for node in drawing["nodes"]}
    by_id = {edge["id"]: edge for edge in drawing["edges"]}
    mine: dict[str, set[int]] = {key: set() for key in by_key}
    for number, tie in enumerate(drawn):
        edge, statements = by_id[tie["id"]], found.statements_of(number)
        edge["cards"] = sorted(at[statement] for statement in statements if statement in at)
        edge["more"] = len(statements) - len(edge["cards"])
        edge["shared"] = found.by_item(number, (tie["a"], tie["b"]), places)
        for place in found.places[number]:
            if found.statements[place] in at:
                mine[clean(found.owners[place])].add(at[found.statements[place]])
    for key, node in by_key.items():
        node["cards"] = sorted(mine[key])
    for card in cards:
        card["node"] = by_key[card["actor"]]["id"] if card["actor"] in by_key else None


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "as coded" if value is None else str(value)
