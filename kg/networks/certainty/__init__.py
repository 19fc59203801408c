"""How sure a network is: what other statements, or other choices, would have made of it.

``resampling`` draws sources and statements again, ``bootstrap`` turns the draws into intervals of ties,
measures and groups, ``ranking`` orders ties so that few statements do not outrank many unseen, ``sweep``
makes the network again under other settings. How well the intervals hold their level is measured by
``benchmarks/coverage.py``. What draws random numbers takes a seed; the order of the readings never matters.
"""

from __future__ import annotations

from kg.networks.certainty.bootstrap import Bootstrap, bootstrap
from kg.networks.certainty.measure_intervals import MEASURES
from kg.networks.certainty.ranking import Ranking, ranked
from kg.networks.certainty.sweep import Sweep, sweep

__all__ = ["MEASURES", "Bootstrap", "Ranking", "Sweep", "bootstrap", "ranked", "sweep"]
