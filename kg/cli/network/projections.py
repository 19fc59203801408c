"""The commands that write a network: one for each kind."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.network import options as network
from kg.cli.network.findings import show_findings
from kg.cli.output import FORMATS, say, write
from kg.export.formats import NETWORK as FILES
from kg.export.formats import network_chunks
from kg.networks.analyses.projections import network_ties
from kg.networks.selection import Selection, select
from kg.networks.settings import KINDS, Settings
from kg.networks.windows import Windowing
from kg.store.opening import place_of

_ROWS = ["text", *(name for name in FORMATS if name not in FILES)]
_HELP = "\n".join(f"  {name:9}{each.purpose}" for name, each in FILES.items())


def projection(kind: str) -> click.Command:
    """The command for one kind of network."""

    @click.command(kind, help=f"{_what(kind)}\n\nBesides the table, -f writes\n\n\b\n{_HELP}")
    @network.selection
    @network.settings(kind)
    @network.windowing
    @network.draws
    @network.seed
    @click.option("--title", metavar="TEXT", help="html: title of the page.")
    @click.option(
        "--evidence/--no-evidence",
        default=True,
        show_default=True,
        help="Files and rows: name the readings behind each tie; a million ties take gigabytes with them.",
    )
    @options.limit_time
    @options.store
    @click.option(
        "-f",
        "--format",
        type=click.Choice([*_ROWS, *FILES]),
        default="text",
        show_default=True,
        help="A table, rows for a program, or a file for another tool.",
    )
    @options.file
    @options.rows
    @options.color
    def command(
        selection: Selection,
        settings: Settings,
        windowing: Windowing | None,
        draws: int,
        seed: int,
        title: str | None,
        evidence: bool,
        store: str | None,
        limit_time: float,
        **out: Any,
    ) -> None:
        if windowing is not None and out["format"] in FILES and out["format"] != "edges":
            raise click.UsageError(f"--window gives many networks; {out['format']} holds one. Use -f csv.")
        with opened(store, limit_time, whole=False) as graph:
            named = evidence and out["format"] in ("csv", "jsonl", "edges" if windowing else "csv")
            readings = select(graph, selection)
            found = network_ties(
                readings, settings, windowing=windowing, draws=draws, seed=seed, evidence=named
            )
            if out["format"] not in FILES or found.network is None:
                out["format"] = "csv" if out["format"] == "edges" else out["format"]
                show_findings(found, **out)
                return
            page: dict[str, Any] = {"store": graph, "title": title} if out["format"] == "html" else {}
            if page:
                page.update(notes=found.page_notes(selection.words()), workspace=place_of(store)[1])
            files = {"certainty": found.certainty, "evidence": evidence, **page}
            write(network_chunks(found.network, out["format"], **files), out["output"])
        for note in found.notes:
            say(note)
        if out["output"] not in (None, "-"):
            say(f"Wrote {out['output']}")

    return command


def _what(kind: str) -> str:
    words = KINDS[kind]
    return f"{words[0].upper()}{words[1:]}."
