"""``kg ask``: the named questions."""

from __future__ import annotations

from typing import Any

import click

from kg.cli import options
from kg.cli.arguments import pairs
from kg.cli.output import emit, most_rows, write, write_sparql
from kg.cli.views.answer import listing, question_help, questions


@click.command()
@click.argument("name", required=False)
@click.argument("parameters", nargs=-1, metavar="[PARAMETER=VALUE]...")
@click.option("--describe", is_flag=True, help="Explain the question, its parameters and its columns.")
@options.dates
@options.all_versions
@options.show
@options.limit_time
@options.store
@options.output(text=True)
def command(
    name: str | None,
    parameters: tuple[str, ...],
    *,
    describe: bool,
    dates: str,
    all_versions: bool,
    show: bool,
    limit_time: float,
    store: str | None,
    **out: Any,
) -> None:
    """Ask a named question; without a name, list them.

    \b
    kg ask who-opposes issue=tariffs
    kg ask what-did-say by=robertson about="trade talks"
    """
    from kg.cli.graph import opened
    from kg.questions.ask import ask
    from kg.questions.catalogue import catalogue, find

    if (name is None or describe) and out["format"] != "text":
        raise click.UsageError(
            f"The list of questions is text, not {out['format']}. Name one for its rows, or use -f text."
        )
    if name is None:
        write(questions(catalogue()), out["output"])
    elif describe:
        write(question_help(find(name)), out["output"])
    else:
        with opened(store, limit_time) as graph:
            first = most_rows(out["format"], out["output"], out["rows"]) or None
            answer = ask(
                graph,
                name,
                pairs(parameters),
                all_versions=all_versions,
                dates=dates,
                first=first,
                joined=True,
            )
            if show:
                write_sparql(answer.sparql, out["output"])
            else:
                emit(answer, **out, text=listing(find(name)))
