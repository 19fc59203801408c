"""The evidence of the ties of a one-mode network: the readings of both ends, by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from kg.networks.network import Network

Places = NDArray[np.int64]


class TieEvidence:
    """The readings behind some ties of a network.

    Attributes:
        owners: by reading, the end of the tie that it belongs to.
        items: by reading, the item that it shares with the other end.
        statements: by reading, its statement.
        readings: the IRIs.
        places: by tie, the indices of its readings in these lists: first the newest of each side on each
            item, then the second newest, and so on.
    """

    def __init__(self, network: Network, pairs: Iterable[tuple[str, str]]) -> None:
        frame = network.readings.frame
        mine, theirs = ("actor", "target") if network.settings.of == "actors" else ("target", "actor")
        self.network = network
        self.owners: list[str] = frame[mine].astype(str).tolist()
        self.items: list[str] = frame[theirs].astype(str).tolist()
        self.statements: list[str] = frame["statement"].astype(str).tolist()
        self.readings: list[str] = frame["reading"].astype(str).tolist()
        newest = frame.assign(place=np.arange(len(frame))).sort_values(
            ["latest", "reading"], ascending=[False, True]
        )
        age = newest.groupby([mine, theirs], observed=True).cumcount().to_numpy()
        order = newest["place"].to_numpy()[np.argsort(age, kind="stable")]
        rank = np.empty(len(frame), np.int64)
        rank[order] = np.arange(len(frame))
        found = (network.evidence_rows(a, b) for a, b in pairs)
        self.places: list[Places] = [places[np.argsort(rank[places], kind="stable")] for places in found]

    def statements_of(self, tie: int) -> list[str]:
        """Return the statements behind a tie, each once."""
        return list(dict.fromkeys(self.statements[place] for place in self.places[tie]))

    def statements_on_page(self, at_most: int) -> list[str]:
        """Return the statements that fit on a page: some of every tie, then more of the strongest ones."""
        chosen: dict[str, None] = {}
        each = max(2, at_most // max(1, len(self.places)))
        for part in (slice(0, each), slice(each, None)):
            behind = (self.places[tie][part] for tie in range(len(self.places)))
            for place in chain.from_iterable(behind):
                if len(chosen) >= at_most:
                    return list(chosen)
                chosen[self.statements[place]] = None
        return list(chosen)

    def by_item(
        self, tie: int, ends: tuple[str, str], places: Mapping[str, tuple[int, int]]
    ) -> list[dict[str, Any]]:
        """Return the readings of both ends by shared item, the item with the most readings first.

        Args:
            tie: index of the tie.
            ends: both nodes.
            places: by reading, its card on the page and its index in it; readings that are not on the page
                are left out.

        Returns:
            ``label``, and ``sides``: for each end, pairs of a card and the indices of its readings in it.
        """
        groups: dict[str, Sequence[dict[int, list[int]]]] = {}
        for at in self.places[tie]:
            if self.readings[at] in places:
                card, place = places[self.readings[at]]
                sides = groups.setdefault(self.items[at], ({}, {}))
                sides[ends.index(self.owners[at])].setdefault(card, []).append(place)
        named = [(self.network.label(item), item, sides) for item, sides in groups.items()]
        named.sort(key=lambda group: (-sum(map(len, group[2])), group[0].casefold(), group[1]))
        return [
            {"label": label, "sides": [sorted(side.items()) for side in sides]} for label, _, sides in named
        ]
