"""``kg export``: the graph in a file format."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import is_terminal, say, write
from kg.export.formats import GRAPH, PER_SOURCE, graph_chunks, write_folder
from kg.store.base import Store
from kg.store.opening import place_of
from kg.wording.lists import disjunction

_HELP = "\n".join(f"  {name:10}{each.purpose}" for name, each in GRAPH.items())


@click.command(help=f"Write the whole graph in FORMAT; for html, the network page.\n\n\b\n{_HELP}")
@click.argument("format", type=click.Choice(list(GRAPH)), metavar="FORMAT")
@click.option(
    "--about", multiple=True, metavar="NAME", help="html: only statements about this issue or actor."
)
@click.option("--title", metavar="TEXT", help="html: title of the page.")
@options.dates
@click.option(
    "--texts",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="dna-csv: folder with the texts of the sources, for the words of each passage.",
)
@click.option(
    "--graph-per-source",
    is_flag=True,
    help="trig, nquads: the records of each source in a named graph, everything else in one more.",
)
@options.limit_time_of_export
@options.store
@options.file_of_format
def command(
    format: str,
    *,
    about: tuple[str, ...],
    title: str | None,
    dates: str,
    texts: Path | None,
    graph_per_source: bool,
    limit_time: float | None,
    store: str | None,
    output: str | None,
) -> None:
    """Open the graph and write it."""
    if format != "html" and (about or title is not None or dates != "counted"):
        raise click.UsageError(
            "--about, --title and --dates need html; the other formats hold the whole graph."
        )
    if format != "dna-csv" and texts is not None:
        raise click.UsageError("--texts needs dna-csv; the other formats do not include the texts.")
    if graph_per_source and format not in PER_SOURCE:
        raise click.UsageError(f"--graph-per-source needs {disjunction(PER_SOURCE)}.")
    folder = None if output in (None, "-") else Path(str(output))
    if GRAPH[format].folder and folder is None:
        raise click.UsageError(f"{format} needs a folder to write to: -o FOLDER.")
    base, name = place_of(store)
    page = {"about": about, "title": title, "workspace": name, "dates": dates}
    each = options.TIME_LIMIT if format == "html" else None
    with opened(store, limit_time, each=each) as graph, progress(graph, output):
        more: dict[str, Any] = page if format == "html" else {}
        if format == "dna-csv":
            more = {"texts": texts}
        if graph_per_source:
            more = {"graph_per_source": True}
        if GRAPH[format].folder and folder is not None:
            write_folder(graph, format, folder)
        else:
            write(graph_chunks(graph, format, base=base, **more), output)
    if output not in (None, "-"):
        say(f"Wrote {output}")


@contextmanager
def progress(graph: Store, output: str | None) -> Iterator[None]:
    """Show on standard error how much of a graph has been read, if it and no output is a terminal."""
    to_screen = output in (None, "-") and is_terminal(sys.stdout)
    if to_screen or not is_terminal(sys.stderr):
        yield
        return
    with click.progressbar(length=0, label="Reading", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.label = "Writing" if done >= total else "Reading"
            bar.update(done - bar.pos)

        graph.on_read = show
        yield
