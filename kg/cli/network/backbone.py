"""``kg network backbone``: what carries the network."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.networks.analyses.backbone import METHODS, backbone
from kg.networks.measures.spectra import SPECTRA
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings


@click.command()
@network.selection
@network.settings(None)
@click.option(
    "--method", type=click.Choice(list(METHODS)), default="disparity", show_default=True, help="What to keep."
)
@click.option("--alpha", type=float, default=0.05, show_default=True, help="disparity: level.")
@click.option("--penalty", type=float, default=3.5, show_default=True, help="penalised: price of an issue.")
@click.option("--issues", "size", type=int, default=3, show_default=True, help="fixed: how many to keep.")
@click.option(
    "--spectrum",
    type=click.Choice(list(SPECTRA)),
    default="laplacian",
    show_default=True,
    help="What networks are compared by; dna is what Discourse Network Analyzer compares.",
)
@network.seed
@options.limit_time
@options.store
@options.output(text=True)
def command(
    selection: Selection,
    settings: Settings,
    method: str,
    alpha: float,
    penalty: float,
    size: int,
    spectrum: str,
    seed: int,
    store: str | None,
    limit_time: float,
    **out: Any,
) -> None:
    """Which ties, or which issues, carry the network.

    The disparity filter keeps ties that are stronger than chance would make them; the nested, penalised and
    fixed backbones keep the issues without which the network would have another shape.
    """
    how: dict[str, Any] = {
        "alpha": alpha,
        "penalty": penalty,
        "size": size,
        "spectrum": spectrum,
        "seed": seed,
    }
    with opened(store, limit_time, whole=False) as graph:
        show_findings(backbone(select(graph, selection), settings, method=method, **how), **out)
