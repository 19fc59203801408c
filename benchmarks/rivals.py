"""The same network as drawn by plain pyvis and by force-graph, each with its own defaults.

pyvis gets the nodes with their names and the edges with their colours, one by one, and writes its page with
``cdn_resources="in_line"``. force-graph comes from npm, into a folder outside the project. Both pages have
one line more than a user would write: it sets a mark when the layout ends.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from string import Template

import networkx as nx
from pyvis.network import Network

#: The name of the ``performance.mark`` of both.
STOPPED = "stopped"
COLOURS = {"support": "#2a7f62", "oppose": "#b23a48"}
OTHER = "#8a8a8a"
TEMPLATE = Path(__file__).with_name("force-graph.html")
#: Time limit of npm in seconds.
PATIENCE = 180


def plain_pyvis(network: nx.MultiGraph) -> str:
    """Return the page of pyvis; of several edges between two nodes it keeps the first."""
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
    """Return the smallest page that draws the network with force-graph, on a canvas of this size."""
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
    """Return force-graph's script and version from npm, or why they are unavailable."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm not found"
    command = [npm, "install", "force-graph", "--prefix", str(folder), "--no-audit", "--no-fund"]
    try:
        ended = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, cwd=folder)
    except subprocess.TimeoutExpired:
        return f"npm did not respond within {PATIENCE} s"
    package = folder / "node_modules" / "force-graph"
    script = package / "dist" / "force-graph.min.js"
    if ended.returncode or not script.is_file():
        return "force-graph is not available from npm"
    version = json.loads((package / "package.json").read_text(encoding="utf-8"))["version"]
    return script.read_text(encoding="utf-8").replace("</script", "<\\/script"), version
