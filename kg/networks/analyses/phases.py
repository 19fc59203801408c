"""Phases of a debate: when the network changed."""

from __future__ import annotations

import pandas as pd

from kg.networks.analyses.findings import Findings, days, span
from kg.networks.measures.phases import phases as find_phases
from kg.networks.over_time import over_time
from kg.networks.reading_table import Readings
from kg.networks.settings import Settings
from kg.networks.windows import Windowing
from kg.wording.counts import count

#: Columns of the table.
COLUMNS = ("start", "middle", "stop", "state", "changed", "distance", "ties", "readings", "statements")

_NO_INTERVALS = "Phases have no intervals: consider the numbers of statements."
_DISTANCE = "Distance: from the previous window; 1 is the greatest between any two windows."


def phases(
    readings: Readings,
    settings: Settings,
    windowing: Windowing,
    *,
    distance: str = "absdiff",
    least: int = 2,
    most: int = 6,
) -> Findings:
    """Return the windows with their states.

    Columns ``start``, ``middle``, ``stop``, ``state`` (numbered in order of appearance), ``changed`` (whether
    the previous window has another state), ``ties``, ``readings`` and ``statements`` of each window, and
    ``distance`` from the previous window.

    Args:
        readings: as selected.
        settings: of the networks.
        windowing: how to divide time.
        distance: a key of :data:`kg.networks.measures.distances.DISTANCES`.
        least: minimum number of states.
        most: maximum number of states.
    """
    if not len(readings):
        return Findings(
            f"phases of {settings.words()}: no window", pd.DataFrame(columns=COLUMNS), (), readings.notes
        )
    slices = over_time(readings, settings, windowing)
    found = find_phases([each.network.weights for each in slices], distance=distance, k_min=least, k_max=most)
    frames = [each.network.readings.frame for each in slices]
    # Windows without a reading share one network.
    ties = {
        id(network): len(network.edges()) for network in {id(e.network): e.network for e in slices}.values()
    }
    table = pd.DataFrame(
        {
            "start": [each.start for each in slices],
            "middle": [each.middle for each in slices],
            "stop": [each.stop for each in slices],
            "state": found.states,
            "changed": [place in found.transitions for place in range(len(slices))],
            "distance": [None, *(found.distances[n, n - 1] for n in range(1, len(slices)))],
            "ties": [ties[id(each.network)] for each in slices],
            "readings": [len(frame) for frame in frames],
            "statements": [frame["statement"].nunique() for frame in frames],
        }
    )
    if found.note:
        said = f"Only one state: {found.note}."
    else:
        states = count(max(found.states), "state")
        said = f"{states} by {found.method} linkage, modularity {found.modularity:.3f}."
    notes = (*slices[0].network.notes, said, _DISTANCE, _NO_INTERVALS)
    shown = (*days(windowing), "state", "changed", "distance", "ties", "statements")
    title = f"phases of {settings.words()}: {count(len(slices), 'window')} of {span(windowing)}"
    return Findings(title, table, shown, notes, behind=readings)
