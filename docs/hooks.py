"""What MkDocs does to a page on its way to the site (a hook of mkdocs.yml).

Pages link to files of the repository that are not part of the site; on the site these links lead to the
repository. Markers stand for what is made from the code: ``<!-- commands -->``, ``<!-- questions -->``,
``<!-- python -->`` and ``<!-- file: PATH -->``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

import kg
from kg.cli.lazy import LazyGroup
from kg.cli.main import group
from kg.questions import catalogue

ROOT = Path(__file__).resolve().parent.parent
_LINK = re.compile(r"\]\(((?:\.\./)[^)#\s]+)(#[^)\s]*)?\)")
_FILE = re.compile(r"^<!-- file: (\S+) -->$", re.MULTILINE)


def on_config(config: Any) -> Any:
    """Take the repository's address from pyproject.toml, where it stands once."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    config.repo_url = project["urls"]["Repository"]
    config.repo_name = project["name"]
    return config


def on_page_markdown(markdown: str, page: Any, config: Any, files: Any) -> str:
    """Fill in what is made from the code, and lead links out of the site to the repository."""
    markdown = _FILE.sub(lambda found: _included(found[1]), markdown)
    for marker, made in (("commands", _commands), ("questions", _questions), ("python", _interface)):
        if f"<!-- {marker} -->" in markdown:
            markdown = markdown.replace(f"<!-- {marker} -->", made())
    return _LINK.sub(lambda found: f"]({_address(config, found[1])}{found[2] or ''})", markdown)


def _included(name: str) -> str:
    """A file of the repository without its heading, its links as seen from docs/."""
    text = (ROOT / name).read_text("utf-8").partition("\n")[2]
    folder = Path(name).parent.as_posix()
    return re.sub(r"\]\((?!https?:|#|/)([^)]+)\)", rf"](../{folder}/\1)", text)


def _commands() -> str:
    """The help of every command, in the sections that ``kg --help`` has."""
    return "\n".join(_helps(group, None, "kg", 2))


def _helps(command: click.Command, above: click.Context | None, name: str, level: int) -> Iterator[str]:
    with click.Context(command, above, info_name=name, terminal_width=78, max_content_width=78) as context:
        if above is not None:
            yield f"{'#' * level} {context.command_path}\n"
        yield f"```text\n{command.get_help(context)}\n```\n"
        if not isinstance(command, click.Group):
            return
        sections = (
            command.sections if isinstance(command, LazyGroup) else {"": command.list_commands(context)}
        )
        for title, names in sections.items():
            if above is None:
                yield f"## {title}\n"
            for below in names:
                found = command.get_command(context, below)
                if found is not None:
                    yield from _helps(found, context, below, level + 1)


def _questions() -> str:
    """Each named question: what it answers, its parameters, its columns."""
    return "\n".join(line for question in catalogue.catalogue() for line in _question(question))


def _question(question: catalogue.Question) -> Iterator[str]:
    yield f"## {question.name}\n\n**{question.title}.** {question.answers}\n"
    if question.asked:
        yield "| Parameter | takes | |\n|---|---|---|"
        for parameter in question.asked:
            takes = f"{parameter.kind}, required" if parameter.required else parameter.kind
            yield f"| `{parameter.name}` | {takes} | {_cell(parameter.about)} |"
        yield ""
    yield "| Column | |\n|---|---|"
    yield from (f"| `{name}` | {_cell(about)} |" for name, about in question.columns.items())
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "&#124;")


def _interface() -> str:
    """The public names of ``kg``, each documented where it is defined."""
    with kg.open() as graph:
        measures = type(graph.network)
    things = [getattr(kg, name) for name in dict.fromkeys([*kg.__all__, *kg._HOMES])]
    functions = [thing for thing in things if not isinstance(thing, type)]
    classes = [thing for thing in things if isinstance(thing, type)]
    ordered = dict.fromkeys([kg.open, *functions, kg.KnowledgeGraph, measures, *classes])
    return "\n\n".join(f"::: {thing.__module__}.{thing.__qualname__}" for thing in ordered)


def _address(config: Any, target: str) -> str:
    path = (ROOT / "docs" / target).resolve().relative_to(ROOT)
    if not (ROOT / path).exists():
        raise FileNotFoundError(f"a page links to {target}, which is not there")
    return f"{config.repo_url}/{'tree' if (ROOT / path).is_dir() else 'blob'}/main/{path.as_posix()}"
