"""``kg network backbone``: the ties or issues that a network depends on."""

from __future__ import annotations

from typing import Any

import click

from kg.cli.network import options as network
from kg.cli.network.analysis import analysis
from kg.networks.analyses.backbone import METHODS, backbone
from kg.networks.analyses.findings import Findings
from kg.networks.measures.spectra import SPECTRA
from kg.networks.selection import Selection, select
from kg.networks.settings import Settings
from kg.store.base import Store

_METHOD = (
    click.option(
        "--method",
        type=click.Choice(list(METHODS)),
        default="disparity",
        show_default=True,
        help="How to choose what to keep.",
    ),
    click.option(
        "--alpha", type=float, default=0.05, show_default=True, help="disparity: significance level."
    ),
    click.option(
        "--penalty", type=float, default=3.5, show_default=True, help="penalised: penalty for each issue."
    ),
    click.option(
        "--issues", "size", type=int, default=3, show_default=True, help="fixed: number of issues to keep."
    ),
    click.option(
        "--spectrum",
        type=click.Choice(list(SPECTRA)),
        default="laplacian",
        show_default=True,
        help="Spectrum by which networks are compared; dna is that of Discourse Network Analyzer.",
    ),
)


@analysis(None, *_METHOD, network.seed)
def command(graph: Store, selection: Selection, settings: Settings, **how: Any) -> Findings:
    """Find the ties, or the issues, that a network depends on.

    The disparity filter keeps ties that are stronger than expected by chance. The nested, penalised and
    fixed backbones keep the issues without which the network would have a different structure.
    """
    return backbone(select(graph, selection), settings, **how)
