"""Render the page: one HTML file with the network, its statements, a table, a matrix and a timeline."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

import networkx as nx

from kg.export.page.aggregate import AT_MOST, aggregated
from kg.export.page.assembly import assemble
from kg.export.page.content import choices, content, readings_beyond
from kg.export.page.headline import Counted, as_of, counted, facts, latest, limits, overview
from kg.export.page.onemode.lines import actor_networks
from kg.export.page.phrases import LINES
from kg.export.page.picture import picture
from kg.export.page.statement_cards import statement_cards
from kg.files import write_atomically
from kg.model.statement import Statement
from kg.namespaces import DATA
from kg.networks.contest import contests_of, readings_on
from kg.networks.statement_network import two_mode
from kg.questions.context import Known, known
from kg.questions.debate import Toward, beyond, readings_toward, targets_of, toward
from kg.questions.subject import selected
from kg.wording.counts import count
from kg.wording.safe_text import clean

if TYPE_CHECKING:
    from kg.store.base import Store

#: Maximum number of statements on a page; the newest are included.
STATEMENTS = 20_000
#: Maximum number of counted readings that are not on the page; above it, only their number is included.
BEYOND = 50_000


def render_page(
    network: nx.MultiGraph,
    *,
    statements: Iterable[Statement],
    title: str,
    workspace: str = "",
    note: str | None = None,
    notes: Sequence[str] = (),
    generated_from: str = "",
    base: str = DATA,
    around: Known | None = None,
    whole: Sequence[Toward] | None = None,
    until: str | None = None,
) -> str:
    """Return the page as text; the same arguments give the same text.

    Args:
        network: from :func:`kg.networks.statement_network.two_mode`.
        statements: the rows of ``kg.questions.said.said`` for the network.
        title: of the page.
        workspace: name of the workspace, shown above the title.
        note: the analyst's own introduction, in Markdown.
        notes: sentences on what the page shows and what was left out, one paragraph each.
        generated_from: the source of the data, for the foot of the page.
        base: the common beginning of the workspace's IRIs.
        around: other names and broader issues; see :func:`kg.questions.context.known`.
        whole: all readings that count for the sides, see :func:`kg.questions.debate.readings_toward`;
            without them, only those of the page count, and the page says so.
        until: the day of the view, as YYYY-MM-DD; by default the newest.
    """
    rows = list(statements)
    beside = around or Known()
    cards = statement_cards(rows)
    drawn = aggregated(network)
    drawing = picture(drawn)
    by_key = {node["key"]: node["id"] for node in drawing["nodes"]}
    for card in cards:
        card["node"] = by_key.get(card["actor"])
    data = content(drawing, cards, beside, base)
    left = [] if whole is None else beyond(whole, rows)
    if len(left) > BEYOND:
        whole, left = None, []
    found = counted(network, rows) if whole is None else _counted(drawn, whole, left, until)
    data.update(
        mode="two-mode",
        beyond=readings_beyond(left, drawing["nodes"], base),
        whole=found.whole,
        day=found.day,
        layouts=drawing["layouts"],
        actors=drawing["actors"],
        networks=actor_networks(),
        as_of=as_of(rows),
        as_of_day=latest(rows),
    )
    said = list(notes)
    if drawn is not network:
        said.insert(0, _aggregate(network, drawn))
    return assemble(
        drawing,
        data,
        title=clean(title),
        workspace=clean(workspace),
        note=_note(note) if note else "",
        notes=clean(said),
        generated_from=clean(generated_from),
        facts=facts((node["kind"] for _, node in network.nodes(data=True) if node["bipartite"] == 1), rows),
        limits=limits(drawn, cards),
        overview=overview(drawn, found),
        cards=cards,
        choices=choices(cards, drawing["nodes"]),
        sides=_sides(drawing["edges"]),
        two_mode=True,
        networks=[(each["kind"], each["title"]) for each in data["networks"]],
        what="actors and issues",
        arrows=any(edge["arrow"] for edge in drawing["edges"]),
        steps=None,
        weights=[],
    )


def chunks(
    store: Store,
    *,
    base: str = DATA,
    title: str | None = None,
    about: str | Sequence[str] = (),
    workspace: str = "",
    note: str | None = None,
    notes: Sequence[str] = (),
    **conditions: Any,
) -> Iterator[str]:
    """Return the page of a store, as chunks of text.

    Args:
        store: the graph.
        base: the common beginning of the workspace's IRIs.
        title: of the page; by default from what it is about.
        about: names of issues or actors as typed; all statements without one.
        workspace: name of the workspace.
        note: the analyst's own introduction, in Markdown.
        notes: sentences on what the page shows.
        conditions: the other conditions of ``kg.questions.said.said``: by, since, until, ...

    Raises:
        NameProblem: a name matches nothing, or several things.
    """
    subject = selected(store, [about] if isinstance(about, str) else about, **conditions)
    rows, said = subject.rows, [*notes, *subject.notes]
    if subject.everything:
        whole = list(toward(rows))
    else:
        whole = readings_toward(store, targets_of(rows), **subject.view)
    if len(rows) > STATEMENTS:
        every = count(len(rows), "statement")
        said.insert(0, f"Only the newest {STATEMENTS:,} of {every} are shown.")
        rows = rows[:STATEMENTS]
    around = known(store, rows)
    yield render_page(
        two_mode(rows, issue_kinds=around.kinds),
        statements=rows,
        title=title or subject.title,
        workspace=workspace,
        note=note,
        notes=said,
        generated_from=f"{store.label}, {count(subject.looked_at, 'statement')}",
        base=base,
        around=around,
        whole=whole,
        until=subject.day,
    )


def write_page(store: Store, path: str | PathLike[str], **options: Any) -> None:
    """Write the page to a file, all or nothing; options as for :func:`chunks`.

    Raises:
        OutputError: the file cannot be written.
    """
    write_atomically(path, chunks(store, **options))


def _note(text: str) -> str:
    from kg.export.markdown.note import note_html  # most pages have no note

    return note_html(text)


def _counted(
    drawn: nx.MultiGraph, whole: Sequence[Toward], left: Sequence[Toward], until: str | None
) -> Counted:
    """Return the sides by all readings, and how many of them are not on the page."""
    names = {key for key, node in drawn.nodes(data=True) if "members" not in node}
    beside = sum(number for node, number in readings_on(left, until).items() if node in names)
    return Counted(contests_of(whole, until), until, beside)


def _aggregate(network: nx.MultiGraph, drawn: nx.MultiGraph) -> str:
    named = sum("members" not in node for _, node in drawn.nodes(data=True))
    return (
        f"The network has {len(network):,} nodes, more than the {AT_MOST:,} that can be drawn: the picture "
        f"shows the {named:,} with the most statements by name and groups all others by kind. "
        "Every reading is counted, and each statement keeps its speaker and targets."
    )


def _sides(edges: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """Return the sides in the picture, with the notations that share the line and the number of readings."""
    found = []
    for side in LINES:
        mine = [edge for edge in edges if edge["side"] == side]
        if mine:
            words = " / ".join(sorted({e["value"] for e in mine}, key=lambda v: (v != side, v)))
            found.append((side, words, sum(edge["weight"] for edge in mine)))
    return found
