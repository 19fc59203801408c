"""A page from the template: pyvis fills it, and a policy allows exactly what stands in it.

pyvis draws the network through this package's own template, for these reasons. Its own loads two files
from elsewhere, which keeps a page blank where the network swallows packets; it lets text of the data
become markup and script; it has no place for evidence; and its physics takes half a minute to settle 200
nodes. What is data stays data here: the template escapes, the script uses textContent only, and the page's
content security policy names its scripts and styles by their hashes.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import pyvis
from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from pyvis.network import Network

from kg.export.page.wording import count

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_PYVIS = Path(pyvis.__file__).resolve().parent
_VIS = "lib/vis-9.1.2/vis-network.min.js"
_SCRIPTS = ("records.js", "picture.js", "panel.js", "view.js")


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
