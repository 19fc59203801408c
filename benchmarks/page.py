"""The page in headless Chromium, beside plain pyvis and force-graph, and the time to make it.

The debates are those of ``debate.py``, in a temporary folder. ``making.py`` makes and times our page,
``rivals.py`` makes the others, ``watching.py`` measures them in the browser. The three are opened
alternately, and medians are reported. A picture that does not settle within 90 s is not tried again.

    python benchmarks/page.py
    python benchmarks/page.py --sizes 100,1000 --runs 3 --no-rivals --pictures FOLDER
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from making import FROM_ROWS, Made, made
from playwright.async_api import async_playwright
from rivals import STOPPED, fetched, force_graph, plain_pyvis
from watching import ARGS, CHROMIUM, DRAWN, Seen, watch

CAP = 90.0
OURS, PYVIS, FORCE = "this page", "plain pyvis", "force-graph"
#: Seconds to the first stable drawing, redraws per second (pan, zoom), megabytes of the file, by nodes.
TARGETS = {100: (0.5, 60, 60, 0.8), 1000: (1.0, 50, 50, 1.6), 5000: (2.0, 30, 25, 4.0)}
#: Seconds for the page from rows, by nodes.
MAKING = {5000: 2.0}
#: The share of a target rate that is enough: a gesture of 2 s loses some frames at its beginning and end.
ALMOST = 0.95


@dataclass(frozen=True, slots=True)
class Measured:
    """All measurements of one size; observations are by name of the page."""

    nodes: int
    ours: Made
    files: Mapping[str, Path]
    seen: Mapping[str, Sequence[Seen]]

    def middle(self, page: str, figure: str) -> float | None:
        """Return the median of a figure of :class:`Seen`; None if it is missing in any run."""
        values = [getattr(one, figure) for one in self.seen[page]]
        return None if None in values else median(values)

    def megabytes(self, page: str) -> float:
        """Return the size of the file."""
        return self.files[page].stat().st_size / 1e6

    def requests(self, page: str) -> int:
        """Return the maximum number of requests that left the page."""
        return max(one.requests for one in self.seen[page])


async def watched(
    files: Mapping[str, Path], runs: int, pictures: Path | None = None
) -> dict[str, list[Seen]]:
    """Open each page alternately, this number of times, and return the observations."""
    found: dict[str, list[Seen]] = {name: [] for name in files}
    async with async_playwright() as running:
        browser = await running.chromium.launch(executable_path=CHROMIUM, args=ARGS)
        for run in range(runs):
            for name, file in files.items():
                if run and found[name][0].stands is None:
                    continue
                picture = None if pictures is None or run else pictures / f"{file.stem}.png"
                mark = DRAWN if name == OURS else STOPPED
                found[name].append(await watch(browser, file, mark, cap=CAP, picture=picture))
        await browser.close()
    return found


def measured(
    folder: Path, nodes: int, chosen: argparse.Namespace, library: str | tuple[str, str]
) -> Measured:
    """Make the pages of one size and watch them."""
    ours = made(folder, nodes, chosen.runs)
    files = {OURS: ours.file}
    if not chosen.no_rivals:
        size = asyncio.run(watched(files, 1))[OURS][0].size or (1064, 529)
        texts = {PYVIS: plain_pyvis(ours.network)}
        if not isinstance(library, str):
            texts[FORCE] = force_graph(ours.network, library[0], size)
        for name, text in texts.items():
            files[name] = folder / f"{name.replace(' ', '-')}-{nodes}.html"
            files[name].write_text(text, encoding="utf-8")
    return Measured(nodes, ours, files, asyncio.run(watched(files, chosen.runs, chosen.pictures)))


def judged(one: Measured) -> list[tuple[str, str, str, bool]]:
    """Return our figures of one size: name, target, measurement, whether it is met."""
    lines = []
    if one.nodes in TARGETS:
        first, pan, zoom, megabytes = TARGETS[one.nodes]
        stands = one.middle(OURS, "stands")
        lines.append(
            ("first stable drawing", f"{first} s", _said(stands, ".2f", " s"), (stands or CAP) <= first)
        )
        for gesture, target in (("pan", pan), ("zoom", zoom)):
            rate = one.middle(OURS, gesture)
            lines.append(
                (f"redraws a second, {gesture}", f"{target}", _said(rate), (rate or 0) >= ALMOST * target)
            )
        size = one.megabytes(OURS)
        lines.append(("file", f"{megabytes} MB", f"{size:.2f} MB", size <= megabytes))
    lines.append(("requests", "0", f"{one.requests(OURS)}", not one.requests(OURS)))
    if one.nodes in MAKING:
        taken, most = one.ours.seconds[FROM_ROWS], MAKING[one.nodes]
        lines.append((FROM_ROWS, f"{most:g} s", f"{taken:.2f} s", taken <= most))
    return lines


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table in Markdown."""
    for cells in (heads, ["---"] * len(heads), *rows):
        print(f"| {' | '.join(cells)} |")
    print()


