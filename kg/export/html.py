"""One HTML file with the network, the words behind it and a table: opens offline, sends nothing.

pyvis draws the network through this package's own template. What is data stays data: the template
escapes, the script uses textContent only, and the page's content security policy allows exactly the
scripts and styles that stand in it, by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

import networkx as nx
import pyvis
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.export.cards import statement_cards
from kg.export.page import facts, limits, overview
from kg.export.picture import picture
from kg.export.wording import clean, count
from kg.files import write_atomically
from kg.namespaces import DATA
from kg.networks import two_mode
from kg.networks.kinds import issue_kinds
from kg.questions.said import said

if TYPE_CHECKING:
    from kg.store.base import Store

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_PYVIS = Path(pyvis.__file__).resolve().parent
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("records.js", "picture.js", "panel.js", "view.js")


def render_page(
    network: nx.MultiGraph,
    *,
    statements: Iterable[Mapping[str, Any]],
    title: str,
    workspace: str = "",
    notes: Sequence[str] = (),
    generated_from: str = "",
) -> str:
    """The page as text: the same arguments give the same text.

    Args:
        network: from :func:`kg.networks.two_mode`.
        statements: the rows of ``kg.questions.said.said`` that it was made from.
        title: of the page.
        workspace: name of the workspace, shown above the title.
        notes: paragraphs of the analyst's own, shown under the counts.
        generated_from: which data it shows, for the foot of the page.
    """
    rows = list(statements)
    cards = statement_cards(rows)
    drawing = picture(network)
    shown = {card["id"]: i for i, card in enumerate(cards)}
    for edge in drawing["edges"]:
        edge["cards"] = sorted(shown[s] for s in edge.pop("statements") if s in shown)
    by_key = {node["key"]: node["id"] for node in drawing["nodes"]}
    for card in cards:
        card["node"] = by_key.get(card["actor"])
    return assemble(
        drawing,
        title=clean(title),
        workspace=clean(workspace),
        notes=clean(list(notes)),
        generated_from=clean(generated_from),
        facts=facts(network, rows),
        limits=limits(network, cards),
        overview=overview(network),
        cards=cards,
        sides=_sides(drawing["edges"]),
    )


def assemble(
    drawing: Mapping[str, Any],
    template: str = "page.html",
    *,
    scripts: Sequence[str] = _SCRIPTS,
    styles: Sequence[str] = ("page.css",),
    **given: Any,
) -> str:
    """A page from a template: what is drawn, the scripts and styles, and a policy that allows just these.

    Args:
        drawing: ``nodes``, ``edges`` and ``layouts`` for vis-network.
        template: a file in ``templates/``, as the scripts and styles are.
        scripts: run in this order, in one block.
        styles: joined likewise.
        given: everything else that the template prints, cleaned.
    """
    vis = _text(_PYVIS / "templates" / _VIS)
    script = "".join(_text(_TEMPLATES / name) for name in scripts)
    style = "".join(_text(_TEMPLATES / name) for name in styles)
    net = Network(cdn_resources="in_line")
    net.nodes, net.edges = drawing["nodes"], drawing["edges"]
    net.options = {"physics": {"enabled": False}, "edges": {"smooth": {"enabled": False}}}
    net.templateEnv = _environment()
    net.templateEnv.globals.update(
        given,
        layouts=drawing["layouts"],
        kinds=_kinds(drawing["nodes"]),
        csp=_policy([vis, script], [style]),
        vis=Markup(vis),
        script=Markup(script),
        style=Markup(style),
    )
    net.path = template
    return str(net.generate_html()) + "\n"


def chunks(
    store: Store,
    *,
    base: str = DATA,
    title: str | None = None,
    about: Sequence[str] = (),
    workspace: str = "",
    notes: Sequence[str] = (),
    **conditions: Any,
) -> Iterator[str]:
    """The page of a store, as the other formats give theirs.

    Args:
        store: is asked for its statements.
        base: not needed here, since kinds are read off the path.
        title: of the page; says what it is about by default.
        about: names of issues or actors as typed; all statements without one.
        workspace: name of the workspace.
        notes: paragraphs of the analyst's own.
        conditions: the other conditions of ``kg.questions.said.said``: by, since, until, ...

    Raises:
        NameProblem: a name fits nothing, or several things.
    """
    answer = said(store, about=about, **conditions)
    targets = {reading["target"] for row in answer.rows for reading in row["about"]}
    network = two_mode(answer.rows, issue_kinds=issue_kinds(store, targets))
    subject = ", ".join([about] if isinstance(about, str) else about)
    yield render_page(
        network,
        statements=answer.rows,
        title=title or f"Who said what about {subject or 'what'}",
        workspace=workspace,
        notes=notes,
        generated_from=f"{store.label}, {count(answer.looked_at, 'statement')}",
    )


def write_page(store: Store, path: str | PathLike[str], **options: Any) -> None:
    """Write the page to a file, whole or not at all; options as for :func:`chunks`.

    Raises:
        OutputError: the file cannot be written.
    """
    write_atomically(path, chunks(store, **options))


def _environment() -> Environment:
    """Own templates first, then pyvis's; autoescape for all of them."""
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(_TEMPLATES), FileSystemLoader(_PYVIS / "templates")]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["count"] = count
    return environment


def _text(path: Path) -> str:
    """A script or style as it stands between its tags, with the line ends that a browser hashes."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """The content security policy: nothing but these scripts and styles, and nothing from elsewhere.

    >>> _policy(["1"], []).split("; ")[1]
    "script-src 'sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s='"
    """

    def hashes(parts: Sequence[str]) -> str:
        return (
            " ".join(f"'sha256-{b64encode(sha256(p.encode()).digest()).decode()}'" for p in parts) or "'none'"
        )

    return (
        f"default-src 'none'; script-src {hashes(scripts)}; style-src {hashes(styles)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )


def _kinds(nodes: Sequence[Mapping[str, Any]]) -> dict[bool, list[str]]:
    """The kinds in the picture for the legend: of actors (False) and of what they speak on (True)."""
    return {side: sorted({node["kind"] for node in nodes if node["issue"] is side}) for side in (False, True)}


def _sides(edges: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, int]]:
    """The sides in the picture, with the notations that share the line and the number of readings."""
    found = []
    for side in ("support", "oppose", "mixed", "neutral", "unclear"):
        mine = [edge for edge in edges if edge["side"] == side]
        if mine:
            words = " / ".join(sorted({e["value"] for e in mine}, key=lambda v: (v != side, v)))
            found.append((side, words, sum(edge["weight"] for edge in mine)))
    return found
