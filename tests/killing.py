"""Run one command again and again, each time killed at another point (kill -9), and say what is left.

Run: ``python tests/killing.py COMMAND FOLDER POINTS [SEED]``, with a COMMAND of ``CASES`` and an empty
FOLDER. It prints one JSON object: how many points there were, what was found after them, and everything that
should not have been found. ``tests/test_killed.py`` runs a few points, ``make kills`` as many as asked.

A point is a step of the program (a call of a function of Python or C), or a moment, for what libraries do
within one call. Half of the points lie where a file or folder is made, renamed or removed, or just after
that. After each it is looked at what stands there:
every target is as before or as after the command, nothing else has changed, and the system's folder for
temporary files is empty. Then the command runs again, undisturbed: now all targets are new, and nothing is
left over.
"""

from __future__ import annotations

import json
import os
import random
import re
import shutil
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import rdflib  # noqa: F401  # what the commands import is imported before they are counted and forked
import ruamel.yaml  # noqa: F401

from kg import resources
from kg.cli.main import run
from kg.store import loading, open_store  # noqa: F401

SHEET = "sources/gazette-2025-03-14.yaml"
TEXT = "texts/gazette-2025-03-14.txt"
#: What Python says of a program that changes a folder.
CHANGES = frozenset(("os.mkdir", "os.rename", "os.remove", "os.rmdir", "shutil.rmtree", "sqlite3.connect"))
_LEFT = re.compile(r"\.[^/]*\.\d+\.[0-9a-f]{8}\.tmp")


@dataclass(frozen=True)
class Case:
    """A command, what stands there before it, and what it writes.

    Attributes:
        arguments: of ``kg``, run from the folder.
        prepare: makes what stands there before.
        targets: files, stores and folders that it replaces.
    """

    arguments: tuple[str, ...]
    prepare: Callable[[], None]
    targets: tuple[str, ...]


def workspace() -> None:
    """A built workspace whose sheets have changed since."""
    kg("init", "topic")
    kg("anchor", f"topic/{SHEET}", "--texts", "topic/texts")
    kg("build", "topic")
    actors = Path("topic/actors.yaml")
    actors.write_text(actors.read_text("utf-8").replace("Tom Hill", "Thomas Hill"), "utf-8")


def unanchored() -> None:
    """A workspace whose sheet has no places yet."""
    kg("init", "topic")


def store() -> None:
    """A store that holds one file, and another file."""
    kg("init", "topic")
    kg("anchor", f"topic/{SHEET}", "--texts", "topic/texts")
    kg("build", "topic")
    kg("load", "store", "topic/exports/graph.nt")
    shutil.copyfile(resources.bundled_graph(), "more.nt")


def exported() -> None:
    """A built workspace, and an older export of it."""
    workspace()
    Path("graph.ttl").write_text("older", "utf-8")


def older() -> None:
    """An older file."""
    Path("rows.xlsx").write_text("older", "utf-8")


def database() -> None:
    """A database of Discourse Network Analyzer."""
    from tests.documents.dna.database import Dna

    dna = Dna(Path("bridge.dna").absolute())
    dna.said(1, (15, 43), "Ann Lee", "A bridge", 1)


CASES = {
    "load": Case(("load", "store", "more.nt"), store, ("store",)),
    "build": Case(
        ("build", "topic"), workspace, ("topic/exports/graph.ttl", "topic/exports/graph.nt", "topic/store")
    ),
    "anchor": Case(("anchor", f"topic/{SHEET}", "--texts", "topic/texts"), unanchored, (f"topic/{SHEET}",)),
    "import": Case(("import", "dna", "bridge.dna", "new/topic"), database, ("new/topic",)),
    "workbook": Case(("said", "-o", "rows.xlsx"), older, ("rows.xlsx",)),
    "export": Case(("export", "turtle", "--store", "topic", "-o", "graph.ttl"), exported, ("graph.ttl",)),
}


def kg(*arguments: str) -> None:
    """A command that has to succeed."""
    assert run(arguments) == 0, arguments


def forked(work: Callable[[], Any], kill_after: float | None = None) -> tuple[Any, int]:
    """What ``work`` gives in a process of its own, and the code with which that ends."""
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        for stream in (1, 2):
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
        os.write(write, json.dumps(work()).encode())
        os._exit(0)
    os.close(write)
    if kill_after is not None:
        time.sleep(kill_after)
        os.kill(child, signal.SIGKILL)
    with os.fdopen(read, "rb") as stream:
        content = stream.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return (json.loads(content) if content else None), code


def counted(arguments: tuple[str, ...], stop: int | None = None) -> dict[str, Any]:
    """Run a command, killed at a step; how many steps it took, and which of them changed a folder."""
    steps, began, changes = 0, time.monotonic(), list[int]()

    def step(*_: object) -> None:
        nonlocal steps
        steps += 1
        if steps == stop:
            os.kill(os.getpid(), signal.SIGKILL)

    def audit(event: str, args: tuple[Any, ...]) -> None:
        opens = event == "open" and isinstance(args[2], int) and args[2] & (os.O_WRONLY | os.O_RDWR)
        if opens or event in CHANGES:
            changes.append(steps)

    if stop is None:
        sys.addaudithook(audit)
    sys.setprofile(step)
    code = run(arguments)
    sys.setprofile(None)
    return {"code": code, "steps": steps, "changes": changes, "seconds": time.monotonic() - began}


