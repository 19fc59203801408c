"""One HTML file with the network, the words behind it and a table: opens offline, sends nothing.

pyvis draws the network through this package's own template. What is data stays data: the template
escapes, the script uses textContent only, and the page's content security policy allows exactly the
scripts and styles that stand in it, by their hashes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.export.page.assembly import assemble
from kg.export.page.cards import statement_cards
from kg.export.page.headline import facts, limits, overview
from kg.export.page.picture import picture
from kg.export.page.wording import clean, count
from kg.files import write_atomically
from kg.namespaces import DATA
from kg.networks import two_mode
from kg.networks.kinds import issue_kinds
from kg.questions.said import said

if TYPE_CHECKING:
    from kg.store.base import Store


def render_page(
    network: nx.MultiGraph,
    *,
    statements: Iterable[Mapping[str, Any]],
    title: str,
    workspace: str = "",
    notes: Sequence[str] = (),
    generated_from: str = "",
) -> str:
    """The page as text: the same arguments give the same text.

    Args:
        network: from :func:`kg.networks.two_mode`.
        statements: the rows of ``kg.questions.said.said`` that it was made from.
        title: of the page.
        workspace: name of the workspace, shown above the title.
        notes: paragraphs of the analyst's own, shown under the counts.
        generated_from: which data it shows, for the foot of the page.
    """
    rows = list(statements)
    cards = statement_cards(rows)
    drawing = picture(network)
    shown = {card["id"]: i for i, card in enumerate(cards)}
    for edge in drawing["edges"]:
        edge["cards"] = sorted(shown[s] for s in edge.pop("statements") if s in shown)
    by_key = {node["key"]: node["id"] for node in drawing["nodes"]}
    for card in cards:
        card["node"] = by_key.get(card["actor"])
    return assemble(
        drawing,
        title=clean(title),
        workspace=clean(workspace),
        notes=clean(list(notes)),
        generated_from=clean(generated_from),
        facts=facts(network, rows),
        limits=limits(network, cards),
        overview=overview(network),
        cards=cards,
        sides=_sides(drawing["edges"]),
    )


def chunks(
    store: Store,
    *,
    base: str = DATA,
    title: str | None = None,
    about: Sequence[str] = (),
    workspace: str = "",
    notes: Sequence[str] = (),
    **conditions: Any,
) -> Iterator[str]:
    """The page of a store, as the other formats give theirs.

    Args:
        store: is asked for its statements.
        base: not needed here, since kinds are read off the path.
        title: of the page; says what it is about by default.
        about: names of issues or actors as typed; all statements without one.
        workspace: name of the workspace.
        notes: paragraphs of the analyst's own.
        conditions: the other conditions of ``kg.questions.said.said``: by, since, until, ...

    Raises:
        NameProblem: a name fits nothing, or several things.
    """
    answer = said(store, about=about, **conditions)
    targets = {reading["target"] for row in answer.rows for reading in row["about"]}
    network = two_mode(answer.rows, issue_kinds=issue_kinds(store, targets))
    subject = ", ".join([about] if isinstance(about, str) else about)
    yield render_page(
        network,
        statements=answer.rows,
        title=title or f"Who said what about {subject or 'what'}",
        workspace=workspace,
        notes=notes,
        generated_from=f"{store.label}, {count(answer.looked_at, 'statement')}",
    )


def write_page(store: Store, path: str | PathLike[str], **options: Any) -> None:
    """Write the page to a file, whole or not at all; options as for :func:`chunks`.

    Raises:
        OutputError: the file cannot be written.
    """
    write_atomically(path, chunks(store, **options))


def _sides(edges: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """The sides in the picture, with the notations that share the line and the number of readings."""
    found = []
    for side in ("support", "oppose", "mixed", "neutral", "unclear"):
        mine = [edge for edge in edges if edge["side"] == side]
        if mine:
            words = " / ".join(sorted({e["value"] for e in mine}, key=lambda v: (v != side, v)))
            found.append((side, words, sum(edge["weight"] for edge in mine)))
    return found
