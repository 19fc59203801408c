"""``kg load``: RDF files into a store on disk, or into an endpoint."""

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
    help="Send FILES to this graph store (SPARQL 1.1 Graph Store Protocol), or to the one of WORKSPACE's "
    "kg.toml, in place of a FOLDER.",
)
@click.option("--graph", metavar="IRI", help="With --to: into this named graph, not into the default graph.")
@click.option("--keep-graphs", is_flag=True, help="With --to: into the graphs that TriG and N-Quads name.")
@click.option(
    "--replace",
    is_flag=True,
    help="Drop what the store holds; with --to, what the graph holds, as soon as the first triples arrive.",
)
@click.option("--start-over", is_flag=True, help="With --to: send all, whatever an earlier load has sent.")
@click.option("--base", metavar="IRI", help="What relative IRIs in the files are relative to.")
def command(paths: tuple[Path, ...], to: str | None, replace: bool, base: str | None, **sent: Any) -> None:
    """Take FILES into the store FOLDER: all of them or none; or send them to a graph store.

    Turtle, N-Triples, N-Quads, TriG, JSON-LD and RDF/XML, also packed with gzip. FOLDER is made if it is not
    there. If a file has an error, or you press Ctrl-C, the store stays as it was. Ask it with --store FOLDER.

    With --to the files are checked first and then sent in parts; who asks meanwhile sees what has come. If it
    breaks off, the same command goes on where the server's last acknowledgement was.
    """
    if to is not None:
        _send(to, paths, replace=replace, base_iri=base, **sent)
        return
    if any(sent.values()):
        raise click.UsageError("--graph, --keep-graphs and --start-over go with --to.")
    if len(paths) < 2:
        raise click.UsageError("Give a FOLDER and at least one file; or --to URL and files.")
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
            f"Note: {folder} was built from the sheets of {report.was_of}. So that what you loaded is not "
            "lost, kg build will not replace it now, unless you say --replace-store."
        )
    if any(report.derived):
        added, removed = report.derived
        click.echo(
            f"Computed anew, positions and relations: {added:,} triples added, {removed:,} taken away."
        )


def _send(to: str, files: tuple[Path, ...], **options: Any) -> None:
    from kg import workspace
    from kg.store.endpoint import address, publishing

    if options["graph"] is not None and options["keep_graphs"]:
        raise click.UsageError("--graph puts all into one graph, --keep-graphs does not; give one of them.")
    url, settings = publishing.destination(to)
    if settings is not None:
        say(f"Note: the files go to {address.parse(url)}, as {Path(to) / workspace.FILE} says.")
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
    known = f"; {report.before:,} of them had come before" if report.before else ""
    click.echo(f"{report.to}: {report.triples:,} triples sent in {report.batches:,} parts{known}.")


def _relabel(bar: Any, label: str) -> None:
    """What comes after the reading has no measure of its own: the bar stays full and says what goes on."""
    bar.label = label
    bar.render_progress()


def _bar(length: int, label: str) -> Any:
    return click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty())
