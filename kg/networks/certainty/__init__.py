"""The certainty of a network: how it would change with other statements or other settings.

``resampling`` draws sources and statements again, ``bootstrap`` turns the draws into intervals of ties,
measures and groups, ``ranking`` orders ties so that few statements do not outrank many, and ``sweep``
projects the network under other settings. ``benchmarks/coverage.py`` measures the coverage of the intervals.
Everything that draws random numbers takes a seed; the order of the readings does not matter.
"""

from __future__ import annotations

from kg.networks.certainty.bootstrap import Bootstrap, bootstrap
from kg.networks.certainty.measure_intervals import MEASURES
from kg.networks.certainty.ranking import Ranking, ranked
from kg.networks.certainty.sweep import Sweep, sweep

__all__ = ["MEASURES", "Bootstrap", "Ranking", "Sweep", "bootstrap", "ranked", "sweep"]
