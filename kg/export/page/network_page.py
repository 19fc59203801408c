"""The page of a network: two-mode as for the whole graph, one-mode by :mod:`.onemode`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from heapq import nsmallest
from typing import TYPE_CHECKING

import networkx as nx
import pandas as pd

from kg.export.page.onemode.content import TIES, one_mode_page
from kg.export.page.render import render_page
from kg.networks.bipartite import TwoMode
from kg.questions.statements import rows
from kg.wording.counts import count

if TYPE_CHECKING:
    from kg.networks.network import Network
    from kg.store.base import Store


def chunks(
    network: Network | TwoMode,
    *,
    store: Store,
    certainty: pd.DataFrame | None = None,
    title: str | None = None,
    workspace: str = "",
    notes: Sequence[str] = (),
) -> Iterator[str]:
    """Return the page of a network.

    Args:
        network: one-mode or two-mode, from readings of the store.
        store: provides the statements behind the ties.
        certainty: see :func:`kg.export.networks.tie_rows.tie_rows`; two-mode pages do not use it.
        title: of the page; by default from the kind of network.
        workspace: name of the workspace, shown above the title.
        notes: the analyst's own paragraphs.
    """
    if isinstance(network, TwoMode):
        yield _two_mode_page(network, store, title, workspace, notes)
    else:
        yield one_mode_page(network, store, certainty, title, workspace, notes)


def _two_mode_page(
    network: TwoMode, store: Store, title: str | None, workspace: str, notes: Sequence[str]
) -> str:
    graph, said = network.graph(), list(network.notes)
    if network.settings.words() != "two-mode":
        said.insert(0, f"Settings: {network.settings.words()}.")
    if graph.number_of_edges() > TIES:
        said.append(
            f"Only the {TIES:,} of {graph.number_of_edges():,} ties with the most readings are drawn."
        )
        most = nsmallest(
            TIES, graph.edges(keys=True, data=True), key=lambda e: (-e[3]["readings"], e[3]["id"])
        )
        graph = nx.MultiGraph(graph.edge_subgraph([edge[:3] for edge in most]))
    wanted = sorted({statement for *_, edge in graph.edges(data=True) for statement in edge["statements"]})
    found = rows(store, wanted)
    return render_page(
        graph,
        statements=found,
        title=title or "Who said what about what",
        workspace=workspace,
        notes=[*notes, *said],
        generated_from=f"{store.label}, {count(len(wanted), 'statement')}",
    )
