"""How much disk an installation takes: everything, and what queries alone need (docs/install.md).

Builds a wheel of the checkout, installs it twice, each into a fresh environment, and adds up the files that
the installed packages list. A library that kg names is shown with its own size and with that of the other
packages that would be gone if kg did not name it.

    python benchmarks/install.py        needs PyPI, and the extra `test` to build the wheel
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASKING = ("click>=8.1", "pyoxigraph>=0.5.2,<0.6")
#: What a fresh environment has before anything is installed.
BEFORE = {"pip", "setuptools", "wheel"}
#: Size in bytes and requirements of each installed package.
LISTING = """
import importlib.metadata, json, os, re
from packaging.requirements import Requirement
found = {}
for package in importlib.metadata.distributions():
    sizes = [os.path.getsize(f.locate()) for f in package.files or () if os.path.exists(f.locate())]
    needs = [Requirement(text) for text in package.requires or ()]
    plain = [need.name for need in needs if need.marker is None or need.marker.evaluate({"extra": ""})]
    found[package.name] = [sum(sizes), plain]
print(json.dumps(found))
"""


def plain(name: str) -> str:
    """The name of a package as PyPI compares it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def installed(folder: Path, *steps: list[str]) -> dict[str, tuple[int, set[str]]]:
    """Size and requirements of what the steps install into a fresh environment."""
    subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True)
    python = folder / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    for step in steps:
        subprocess.run([str(python), "-m", "pip", "install", "-q", *step], check=True)
    there = subprocess.run([str(python), "-m", "pip", "inspect"], capture_output=True, check=True)
    names = {plain(entry["metadata"]["name"]) for entry in json.loads(there.stdout)["installed"]}
    subprocess.run([str(python), "-m", "pip", "install", "-q", "packaging"], check=True)
    listed = subprocess.run([str(python), "-c", LISTING], capture_output=True, check=True)
    return {
        plain(name): (size, {plain(need) for need in needs})
        for name, (size, needs) in json.loads(listed.stdout).items()
        if plain(name) in names - BEFORE
    }


def reached(packages: dict[str, tuple[int, set[str]]], roots: set[str]) -> set[str]:
    """The packages that some need, and what those need."""
    found, left = set[str](), list(roots)
    while left:
        name = left.pop()
        if name in packages and name not in found:
            found.add(name)
            left.extend(packages[name][1])
    return found


def main() -> None:
    """Print both sizes, and what each library of the first brings along."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
        subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
        wheel = str(next(folder.glob("*.whl")))
        everything = installed(folder / "everything", [wheel])
        asking = installed(folder / "asking", list(ASKING), ["--no-deps", wheel])
    for title, packages in (("everything", everything), ("queries only", asking)):
        total = sum(size for size, _ in packages.values())
        print(f"{title}: {len(packages)} packages, {total / 1e6:.0f} MB")
    named = everything["whosaidwhat"][1]
    all_of_them = reached(everything, named)
    print("\nown size, and what comes with it alone:")
    for name in sorted(named, key=lambda name: -everything[name][0]):
        others = all_of_them - reached(everything, named - {name}) - {name}
        size = sum(everything[package][0] for package in others)
        more = f" + {size / 1e6:.1f} MB: {', '.join(sorted(others))}" if others else ""
        print(f"  {everything[name][0] / 1e6:6.1f} MB  {name}{more}")


if __name__ == "__main__":
    main()
