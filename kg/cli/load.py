"""``kg load``: RDF files into a store on disk or an endpoint."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from kg.cli.output import say


@click.command(context_settings={"max_content_width": 100})
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="[FOLDER] FILES..."
)
@click.option(
    "--to",
    metavar="URL|WORKSPACE",
    help="Send FILES to this graph store (SPARQL 1.1 Graph Store Protocol), or to that in the kg.toml of "
    "WORKSPACE, instead of to a FOLDER.",
)
@click.option(
    "--graph", metavar="IRI", help="With --to: load into this named graph instead of the default graph."
)
@click.option(
    "--keep-graphs", is_flag=True, help="With --to: keep the named graphs of TriG and N-Quads files."
)
@click.option(
    "--replace",
    is_flag=True,
    help="Replace the content of the store; with --to, of the graph, when the first triples arrive.",
)
@click.option(
    "--start-over",
    is_flag=True,
    help="With --to: send all triples again, including those of an interrupted load.",
)
@click.option("--base", metavar="IRI", help="Base IRI of relative IRIs in the files.")
def command(paths: tuple[Path, ...], to: str | None, replace: bool, base: str | None, **sent: Any) -> None:
    """Load FILES into the store FOLDER, all or nothing, or send them to a graph store.

    FILES are Turtle, N-Triples, N-Quads, TriG, JSON-LD or RDF/XML, plain or compressed with gzip. FOLDER is
    created if it does not exist. If a file has an error or you press Ctrl-C, the store does not change. Query
    it with --store FOLDER.

    With --to, the files are checked first and then sent in parts; concurrent readers see partial data. After
    an interruption, the same command resumes after the last part that the server acknowledged.
    """
    if to is not None:
        _send(to, paths, replace=replace, base_iri=base, **sent)
        return
    if any(sent.values()):
        raise click.UsageError("--graph, --keep-graphs and --start-over need --to.")
    if len(paths) < 2:
        raise click.UsageError("Give a FOLDER and at least one file, or --to URL and files.")
    _load(paths[0], paths[1:], replace, base)


def _load(folder: Path, files: tuple[Path, ...], replace: bool, base: str | None) -> None:
    from kg.store.loading import load

    size = sum(file.stat().st_size for file in files if file.is_file())
    with _bar(size, "Reading") as bar:
        report = load(
            folder,
            files,
            replace=replace,
            base_iri=base,
            progress=lambda done, total: bar.update(done - bar.pos),
            stage=lambda name: _relabel(bar, name.capitalize()),
        )
    click.echo(
        f"{folder}: {report.triples_after:,} triples, {report.triples_after - report.triples_before:+,}."
    )
    if report.was_of is not None:
        say(
            f"Note: {folder} was built from the sheets of {report.was_of}. kg build will not replace it now, "
            "so that the loaded triples are not lost; kg build --replace-store does."
        )
    if any(report.derived):
        added, removed = report.derived
        click.echo(f"Recomputed positions and relations: {added:,} triples added, {removed:,} removed.")


def _send(to: str, files: tuple[Path, ...], **options: Any) -> None:
    from kg import workspace
    from kg.store.endpoint import address, publishing

    if options["graph"] is not None and options["keep_graphs"]:
        raise click.UsageError("Give either --graph, which loads into one graph, or --keep-graphs.")
    url, settings = publishing.destination(to)
    if settings is not None:
        say(f"Note: sending the files to {address.parse(url)}, from {Path(to) / workspace.FILE}.")
    size = sum(file.stat().st_size for file in files if file.is_file())
    with _bar(size, "Checking") as read, _bar(0, "Sending") as sent:

        def sending(done: int, total: int) -> None:
            sent.length = total
            sent.update(done - sent.pos)

        report = publishing.publish(
            url,
            files,
            settings=settings,
            checking=lambda done, total: read.update(done - read.pos),
            sending=sending,
            **options,
        )
    known = f"; {report.before:,} of them were sent before" if report.before else ""
    click.echo(f"{report.to}: {report.triples:,} triples sent in {report.batches:,} parts{known}.")


def _relabel(bar: Any, label: str) -> None:
    """Name the current stage in the bar, which stays full: only reading has a measure of progress."""
    bar.label = label
    bar.render_progress()


def _bar(length: int, label: str) -> Any:
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
