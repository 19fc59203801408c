"""``kg network``: networks, their measures, and how robust they are. One module per command."""

from __future__ import annotations

import click

from kg.cli.lazy import LazyGroup

#: Section of the help to command to its one-line description.
SECTIONS = {
    "Networks": {
        "two-mode": "Actors and the issues they speak on; one tie for each stance.",
        "congruence": "Who agrees with whom, or which issues find the same supporters.",
        "conflict": "Who disagrees with whom.",
        "subtract": "Agreement minus disagreement.",
        "cooccurrence": "Who speaks on the same issues, regardless of stance.",
    },
    "Measures": {
        "centrality": "Rank nodes by several measures of centrality.",
        "communities": "Find groups, and how stable they are.",
        "backbone": "Find the ties or issues that the network depends on.",
        "polarisation": "Measure how far two camps are apart, also over time.",
        "phases": "Find when the network changed its structure.",
        "scaling": "Place actors on a line or in a plane.",
    },
    "Robustness": {
        "sweep": "Count how often each tie survives a change of settings.",
        "explain": "Explain a tie: the readings and how the weight is computed.",
    },
}

_EXAMPLE = """\b
  kg network congruence --about trade            who agrees with whom
  kg network two-mode -f graphml -o trade.graphml   for Gephi and visone
  kg network conflict --whose country --window months
"""


@click.group(
    "network",
    cls=LazyGroup,
    sections=SECTIONS,
    package="kg.cli.network",
    modules=dict.fromkeys(SECTIONS["Networks"], "projections:projection"),
    help=f"Who agrees with whom: networks, their measures, and how robust they are.\n\n{_EXAMPLE}",
    epilog="`kg network explain ONE OTHER` shows the quotes behind a tie and how its weight is computed.",
)
def command() -> None:
    """The group; its help text is in the decorator."""
