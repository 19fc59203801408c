"""``kg brief``: the briefing of one issue or actor, to hand on."""

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

#: Of the conditions of ``kg said``, those that make sense for a briefing.
_CONDITIONS = ("by", "since", "until", "dates", "source", "stance", "mode", "grep")


@click.command()
@click.option(
    "--about",
    multiple=True,
    metavar="NAME",
    help="Issue, with the narrower ones; or actor: what was said by and about them. Default: everything.",
)
@click.option("--title", metavar="TEXT", help="Title of the briefing. Default: what it is about.")
@click.option("--note", metavar="FILE", help="Your own introduction: a text file in Markdown.")
@click.option(
    "-f",
    "--format",
    type=click.Choice(list(BRIEFING)),
    default="html",
    show_default=True,
    help="A page with everything in it, or Markdown text with footnotes.",
)
@options.file
@options.limit_time
@options.store
def command(
    format: str, output: str | None, limit_time: float, store: str | None, note: str | None, **asked: Any
) -> None:
    """The briefing of an issue or actor: who stands where, the words, and where each line comes from.

    A page opens offline and sends nothing; Markdown goes into a document of your own. Both have the same
    statements: quoted words, the coder's paraphrase, and no sentence of a source besides.
    """
    if format == "html" and output is None and sys.stdout is not None and sys.stdout.isatty():
        raise click.UsageError("A page is not for the terminal: give -o FILE, for example -o brief.html")
    from kg.export.markdown.note import read_note

    base, name = place_of(store)
    known = {"base": base, "workspace": name}
    introduction = None if note is None else read_note(note)
    with opened(store, limit_time, whole=False) as graph:
        write(briefing_chunks(graph, format, note=introduction, **known, **asked), output)
    if output not in (None, "-"):
        say(f"Wrote {output}")


#: They stand after --about, --title and --note in the help.
command.params[3:3] = [option for option in said.params if option.name in _CONDITIONS]
