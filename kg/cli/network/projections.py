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
from kg.networks.analyses.findings import conditions_of
from kg.networks.analyses.projections import network_ties
from kg.networks.selection import Selection, select
from kg.networks.settings import KINDS, Settings
from kg.networks.windows import Windowing
from kg.store.opening import place_of

_ROWS = ["text", *(name for name in FORMATS if name not in FILES), "xlsx"]
_HELP = "\n".join(f"  {name:9}{each.purpose}" for name, each in FILES.items())

_TITLE = click.option("--title", metavar="TEXT", help="html: title of the page.")
_EVIDENCE = click.option(
    "--evidence/--no-evidence",
    default=True,
    show_default=True,
    help="Files and rows: list the readings behind each tie, which takes gigabytes for a million ties.",
)
_FORMAT = click.option(
    "-f",
    "--format",
    type=click.Choice([*_ROWS, *FILES]),
    default="text",
    show_default=True,
    help="A table to read, rows for a program, or a file for another tool.",
)


def projection(kind: str) -> click.Command:
    """The command for one kind of network."""

    @click.command(kind, help=f"{_what(kind)}\n\nIn addition to tables and rows, -f writes\n\n\b\n{_HELP}")
    @network.selection
    @network.settings(kind)
    @network.windowing
    @network.draws
    @network.seed
    @_TITLE
    @_EVIDENCE
    @options.limit_time_of_work
    @options.store
    @_FORMAT
    @options.file
    @options.rows
    @options.color
    def command(
        selection: Selection,
        settings: Settings,
        windowing: Windowing | None,
        *,
        title: str | None,
        evidence: bool,
        store: str | None,
        limit_time: float | None,
        draws: int,
        seed: int,
        **out: Any,
    ) -> None:
        form = out["format"]
        if windowing is not None and form in FILES and form != "edges":
            raise click.UsageError(f"--window gives many networks; {form} holds one. Use -f csv.")
        with opened(store, limit_time, each=options.TIME_LIMIT) as graph:
            named = evidence and form in ("csv", "jsonl", "xlsx", "edges" if windowing else "csv")
            readings = select(graph, selection, bodies=settings.whose != "speaker")
            # Of one network, rows find their evidence when they are written: all of it would take gigabytes.
            each = named and windowing is not None
            found = network_ties(
                readings, settings, windowing=windowing, draws=draws, seed=seed, evidence=each
            )
            if form not in FILES or found.network is None:
                how = conditions_of(selection, settings, windowing, draws=draws, seed=seed)
                form = "csv" if form == "edges" else form
                show_findings(found, how, graph, evidence=named, **{**out, "format": form})
                return
            files: dict[str, Any] = {"certainty": found.certainty, "evidence": evidence}
            if form == "html":
                files |= {"store": graph, "title": title, "workspace": place_of(store)[1]}
                files["notes"] = found.page_notes(selection.words())
            write(network_chunks(found.network, form, **files), out["output"])
            for note in found.notes:
                say(note)
        if out["output"] not in (None, "-"):
            say(f"Wrote {out['output']}")

    return command


def _what(kind: str) -> str:
    words = KINDS[kind]
    return f"{words[0].upper()}{words[1:]}."
