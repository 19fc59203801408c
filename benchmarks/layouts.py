"""Our layout of small pictures beside what libraries give: igraph alone, and Graphviz with overlaps removed.

Each lays out the same boxes (a symbol and its label, in pixels) and lines, for a wide screen (aspect 1.9). Up
to 150 nodes the page shows every label, so no two boxes may overlap; igraph's drawing is therefore enlarged
until none do, and Graphviz removes overlaps itself (``prism``). The table counts edges that run under the box
of another node (such an edge reads as one to that node) and edge crossings, and gives the scale at which the
whole picture fits a window of 1440 by 760 pixels, which is the size of its letters (1 is 12 pixels).

    python benchmarks/layouts.py                        # Graphviz is skipped where `neato` is not installed
    python benchmarks/layouts.py --picture FILE.png     # the drawings side by side
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import numpy as np

from kg.export.layout.arrangement import arrangements
from kg.export.layout.boxes import box_of, wrapped
from kg.export.layout.clutter import Box, Boxes, Diagram, Floats, count_crossings
from kg.export.layout.springs import drawn
from kg.networks.statement_network import two_mode
from kg.questions.said import said
from kg.store import open_store

WINDOW = (1440.0, 760.0)
ASPECT, ROOM = 1.9, 1.9
GAP = 6.0

Case = tuple[str, dict[str, Box], list[tuple[str, str]]]


def bundled() -> Case:
    """The network of the bundled graph, as its page draws it."""
    with open_store() as store:
        network = two_mode(said(store).rows)
    return "bundled graph", *_boxes(network)


def made(actors: int, issues: int, seed: int) -> Case:
    """A made-up two-mode network: busy actors and issues are tied more often (Zipf)."""
    chance = np.random.default_rng(seed)
    network = nx.MultiGraph()
    names = [
        f"Actor {chr(65 + i % 26)}{i} of the {['Ministry', 'Council', 'Union', 'Party'][i % 4]}"
        for i in range(actors)
    ]
    topics = [
        f"Proposal {i} on {['tariffs', 'steel', 'dairy', 'water', 'pipelines'][i % 5]}" for i in range(issues)
    ]
    for name in names:
        network.add_node(name, label=name, bipartite=0, statements=1)
    for topic in topics:
        network.add_node(topic, label=topic, bipartite=1, statements=1)
    for i, name in enumerate(names):
        share = 1 / (1 + np.arange(issues))
        for target in chance.choice(
            issues, size=min(issues, 1 + int(6 / (1 + i / 6))), replace=False, p=share / share.sum()
        ):
            network.add_edge(name, topics[int(target)])
            network.nodes[name]["statements"] += 1
    return f"{actors + issues} nodes, made up", *_boxes(network)


def _boxes(network: nx.MultiGraph) -> tuple[dict[str, Box], list[tuple[str, str]]]:
    boxes = {
        str(key): box_of(wrapped(node["label"]), issue=node["bipartite"] == 1, statements=node["statements"])
        for key, node in network.nodes(data=True)
    }
    return boxes, sorted({(str(a), str(b)) for a, b in network.edges()})


def ours(boxes: Mapping[str, Box], pairs: Sequence[tuple[str, str]]) -> Floats:
    """The page's own layout."""
    found = arrangements(boxes, pairs, [(ASPECT, ROOM)])[0]
    return np.array([found.points[name] for name in boxes], dtype=float)


def igraph_alone(boxes: Mapping[str, Box], pairs: Sequence[tuple[str, str]]) -> Floats:
    """Kamada-Kawai and Fruchterman-Reingold by igraph, turned to lie wide, enlarged until none overlap."""
    index = {name: i for i, name in enumerate(boxes)}
    points = drawn(len(boxes), [(index[a], index[b]) for a, b in pairs], 1)
    points = points - points.mean(axis=0)
    points = points @ np.linalg.svd(points, full_matrices=False)[2].T
    return _enlarged(boxes, points)


def graphviz(program: str, *options: str) -> Callable[..., Floats]:
    """A layout by a Graphviz program; boxes have fixed sizes in inches of 72 pixels."""

    def layout(boxes: Mapping[str, Box], pairs: Sequence[tuple[str, str]]) -> Floats:
        index = {name: i for i, name in enumerate(boxes)}
        nodes = "".join(
            f"{i} [width={(b.width + GAP) / 72:.3f} height={(b.above + b.below + GAP) / 72:.3f}]\n"
            for i, b in enumerate(boxes.values())
        )
        lines = "".join(f"{index[a]} -- {index[b]}\n" for a, b in pairs)
        text = f'graph {{ start=1; node [shape=box fixedsize=true label=""]\n{nodes}{lines}}}'
        plain = subprocess.run(
            [program, "-Tplain", *options],
            input=text,
            capture_output=True,
            text=True,
            check=True,
            timeout=300,
        ).stdout
        points = np.zeros((len(boxes), 2))
        for row in plain.splitlines():
            if row.startswith("node "):
                _, number, x, y, *_ = row.split()
                points[int(number)] = float(x) * 72, -float(y) * 72
        lower = np.array([(b.below - b.above) / 2 for b in boxes.values()])
        points[:, 1] -= lower
        return points

    return layout


