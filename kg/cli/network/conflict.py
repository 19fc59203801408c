"""``kg network conflict``."""

from __future__ import annotations

from kg.cli.network.projections import projection

command = projection("conflict")
