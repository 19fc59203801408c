"""Run every command and example that README and docs show, and put its real output in.

Run: ``python docs/refresh.py`` (``make docs``). With ``--check`` nothing is written, and the exit code is
1 if an output is stale; a test does the same. A command is a line ``$ ...`` in a block marked ``console``;
it runs in the checkout, 80 columns wide, without colour.

A page with a line ``<!-- folder: build/x -->`` starts in that folder, emptied, as its reader starts in one:
``cd`` leads on from there, and a block with ``title="FILE"`` is written to that file when its turn comes.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", *sorted(str(p.relative_to(ROOT)) for p in (ROOT / "docs").glob("*.md")))
_BLOCK = re.compile(r'```(?:console|\w+ title="(?P<file>[^"\n]+)")\n(?P<lines>.*?)```', re.DOTALL)
_COMMAND = re.compile(r"^\$ (.*)$", re.MULTILINE)
_FOLDER = re.compile(r"^<!-- folder: (build/\S+) -->$", re.MULTILINE)


def run(command: str, folder: Path = ROOT) -> str:
    """What a command prints in a folder, standard error included."""
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
        cwd=folder,
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
    start = _FOLDER.search(page)
    here = ROOT / start[1] if start else ROOT
    if start:
        shutil.rmtree(here, ignore_errors=True)
        here.mkdir(parents=True)

    def block(found: re.Match[str]) -> str:
        nonlocal here
        if found["file"] is not None:
            if start:
                (here / found["file"]).parent.mkdir(parents=True, exist_ok=True)
                (here / found["file"]).write_text(found["lines"], encoding="utf-8", newline="\n")
            return found[0]
        shown = []
        for command in _COMMAND.findall(found["lines"]):
            if start and command.startswith("cd "):
                here /= command.removeprefix("cd ")
                shown.append(f"$ {command}\n")
            else:
                shown.append(f"$ {command}\n{run(command, here)}")
        return "```console\n" + "\n".join(shown) + "```"

    return _BLOCK.sub(block, page)


def main() -> int:
    """Refresh or check every file; the exit code."""
    from examples import FILES

    stale = 0
    for path, renewed in [*((ROOT / name, refreshed) for name in PAGES), *FILES.items()]:
        before = path.read_text(encoding="utf-8")
        after = renewed(before)
        if before == after:
            continue
        stale += 1
        print(f"{path.relative_to(ROOT)} {'is stale' if '--check' in sys.argv else 'refreshed'}")
        if "--check" not in sys.argv:
            path.write_text(after, encoding="utf-8", newline="\n")
    return 1 if stale and "--check" in sys.argv else 0


if __name__ == "__main__":
    raise SystemExit(main())