def _enlarged(boxes: Mapping[str, Box], points: Floats) -> Floats:
    sizes = Boxes.of(boxes.values())
    middle = np.stack([np.zeros_like(sizes.lower), sizes.lower], axis=1)
    one, other = np.triu_indices(len(points), 1)
    need = sizes.half[one] + sizes.half[other] + GAP / 2
    low, high = 0.0, 1e6
    for _ in range(60):
        scale = (low + high) / 2
        apart = np.abs((points * scale + middle)[one] - (points * scale + middle)[other]) >= need
        low, high = (low, scale) if apart.any(axis=1).all() else (scale, high)
    return points * high


def judged(boxes: Mapping[str, Box], pairs: Sequence[tuple[str, str]], points: Floats) -> dict[str, Any]:
    """Overlaps, edges under boxes, crossings, and the scale at which all of it fits the window."""
    index = {name: i for i, name in enumerate(boxes)}
    sizes = Boxes.of(boxes.values())
    crossed, under = count_crossings(Diagram.of(sizes, [(index[a], index[b]) for a, b in pairs]), points)
    middle = points + np.stack([np.zeros_like(sizes.lower), sizes.lower], axis=1)
    one, other = np.triu_indices(len(points), 1)
    overlap = (np.abs(middle[one] - middle[other]) < sizes.half[one] + sizes.half[other] - 0.5).all(axis=1)
    size = (middle + sizes.half).max(axis=0) - (middle - sizes.half).min(axis=0)
    return {
        "overlaps": int(overlap.sum()),
        "under": int(under.sum()),
        "crossings": int(crossed.sum()) // 2,
        "scale": float(min(WINDOW[0] / size[0], WINDOW[1] / size[1])),
    }


def pictured(path: Path, cases: Sequence[Case], drawings: Mapping[tuple[str, str], Floats]) -> None:
    """All drawings side by side, each as it fits the window; edges under other boxes in red."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot
    from matplotlib.patches import Rectangle

    ways = list(dict.fromkeys(way for _, way in drawings))
    figure, axes = pyplot.subplots(
        len(cases), len(ways), figsize=(6.4 * len(ways), 3.5 * len(cases)), squeeze=False
    )
    for row, (name, boxes, pairs) in zip(axes, cases, strict=True):
        index = {each: i for i, each in enumerate(boxes)}
        for axis, way in zip(row, ways, strict=True):
            points = drawings[name, way]
            sizes = Boxes.of(boxes.values())
            _, under = count_crossings(Diagram.of(sizes, [(index[a], index[b]) for a, b in pairs]), points)
            for (a, b), bad in zip(pairs, under.any(axis=1), strict=True):
                (x, y), (u, v) = points[index[a]], points[index[b]]
                axis.plot(
                    [x, u], [y, v], color="#c22" if bad else "#99a", linewidth=0.9 if bad else 0.6, zorder=1
                )
            for (x, y), box in zip(points, boxes.values(), strict=True):
                corner = (x - box.width / 2, y - box.above)
                axis.add_patch(
                    Rectangle(
                        corner,
                        box.width,
                        box.above + box.below,
                        facecolor="#e8eef6",
                        edgecolor="#456",
                        linewidth=0.5,
                        zorder=2,
                    )
                )
            axis.set_aspect("equal")
            axis.invert_yaxis()
            axis.axis("off")
            found = judged(boxes, pairs, points)
            axis.set_title(
                f"{way}, {name}\n{found['under']} edges under boxes, {found['crossings']} crossings, "
                f"letters at {found['scale']:.0%}",
                fontsize=9,
            )
            width, height = np.ptp(axis.get_xlim()), np.ptp(axis.get_ylim())
            grow = max(width / WINDOW[0], height / WINDOW[1])
            x, y = np.mean(axis.get_xlim()), np.mean(axis.get_ylim())
            axis.set_xlim(x - grow * WINDOW[0] / 2, x + grow * WINDOW[0] / 2)
            axis.set_ylim(y + grow * WINDOW[1] / 2, y - grow * WINDOW[1] / 2)
    figure.tight_layout()
    figure.savefig(path, dpi=80)


def main() -> None:
    """Print one row a drawing."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--picture", type=Path, help="write the drawings side by side to this file")
    chosen = parser.parse_args()
    cases = [bundled(), made(45, 15, 1), made(110, 30, 2)]
    ways: dict[str, Callable[..., Floats]] = {"ours": ours, "igraph, enlarged": igraph_alone}
    if shutil.which("neato"):
        ways["Graphviz neato, prism"] = graphviz(
            "neato", "-Goverlap=prism", "-Gmode=KK", f"-Gratio={1 / ASPECT}"
        )
        ways["Graphviz sfdp, prism"] = graphviz("sfdp", "-Goverlap=prism", f"-Gratio={1 / ASPECT}")
    drawings = {}
    print(
        f"{'network':22} {'layout':24} {'overlaps':>8} {'under boxes':>11} {'crossings':>9} {'scale':>6}"
        f" {'seconds':>8}"
    )
    for name, boxes, pairs in cases:
        for way, layout in ways.items():
            start = time.perf_counter()
            points = drawings[name, way] = layout(boxes, pairs)
            took = time.perf_counter() - start
            found = judged(boxes, pairs, points)
            print(
                f"{name:22} {way:24} {found['overlaps']:8} {found['under']:11} {found['crossings']:9}"
                f" {found['scale']:6.2f} {took:8.2f}"
            )
    if chosen.picture:
        pictured(chosen.picture, cases, drawings)


if __name__ == "__main__":
    main()
