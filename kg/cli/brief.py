"""``kg brief``: a briefing on an issue or actor."""

from __future__ import annotations

import sys
from typing import Any

import click

from kg.cli import options
from kg.cli.graph import opened
from kg.cli.output import say, write
from kg.cli.said import command as said
from kg.export.formats import BRIEFING, briefing_chunks
from kg.store.opening import place_of

#: Conditions of ``kg said`` that apply to a briefing.
_CONDITIONS = ("by", "since", "until", "dates", "source", "stance", "mode", "grep")


@click.command()
@click.option(
    "--about",
    multiple=True,
    metavar="NAME",
    help="Issue, including narrower ones; or actor: statements by and about them. Default: everything.",
)
@click.option("--title", metavar="TEXT", help="Title of the briefing. Default: the name of its subject.")
@click.option("--note", metavar="FILE", help="Your own introduction, a Markdown file.")
@click.option(
    "-f",
    "--format",
    type=click.Choice(list(BRIEFING)),
    default="html",
    show_default=True,
    help="html: a self-contained page. md: Markdown with footnotes.",
)
@options.file
@options.limit_time_of_work
@options.store
def command(
    format: str,
    output: str | None,
    limit_time: float | None,
    store: str | None,
    note: str | None,
    **asked: Any,
) -> None:
    """Write a briefing on an issue or actor: who stands where, the words, and the source of each line.

    The page works offline and sends no data; the Markdown is for a document of your own. Both have the same
    statements: quoted words and the coder's paraphrase, and no other sentence of a source.
    """
    if format == "html" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError(
            "A page cannot be shown in a terminal; give -o FILE, for example -o brief.html"
        )

    base, name = place_of(store)
    known = {"base": base, "workspace": name}
    introduction = None if note is None else _introduction(note)
    with opened(store, limit_time, each=options.TIME_LIMIT) as graph:
        write(briefing_chunks(graph, format, note=introduction, **known, **asked), output)
    if output not in (None, "-"):
        say(f"Wrote {output}")


def _introduction(note: str) -> str:
    from kg.export.markdown.note import read_note  # most briefings have no note

    return read_note(note)


#: The help lists them after --about, --title and --note.
command.params[3:3] = [option for option in said.params if option.name in _CONDITIONS]
