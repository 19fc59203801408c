"""One network for each window of time, all with the same nodes, so that they can be compared."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from kg.networks.bipartite import TwoMode
from kg.networks.network import Network
from kg.networks.preparation import prepare
from kg.networks.projection import one_mode
from kg.networks.reading_table import Readings, as_reported
from kg.networks.score_counts import ordered
from kg.networks.settings import Settings
from kg.networks.windows import Window, Windowing, many, undated, windows


@dataclass(frozen=True, slots=True, eq=False)
class WindowNetwork:
    """The network of one window.

    Attributes:
        start: the first day.
        middle: the middle; under a kernel, the day with the highest weight.
        stop: the last day.
        network: includes every node of the whole time, tied or not.
    """

    start: pd.Timestamp
    middle: pd.Timestamp
    stop: pd.Timestamp
    network: Network | TwoMode


def over_time(readings: Readings, settings: Settings, windowing: Windowing) -> list[WindowNetwork]:
    """Return the networks of all windows, in order of time.

    Duplicates are left out once, before time is divided, as the settings say.

    Args:
        readings: as fetched.
        settings: of each network; isolates are always kept.
        windowing: how to divide time.

    Raises:
        QuestionError: there is nothing to divide; see :func:`kg.networks.windows.windows`.
    """
    settings = replace(settings, isolates=True)
    ready = prepare(readings, settings)
    cut = windows(ready, windowing)
    ready = ready.having(ready.frame, as_reported(ready), undated(ready, cut), many(ready, cut))
    column = "actor" if settings.of == "actors" else "target"
    nodes = ordered(ready.frame[column].astype(str).unique(), ready.background)
    empty: Network | TwoMode | None = None  # the same for all windows without a reading
    found = []
    for each in cut:
        holds = bool(each.weight.any())
        network = (
            empty
            if empty is not None and not holds
            else _network(ready, settings, each, nodes, windowing.kernel)
        )
        empty = empty if holds else network
        found.append(WindowNetwork(each.start, each.middle, each.stop, network))
    return found


def _network(
    ready: Readings, settings: Settings, window: Window, nodes: tuple[str, ...], kernel: str | None
) -> Network | TwoMode:
    there = window.weight > 0
    weight = window.weight[there]
    if kernel is not None and not settings.two_mode:
        weight = np.sqrt(weight)
    part = ready.having(ready.frame[there].assign(weight=weight).reset_index(drop=True))
    if settings.two_mode:
        everyone = ready.frame
        return TwoMode(
            settings,
            part,
            rows=ordered(everyone["actor"].astype(str).unique(), ready.background),
            columns=ordered(everyone["target"].astype(str).unique(), ready.background),
        )
    return replace(one_mode(part, settings), rows=nodes)