def side_by_side(all_measured: Sequence[Measured], why: str) -> None:
    """Print the figures of all three."""
    told: dict[str, Callable[[Measured, str], str]] = {
        "first stable drawing": lambda m, p: _said(m.middle(p, "stands"), ".2f", " s", f"not in {CAP:g} s"),
        "redraws a second, pan": lambda m, p: _said(m.middle(p, "pan")),
        "redraws a second, zoom": lambda m, p: _said(m.middle(p, "zoom")),
        "file": lambda m, p: f"{m.megabytes(p):.2f} MB",
        "requests": lambda m, p: str(m.requests(p)),
    }
    rows = [
        [f"{one.nodes:,}", figure, *(say(one, p) if p in one.seen else why for p in (OURS, PYVIS, FORCE))]
        for one in all_measured
        for figure, say in told.items()
    ]
    table(["nodes", "figure", OURS, PYVIS, FORCE], rows)


def main() -> int:
    """Measure, print the tables, and return 0 if every target is met, else 1."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--runs", type=int, default=5, help="number of runs, of which medians are reported (default: 5)"
    )
    parser.add_argument("--sizes", default="100,1000,5000", help="numbers of nodes (default: 100,1000,5000)")
    parser.add_argument("--no-rivals", action="store_true", help="only our own page")
    parser.add_argument(
        "--pictures", type=Path, metavar="FOLDER", help="folder for a screenshot of each page"
    )
    chosen = parser.parse_args()
    if CHROMIUM is None:
        print("Chromium not found: nothing measured")
        return 2
    if chosen.pictures is not None:
        chosen.pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        library = "not requested" if chosen.no_rivals else fetched(Path(name))
        found = []
        for nodes in (int(each) for each in chosen.sizes.split(",")):
            print(f"{nodes:,} nodes ...", file=sys.stderr)
            found.append(measured(Path(name), nodes, chosen, library))
        lines = [(one, *line) for one in found for line in judged(one)]
        load, cores = os.getloadavg()[1], os.cpu_count()
        print(
            f"Medians of {chosen.runs} runs. {cores} processors; load in the last five minutes {load:.1f}.\n"
        )
        rows = [[f"{one.nodes:,}", *said, "met" if met else "missed"] for one, *said, met in lines]
        table(["nodes", "figure", "target", "measured", ""], rows)
        steps = list(found[0].ours.seconds)
        rows = [
            [f"{m.nodes:,}", *(f"{m.ours.seconds[s]:.2f} s" for s in steps), f"{m.ours.runs}"] for m in found
        ]
        table(["nodes", *steps, "runs"], rows)
        if not chosen.no_rivals:
            version = library if isinstance(library, str) else f"force-graph {library[1]} from npm"
            print(f"{version}; pyvis and force-graph with their own defaults.\n")
            side_by_side(found, library if isinstance(library, str) else "")
    return 0 if all(met for *_, met in lines) else 1


def _said(value: float | None, form: str = ".0f", unit: str = "", without: str = "no answer") -> str:
    return without if value is None else f"{value:{form}}{unit}"


if __name__ == "__main__":
    sys.exit(main())
