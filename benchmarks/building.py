"""Time ``kg build`` and ``kg check`` on the bundled workspace.

Both run as whole processes on a copy of ``data/`` in a temporary folder. ``kg check --texts`` needs the
text of the article, which is not part of the project; without it that line is left out.

    python benchmarks/building.py
    KG_SOURCE_TEXTS=FOLDER python benchmarks/building.py
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

from kg import resources

RUNS = 5
#: Maximum seconds of each command.
TARGETS = {"kg build": 3.0, "kg check": 6.0, "kg check --texts": 6.0}


def texts() -> Path | None:
    """Return the folder with the sources' texts: KG_SOURCE_TEXTS, else ../shared/seed; None if missing."""
    named = os.environ.get("KG_SOURCE_TEXTS")
    folder = Path(named) if named else resources.root().parent / "shared" / "seed"
    return folder.resolve() if folder.is_dir() else None


def copied(folder: Path) -> Path:
    """Return a copy of the bundled workspace in ``folder`` that builds into its own folder."""
    shutil.copytree(resources.bundled_workspace(), folder / "data")
    settings = folder / "data" / "kg.toml"
    inside = settings.read_text(encoding="utf-8").replace("../exports", "exports")
    settings.write_text(inside, encoding="utf-8")
    return folder / "data"


def seconds(command: Sequence[str]) -> float:
    """Return the seconds of one process; exit if it fails."""
    start = time.perf_counter()
    ended = subprocess.run(command, capture_output=True, text=True)
    taken = time.perf_counter() - start
    if ended.returncode != 0:
        raise SystemExit(f"{' '.join(command[1:])} failed:\n{ended.stdout}{ended.stderr}")
    return taken


def main() -> int:
    """Measure, print, and return 0 if every target is met, else 1."""
    found = texts()
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(copied(Path(folder)))
        program = [sys.executable, "-m", "kg"]
        commands = {
            "kg build": [*program, "build", workspace],
            "kg check": [*program, "check", workspace],
        }
        if found is not None:
            commands["kg check --texts"] = [*program, "check", workspace, "--texts", str(found)]
        medians = {name: median(seconds(command) for _ in range(RUNS)) for name, command in commands.items()}

    print(f"Whole processes on a copy of the bundled workspace, median of {RUNS} runs.\n")
    print(f"{'':20}{'median':>9}{'target':>9}")
    for name, taken in medians.items():
        verdict = "met" if taken <= TARGETS[name] else "missed"
        print(f"{name:20}{taken:>7.2f} s{TARGETS[name]:>7.0f} s  {verdict}")
    if found is None:
        print(
            "\nkg check --texts: not measured: the article's text was not found (set KG_SOURCE_TEXTS=FOLDER)."
        )
    return 0 if all(taken <= TARGETS[name] for name, taken in medians.items()) else 1


if __name__ == "__main__":
    sys.exit(main())
