"""``kg network cooccurrence``."""

from __future__ import annotations

from kg.cli.network.projections import projection

command = projection("cooccurrence")
