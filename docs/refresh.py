"""Run every command that README and docs show, and put its real output in.

Run: ``python docs/refresh.py`` (``make docs``). With ``--check`` nothing is written, and the exit code is
1 if an output is stale; a test does the same. A command is a line ``$ ...`` in a block marked ``console``;
it runs in the checkout, 80 columns wide, without colour.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r"```console\n(.*?)```", re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)


def run(command: str) -> str:
    """What a command prints, standard error included."""
    environment = {
        **os.environ,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "COLUMNS": "80",
        "NO_COLOR": "1",
        "MAKEFLAGS": "--no-print-directory",
    }
    if command.startswith("make"):  # what a first run says of the installation is not shown
        subprocess.run(["make", "-s", ".venv/.demo"], cwd=ROOT, capture_output=True, check=False)
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return done.stdout


def refreshed(page: str) -> str:
    """The text of a page with the output that its commands have now."""
    return _BLOCK.sub(
        lambda block: (
            "```console\n"
            + "\n".join(f"$ {command}\n{run(command)}" for command in _COMMAND.findall(block[1]))
            + "```"
        ),
        page,
    )


def main() -> int:
    """Refresh or check every page; the exit code."""
    stale = 0
    for name in PAGES:
        path = ROOT / name
        before = path.read_text(encoding="utf-8")
        after = refreshed(before)
        if before == after:
            continue
        stale += 1
        print(f"{name} {'is stale' if '--check' in sys.argv else 'refreshed'}")
        if "--check" not in sys.argv:
            path.write_text(after, encoding="utf-8", newline="\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
