"""The same network as plain pyvis draws it, and as force-graph does, each with its own defaults.

pyvis is given the nodes with their names and the edges with their colours, one by one, and writes its page
with ``cdn_resources="in_line"``. force-graph comes from npm, into a folder that is not part of the project.
Either page has one line more than a user would write: it sets a mark when the layout has come to its end.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from string import Template

import networkx as nx
from pyvis.network import Network

#: The mark of both, as of ``performance.mark``.
STOPPED = "stopped"
COLOURS = {"support": "#2a7f62", "oppose": "#b23a48"}
OTHER = "#8a8a8a"
TEMPLATE = Path(__file__).with_name("force-graph.html")
#: Seconds that npm may take.
PATIENCE = 180


def plain_pyvis(network: nx.MultiGraph) -> str:
    """The page that pyvis writes; of several edges between two nodes it keeps the first."""
    net = Network(cdn_resources="in_line")
    names = {key: number for number, key in enumerate(network)}
    for key, node in network.nodes(data=True):
        net.add_node(names[key], label=node["label"], group=node["kind"])
    for actor, target, edge in network.edges(data=True):
        net.add_edge(names[actor], names[target], color=COLOURS.get(edge["stance"], OTHER))
    head, _, tail = str(net.generate_html()).rpartition("</body>")
    mark = f'<script>network.once("stabilized", () => performance.mark("{STOPPED}"));</script>'
    return f"{head}{mark}</body>{tail}"


def force_graph(network: nx.MultiGraph, library: str, size: tuple[int, int]) -> str:
    """The least page that draws the network with force-graph, on a canvas of that size."""
    names = {key: number for number, key in enumerate(network)}
    nodes = [
        {"id": names[key], "name": node["label"], "kind": node["kind"]}
        for key, node in network.nodes(data=True)
    ]
    links = [
        {"source": names[actor], "target": names[target], "color": COLOURS.get(edge["stance"], OTHER)}
        for actor, target, edge in network.edges(data=True)
    ]
    return Template(TEMPLATE.read_text(encoding="utf-8")).substitute(
        library=library,
        data=json.dumps({"nodes": nodes, "links": links}).replace("</", "<\\/"),
        width=size[0],
        height=size[1],
        mark=STOPPED,
    )


def fetched(folder: Path) -> tuple[str, str] | str:
    """force-graph's script and its version from npm, or why they are not to be had."""
    npm = shutil.which("npm")
    if npm is None:
        return "no npm on this machine"
    command = [npm, "install", "force-graph", "--prefix", str(folder), "--no-audit", "--no-fund"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, cwd=folder)
    except subprocess.TimeoutExpired:
        return f"npm gave no answer in {PATIENCE} s"
    package = folder / "node_modules" / "force-graph"
    script = package / "dist" / "force-graph.min.js"
    if ended.returncode or not script.is_file():
        return "force-graph is not to be had from npm"
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return script.read_text(encoding="utf-8").replace("</script", "<\\/script"), version
