"""Cost of check, build and questions against the number of coding sheets.

Workspaces of ``sheets.py``, of six statements a sheet. Each command is a process of its own; CPU time (user
and system) and the greatest memory are those of the process. "From nothing" has no cache; "after a change"
follows an edit of one word in one sheet. The targets are those for 1,000 sheets.

    python benchmarks/growth.py                       10, 100 and 1,000 sheets
    python benchmarks/growth.py 1000 10000            other sizes
    python benchmarks/growth.py 1000 --old CHECKOUT   also with another checkout of kg
    python benchmarks/growth.py --plot docs/growth.png
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import sheets

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10, 100, 1000)
#: Command to its arguments after the workspace has been made, and the greatest seconds for 1,000 sheets.
STEPS: Mapping[str, tuple[tuple[str, ...], float | None]] = {
    "check, from nothing": (("check", "{folder}"), 30),
    "check, nothing changed": (("check", "{folder}"), None),
    "check, after a change": (("check", "{folder}"), 2),
    "build, from nothing": (("build", "{folder}"), 12),
    "build, after a change": (("build", "{folder}"), 1.5),
    "build --fresh": (("build", "{folder}", "--fresh"), None),
    "said --about, 50 rows": (("said", "--store", "{folder}", "--about", "issue-0", "-n", "50"), None),
    "network congruence --about": (
        ("network", "congruence", "--store", "{folder}", "--about", "issue-3"),
        None,
    ),
    "brief --about": (
        ("brief", "--store", "{folder}", "--about", "issue-3", "-o", "{folder}/brief.html"),
        None,
    ),
}
#: Greatest memory of check and build at 1,000 sheets, in MB.
MEMORY = 300


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took: seconds of CPU time, MB of memory."""

    seconds: float
    memory: float


def run(arguments: Sequence[str], checkout: Path, cache: Path) -> Cost:
    """Run ``kg`` and return its cost; exit if it fails."""
    environment = {**os.environ, "PYTHONPATH": str(checkout), "KG_CACHE": str(cache), "COLUMNS": "100"}
    child = subprocess.Popen(
        [sys.executable, "-m", "kg", *arguments],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        env=environment,
        cwd=cache.parent,
    )
    return ended(child, f"kg {' '.join(arguments)}")


def ended(child: subprocess.Popen[bytes], name: str) -> Cost:
    """Wait for a process and return its cost; exit with what it printed if it fails."""
    assert child.stderr is not None
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stderr.close()
    if child.returncode != 0:
        raise SystemExit(f"{name} failed:\n{errors.decode()}")
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / unit)


def change(folder: Path) -> None:
    """Change one word in one sheet."""
    sheet = sorted((folder / "sources").glob("*.yaml"))[0]
    text = sheet.read_text(encoding="utf-8")
    sheet.write_text(text.replace("why: ", "why: Again ", 1), encoding="utf-8")


def measure(size: int, checkout: Path, *, only: frozenset[str] | None = None) -> dict[str, Cost]:
    """Return the cost of each step on a new workspace."""
    found = {}
    with tempfile.TemporaryDirectory() as place:
        folder, cache = Path(place) / "work", Path(place) / "cache"
        sheets.write(folder, size)
        for name, (arguments, _) in STEPS.items():
            if only is not None and name not in only:
                continue
            if "change" in name and "nothing" not in name:
                change(folder)
            if "from nothing" in name:
                for file in cache.glob("*"):
                    file.unlink()
            found[name] = run([each.format(folder=folder) for each in arguments], checkout, cache)
    return found


def plot(costs: Mapping[int, Mapping[str, Cost]], path: Path) -> None:
    """Draw the costs against the number of sheets, both in logarithms."""
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot as plt

    figure, axes = plt.subplots(figsize=(8, 5))
    for name in STEPS:
        axes.plot(list(costs), [costs[size][name].seconds for size in costs], marker="o", label=name)
    axes.set(xscale="log", yscale="log", xlabel="coding sheets of six statements", ylabel="CPU time, seconds")
    axes.grid(alpha=0.3)
    axes.legend(fontsize=8, frameon=False)
    figure.tight_layout()
    figure.savefig(path, dpi=120)


def main() -> int:
    """Measure, print, and return 1 if a target for 1,000 sheets is missed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int, default=SIZES, help="numbers of sheets")
    parser.add_argument("--old", type=Path, help="another checkout, measured on check and build alone")
    parser.add_argument("--plot", type=Path, help="write a picture of the costs")
    given = parser.parse_args()
    costs = {size: measure(size, ROOT) for size in given.sizes}
    print("CPU time in seconds and memory in MB of whole processes.\n")
    print("| step |" + "".join(f" {size:,} sheets |" for size in costs) + " target at 1,000 |")
    print("|---|" + "---:|" * (len(costs) + 1))
    missed = 0
    for name, (_, target) in STEPS.items():
        cells = [f" {costs[size][name].seconds:.2f} s, {costs[size][name].memory:.0f} MB |" for size in costs]
        wanted = ""
        if target is not None:
            wanted = f"{target:g} s, {MEMORY} MB"
            at = costs.get(1000, {}).get(name)
            if at is not None:
                met = at.seconds <= target and at.memory <= MEMORY
                missed += not met
                wanted += ", met" if met else ", missed"
        print(f"| {name} |{''.join(cells)} {wanted} |")
    if given.old is not None:
        shared = frozenset(("check, from nothing", "build, from nothing"))
        print("\nThe other checkout:\n")
        for size in given.sizes:
            for name, cost in measure(size, given.old, only=shared).items():
                print(f"- {size:,} sheets, {name}: {cost.seconds:.1f} s, {cost.memory:.0f} MB")
    if given.plot is not None:
        plot(costs, given.plot)
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
