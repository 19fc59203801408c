"""``kg load``: RDF files into a store on disk."""

from __future__ import annotations

import sys
from pathlib import Path

import click


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Drop what the store holds.")
@click.option("--base", metavar="IRI", help="What relative IRIs in the files are relative to.")
def command(folder: Path, files: tuple[Path, ...], replace: bool, base: str | None) -> None:
    """Take FILES into the store FOLDER: all of them or none.

    Turtle, N-Triples, N-Quads, TriG, JSON-LD and RDF/XML, also packed with gzip. FOLDER is made if it is not
    there. If a file has an error, or you press Ctrl-C, the store stays as it was. Ask it with --store FOLDER.
    """
    from kg.store.loading import load

    size = sum(file.stat().st_size for file in files if file.is_file())
    with click.progressbar(
        length=size, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty()
    ) as bar:
        report = load(
            folder,
            files,
            replace=replace,
            base_iri=base,
            progress=lambda done, total: bar.update(done - bar.pos),
        )
    click.echo(
        f"{folder}: {report.triples_after:,} triples, {report.triples_after - report.triples_before:+,}."
    )
