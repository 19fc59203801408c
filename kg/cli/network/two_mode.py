"""``kg network two-mode``."""

from __future__ import annotations

from kg.cli.network.projections import projection

command = projection("two-mode")
