"""What stands behind the ties of a one-mode network: the readings of either end, by what they share."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from kg.networks.network import Network

Places = NDArray[np.int64]


class Behind:
    """The readings behind some ties of a network.

    Attributes:
        owners: by reading, the end of a tie whose reading it is.
        items: by reading, what it has in common with those of the other end.
        statements: by reading, its statement.
        readings: the IRIs.
        places: by tie, where its readings stand in those lists: the newest of each side on each item first,
            then the second newest, and so on.
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
        found = (network.behind(a, b) for a, b in pairs)
        self.places: list[Places] = [places[np.argsort(rank[places], kind="stable")] for places in found]

    def statements_of(self, tie: int) -> list[str]:
        """The statements behind a tie, each once."""
        return list(dict.fromkeys(self.statements[place] for place in self.places[tie]))

    def on_the_page(self, at_most: int) -> list[str]:
        """The statements that a page has room for: some of every tie, then more of the strongest ones."""
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
        """The readings of both ends by what they share, the most spoken on first.

        Args:
            tie: which.
            ends: both nodes.
            places: by reading, its card on the page and its place in it; readings that are not on the page
                are left out.

        Returns:
            ``label``, and ``sides``: for either end pairs of a card and the places of its readings in it.
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
