"""A writer that is killed anywhere, and readers that ask while somebody writes, never see half a state."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.namespaces import DATA, RDF, STANCE, WSW, XSD
from tests.profiles import THOROUGH

#: At how many points a writer is killed.
POINTS = 50 if THOROUGH else 10

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill")

Child = Callable[..., "object"]

#: Exit code and state of a load that was killed, and of one that was not.
KILLED_OR_DONE = {(-9, "old"), (-9, "new"), (0, "new")}
#: What both programs below have: the state of a store as seen by graph, index and counts.
STATE = """
import json, os, signal, sys
from pathlib import Path
from kg.store import open_store
from kg.store.loading import load

def state(folder):
    with open_store(folder) as store:
        triples = sorted(f"{s.n3()} {p.n3()} {o.n3()}" for s, p, o in store.triples())
        said = sorted(store.index.saying("harbour"))
        counts = store.index.tallies()
    return {"triples": triples, "said": said, "counts": counts}
"""

#: Loads a file again and again, each time killed after so many steps of the program; says what is left.
KILLED = (
    STATE
    + """
folder, more, points = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
import shutil
before = Path(str(folder) + ".before")
shutil.copytree(folder, before)

def run(work):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        os.write(write, json.dumps(work()).encode())
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        content = stream.read()
    return content, os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

def loading(stop):
    steps = 0
    def step(*_):
        nonlocal steps
        steps += 1
        if steps == stop:
            os.kill(os.getpid(), signal.SIGKILL)
    sys.setprofile(step)
    load(folder, [more])
    sys.setprofile(None)
    return steps

old = json.loads(run(lambda: state(folder))[0])
steps = json.loads(run(lambda: loading(None))[0])
new = json.loads(run(lambda: state(folder))[0])
seen = []
for point in range(1, points + 1):
    shutil.rmtree(folder)
    shutil.copytree(before, folder)
    # Half of the points lie in the last hundredth of the steps, where the new state is put in place.
    half = points // 2
    early, late = steps * 99 // 100 * point // half, steps // 100 * (point - half) // half
    _, code = run(lambda: loading(early if point <= half else min(steps * 99 // 100 + late, steps - 1)))
    content, _ = run(lambda: state(folder))
    found = json.loads(content) if content else None
    name = "old" if found == old else "new" if found == new else "mixed"
    one = {"point": point, "code": code, "state": name}
    if point % 5 == 0:  # the next writer takes over
        run(lambda: load(folder, [more]).triples_after)
        one["again"] = json.loads(run(lambda: state(folder))[0]) == new
        one["litter"] = sorted(path.name for path in folder.glob("*.part"))
    seen.append(one)
print(json.dumps({"steps": steps, "same": old == new, "seen": seen}))
"""
)

#: Eight readers ask as long as a writer takes in one file after the other.
ASKING = (
    STATE
    + """
folder, files = Path(sys.argv[1]), [Path(name) for name in sys.argv[2:]]
done, said = os.pipe()
readers = []
for _ in range(8):
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(said)
        os.set_blocking(done, False)
        seen = set()
        try:
            while True:
                found = state(folder)
                seen.add((len(found["triples"]), len(found["said"]), found["counts"]["https://w3id.org/wsw/ns#Statement"]))
                try:
                    if os.read(done, 1) == b"":
                        break
                except BlockingIOError:
                    pass
        except BaseException as error:
            os.write(write, json.dumps({"error": repr(error)}).encode())
            os._exit(1)
        os.write(write, json.dumps({"seen": sorted(seen)}).encode())
        os._exit(0)
    os.close(write)
    readers.append((child, read))
os.close(done)
states = []
def note():
    found = state(folder)
    states.append((len(found["triples"]), len(found["said"]), found["counts"]["https://w3id.org/wsw/ns#Statement"]))
note()
for file in files:
    load(folder, [file])
    note()
os.close(said)
found = []
for child, read in readers:
    with os.fdopen(read, "rb") as stream:
        found.append(json.loads(stream.read()))
    os.waitpid(child, 0)
print(json.dumps({"states": states, "found": found}))
"""
)


def write(folder: Path, number: int, statements: int) -> Path:
    """A file of statements by one person, whose stance changes from file to file."""
    stance = STANCE.support if number % 2 else STANCE.oppose
    path = folder / f"{number}.nt"
    with path.open("w", encoding="utf-8") as file:
        for n in range(statements):
            said, reading = f"<{DATA}statement/{number}-{n}>", f"<{DATA}reading/{number}-{n}>"
            day = f'"2025-{number % 12 + 1:02}-01"^^<{XSD.date}>'
            file.writelines(
                f"{line} .\n"
                for line in (
                    f"{said} <{RDF.type}> <{WSW.Statement}>",
                    f"{said} <{WSW.speaker}> <{DATA}person/a>",
                    f'{said} <{WSW.text}> "The harbour stays open, {n}."',
                    f"{said} <{WSW.earliest}> {day}",
                    f"{said} <{WSW.latest}> {day}",
                    f"{reading} <{WSW.readingOf}> {said}",
                    f"{reading} <{WSW.target}> <{DATA}issue/harbour>",
                    f"{reading} <{WSW.stance}> <{stance}>",
                )
            )
    return path


@pytest.fixture
def ask(child: Callable[..., object]) -> Callable[..., dict[str, object]]:
    """What one of the programs found."""

    def run(code: str, *args: object) -> dict[str, object]:
        out, err = child(code, *args).communicate(timeout=300)  # type: ignore[attr-defined]
        assert err == ""
        return json.loads(out)  # type: ignore[no-any-return]

    return run


@pytest.fixture
def store(tmp_path: Path) -> Path:
    from kg.store.loading import load

    load(tmp_path / "store", [write(tmp_path, 1, 20)])
    return tmp_path / "store"


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork and kill")
def test_a_writer_killed_at_many_points_leaves_the_old_state_or_the_new_one(
    tmp_path: Path, store: Path, ask: Callable[..., dict[str, object]]
) -> None:
    found = ask(KILLED, store, write(tmp_path, 2, 20), POINTS)
    seen: list[dict[str, object]] = found["seen"]  # type: ignore[assignment]
    assert not found["same"] and len(seen) == POINTS
    # One that ended before its point has been acknowledged; the number of steps varies a little.
    assert [one for one in seen if (one["code"], one["state"]) not in KILLED_OR_DONE] == []
    killed = Counter(one["state"] for one in seen if one["code"] == -9)
    assert killed.total() > 0.85 * POINTS and killed["old"] > POINTS / 2 and killed["new"] > 0
    assert [one for one in seen if one.get("again") is False or one.get("litter")] == []


@pytest.mark.skipif(sys.platform == "win32", reason="needs fork")
def test_eight_readers_see_whole_states_only_while_one_loads(
    tmp_path: Path, store: Path, ask: Callable[..., dict[str, object]]
) -> None:
    found = ask(ASKING, store, *(write(tmp_path, number, 20) for number in range(2, 6)))
    readers: list[dict[str, object]] = found["found"]  # type: ignore[assignment]
    states = {tuple(one) for one in found["states"]}  # type: ignore[attr-defined]
    assert [one for one in readers if "error" in one] == []
    assert len(readers) == 8 and len(states) == 5
    for one in readers:
        seen = {tuple(state) for state in one["seen"]}  # type: ignore[attr-defined]
        assert seen and seen <= states