def state(case: Case) -> dict[str, Any]:
    """What stands at each target, and elsewhere."""
    found: dict[str, Any] = {name: held(Path(name)) for name in case.targets}
    found[""] = {
        str(path): path.read_text("latin-1")
        for path in sorted(Path().rglob("*"))
        if path.is_file()
        and not any(str(path) == name or str(path).startswith(f"{name}/") for name in case.targets)
        and not _LEFT.search(str(path))
    }
    return found


def held(target: Path) -> Any:
    """A file's text, a folder's texts, or the triples and counts that a store gives."""
    if not os.path.lexists(target):
        return None
    if target.is_file():
        return target.read_text("latin-1")
    if target.name == "store":
        with open_store(target) as opened:
            triples = sorted(f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in opened.triples())
            assert opened.index is not None
            return [triples, opened.index.tallies()]
    return {str(path): path.read_text("utf-8") for path in sorted(target.rglob("*")) if path.is_file()}


def litter() -> list[str]:
    """What a killed command has left and nobody would clear."""
    found = [str(path) for path in sorted(Path().rglob("*")) if _LEFT.search(str(path))]
    found += [str(path) for path in sorted(Path().rglob("*.part"))]
    for folder in sorted(Path().rglob("store")):
        generations = [path.name for path in folder.glob("g*") if path.is_dir()]
        found += [f"{folder}: {generations}"] if len(generations) > 2 else []
    return found


def fresh(before: Path, work: Path, temporary: Path) -> None:
    """Start again from what stood there before."""
    os.chdir(before)
    shutil.rmtree(work, ignore_errors=True)
    shutil.copytree(before, work, copy_function=shutil.copy2)
    shutil.rmtree(temporary, ignore_errors=True)
    temporary.mkdir()
    os.chdir(work)


def points(number: int, once: dict[str, Any], seed: int) -> list[tuple[str, float]]:
    """Steps and moments: half where a folder changes, a quarter anywhere, a quarter at any time."""
    chance = random.Random(seed)
    found: list[tuple[str, float]] = []
    for n in range(number):
        if n % 4 == 1:
            found.append(("step", chance.randint(1, once["steps"] - 1)))
        elif n % 4 == 3:
            found.append(("moment", chance.uniform(0, once["seconds"] / 2)))  # counting takes its time too
        else:
            near = chance.choice(once["changes"]) + chance.choice((0, 1, 2, 3, 5, 8, 20, 50))
            found.append(("step", min(near, once["steps"] - 1)))
    return found


def which_of(name: str, found: dict[str, Any] | None, old: dict[str, Any], new: dict[str, Any]) -> str:
    """Whether a target is as it was before the command, or as it is after it."""
    if found is None:
        return "broken"
    return "old" if found[name] == old[name] else "new" if found[name] == new[name] else "broken"


def main(command: str, folder: Path, number: int, seed: int) -> dict[str, Any]:
    """Kill a command at so many points; what was found."""
    case, before = CASES[command], folder / "before"
    work, temporary = folder / "work", folder / "tmp"
    before.mkdir()
    os.chdir(before)
    # In another process: the engine's threads would not come along into those that are killed.
    assert forked(case.prepare)[1] == 0
    os.environ["TMPDIR"] = str(temporary)
    fresh(before, work, temporary)
    old = forked(lambda: state(case))[0]
    once = forked(lambda: counted(case.arguments))[0]
    new, whole = forked(lambda: state(case))[0], sorted(str(path) for path in Path().rglob("*"))
    assert once["code"] == 0 and old != new and once["changes"]
    assert {name for name in new if old[name] != new[name]} == set(case.targets)
    seen: Counter[str] = Counter()
    wrong: list[str] = []
    for kind, at in points(number, once, seed):
        fresh(before, work, temporary)
        if kind == "step":
            _, code = forked(lambda at=at: counted(case.arguments, int(at)))  # type: ignore[misc]
        else:
            _, code = forked(lambda: run(case.arguments), kill_after=at)
        point = f"{command}, {kind} {at}, code {code}"
        found, _ = forked(lambda: state(case))
        stood = {name: which_of(name, found, old, new) for name in old}
        which = {stood[name] for name in case.targets}
        seen["done" if code == 0 else "killed, " + (which.pop() if len(which) == 1 else "old and new")] += 1
        wrong += [f"{point}: {name} is neither old nor new" for name in stood if stood[name] == "broken"]
        wrong += [f"{point}: {path} is left" for path in sorted(temporary.rglob("*"))]
        if command == "import" and Path("new/topic").exists():
            continue  # it is there, whole, and would be refused
        again, _ = forked(lambda: run(case.arguments))
        after, _ = forked(lambda: state(case))
        if again != 0 or after != new:
            wrong.append(f"{point}: the next run ends with {again}")
        wrong += [f"{point}: {path} is left after the next run" for path in litter()]
        extra = set(map(str, Path().rglob("*"))) - set(whole)
        wrong += [f"{point}: {path} is new" for path in sorted(extra) if "store/" not in path]
    return {"seed": seed, "points": number, "steps": once["steps"], "seen": seen, "wrong": wrong}


if __name__ == "__main__":
    name, place, many, *more = sys.argv[1:]
    chosen = int(more[0]) if more else random.randrange(1 << 30)
    sys.stdout.write(json.dumps(main(name, Path(place).resolve(), int(many), chosen)) + "\n")
