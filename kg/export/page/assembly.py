"""Assemble a page from its template with pyvis, with a content security policy for exactly its content.

pyvis renders this package's own template, because its own loads two files from other sites (the page stays
blank if the network drops packets), lets text of the data become markup and script, has no place for
evidence, and its physics takes half a minute to settle 200 nodes. Data never become code: the template
escapes them, the scripts use only textContent, and the policy allows scripts and styles by their hashes.
"""

from __future__ import annotations

import gzip
import json
import sys
from base64 import b64encode
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from kg.export.page.pyvis_network import pyvis_network
from kg.wording.counts import count

_TEMPLATES = Path(__file__).resolve().parent / "templates"
_VIS = "lib/vis-9.1.2/vis-network.min.js"
#: The scripts in the order in which they run; each adds one part to ``wsw``, the last starts the page.
_SCRIPTS = (
    *(
        "elements.js",
        "colours.js",
        "records.js",
        "period.js",
        "state.js",
        "actor_networks.js",
        "counting.js",
        "sides.js",
    ),
    *("geometry.js", "labels.js", "motion.js", "look.js", "picture.js", "cards.js", "panel.js"),
    *("overview.js", "table.js", "ties.js", "matrix.js", "timeline.js", "drawing.js", "sheet.js"),
    *("export.js", "filters.js", "print.js", "events.js", "start.js"),
)
#: Size of the JSON in characters above which the data block is compressed; all current browsers support that.
PACKED = 120_000


def assemble(
    drawing: Mapping[str, Any],
    data: Mapping[str, Any],
    template: str = "page.html",
    *,
    scripts: Sequence[str] = _SCRIPTS,
    styles: Sequence[str] = ("page.css",),
    **given: Any,
) -> str:
    """Return a page from a template, with its scripts and styles and a policy that allows only these.

    Args:
        drawing: ``nodes`` and ``edges``, as pyvis takes them.
        data: the data for the scripts, written as JSON.
        template: a file in ``templates/``, as are the scripts and styles.
        scripts: run in this order, in one block.
        styles: joined in this order.
        given: all other values that the template prints, cleaned.
    """
    network = pyvis_network()
    pyvis = Path(sys.modules[network.__module__].__file__ or "").resolve().parent / "templates"
    vis = _text(pyvis / _VIS)
    script = "".join(_text(_TEMPLATES / name) for name in scripts)
    style = "".join(_text(_TEMPLATES / name) for name in styles)
    net = network(cdn_resources="in_line")
    net.nodes, net.edges = drawing["nodes"], drawing["edges"]
    net.options = {"physics": {"enabled": False}, "edges": {"smooth": {"enabled": False}}}
    net.templateEnv = _environment(pyvis)
    net.templateEnv.globals.update(
        given,
        block=_block(data),
        kinds=_kinds(drawing["nodes"]),
        csp=_policy([vis, script], [style]),
        vis=Markup(vis),
        script=Markup(script),
        style=Markup(style),
    )
    net.path = template
    return str(net.generate_html()) + "\n"


def _block(data: Mapping[str, Any]) -> Markup:
    r"""Return the data as a script element: JSON without a character that could end it, compressed if long.

    >>> _block({"a": "</script>"})
    Markup('<script type="application/json" id="data">{"a":"\\u003c/script\\u003e"}</script>')
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    if len(text) > PACKED:
        packed = b64encode(gzip.compress(text.encode("utf-8"), 6, mtime=0)).decode("ascii")
        return Markup(f'<script type="application/gzip" id="data">{packed}</script>')
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(f'<script type="application/json" id="data">{text}</script>')


def _environment(pyvis: Path) -> Environment:
    """Load own templates first, then pyvis's; autoescape all of them."""
    environment = Environment(
        loader=ChoiceLoader([FileSystemLoader(_TEMPLATES), FileSystemLoader(pyvis)]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals["count"] = count
    return environment


def _text(path: Path) -> str:
    """Return a script or style with the line ends that a browser hashes."""
    return path.read_text(encoding="utf-8").replace("\r\n", "\n")


def _policy(scripts: Sequence[str], styles: Sequence[str]) -> str:
    """Return the content security policy: only these scripts and styles, and nothing from other sites.

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
    """Return the kinds in the picture for the legend: of actors (False) and of targets (True)."""
    return {side: sorted({node["kind"] for node in nodes if node["issue"] is side}) for side in (False, True)}
