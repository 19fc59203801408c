"""Plot the cost of a store against its size, on logarithmic axes, for kg and the bare engine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import matplotlib

if TYPE_CHECKING:
    from stores import Measured

matplotlib.use("svg")
matplotlib.rcParams["svg.hashsalt"] = "kg"  # the same figures give the same file

from matplotlib import pyplot  # noqa: E402 - after the choice of the backend


def draw(path: Path, found: Sequence[Measured]) -> None:
    """Draw four plots beside each other: load, memory, disk, the median question."""
    sizes = [one.statements for one in found]
    panels = {
        "load, seconds": {way: [one.loads[way].seconds for one in found] for way in found[0].loads},
        "peak memory, MB": {way: [one.loads[way].peak_mb for one in found] for way in found[0].loads},
        "on disk, MB": {way: [one.loads[way].disk_mb for one in found] for way in found[0].loads},
        "median named question, seconds": {
            "kg": [median(q.kg for q in one.questions if q.kg is not None) for one in found],
            "pyoxigraph": [median(q.bare for q in one.questions if q.bare is not None) for one in found],
        },
    }
    figure, places = pyplot.subplots(1, len(panels), figsize=(15, 3.6), constrained_layout=True)
    for place, (title, ways) in zip(places, panels.items(), strict=True):
        for mark, (way, values) in zip("os^", sorted(ways.items()), strict=False):
            place.plot(sizes, values, marker=mark, label=way)
        place.set(title=title, xlabel="statements", xscale="log", yscale="log")
        place.grid(True, which="major", alpha=0.3)
        place.legend()
    figure.savefig(path, metadata={"Date": None})
