"""What happens to the store on disk when a writer is stopped, hindered or not alone."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from kg.errors import StoreDamaged, StoreError, StoreInUse, StoreVersion
from kg.store import open_store
from kg.store.draft import writing
from kg.store.generations import POINTER
from kg.store.loading import load

Child = Callable[..., "subprocess.Popen[str]"]
Snapshot = Callable[[Path], dict[str, bytes]]
#: Loads a file without end, and says when it is in the middle.
LOADING = """
import sys
from pathlib import Path
from kg.errors import KgError
from kg.store.loading import load
try:
    load(Path(sys.argv[1]), [Path(sys.argv[2])], progress=lambda done, total: print(done, flush=True))
except KeyboardInterrupt:
    print("interrupted", flush=True)
    sys.exit(130)
except KgError as error:
    print(type(error).__name__, error, flush=True)
    sys.exit(2)
"""


@pytest.fixture(scope="module")
def big(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("big") / "big.nt"
    with path.open("w") as file:
        file.writelines(f'<http://e/{n}> <http://e/p> "{n:0200}" .\n' for n in range(80_000))
    return path


def parts(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.part"))


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
@pytest.mark.parametrize("new", [False, True], ids=["a store that is there", "a new store"])
def test_ctrl_c_in_the_middle_of_a_load_leaves_everything_as_it_was(
    disk: Path, big: Path, child: Child, snapshot: Snapshot, new: bool
) -> None:
    target = disk.with_name("new") if new else disk
    before = snapshot(disk)
    process = child(LOADING, target, big)
    assert process.stdout is not None and process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, out.splitlines()[-1], err) == (130, "interrupted", "")
    assert snapshot(disk) == before and parts(disk) == []
    assert target.exists() is not new


def test_a_killed_writer_leaves_the_old_state_and_the_next_cleans_up(
    tmp_path: Path, disk: Path, turtle: Path, big: Path, child: Child
) -> None:
    process = child(LOADING, disk, big)
    assert process.stdout is not None and process.stdout.readline()
    process.kill()
    process.wait()
    assert parts(disk) == ["g000002.part"]
    assert open_store(disk).count() == 4
    load(disk, [turtle])
    assert parts(disk) == []


def test_a_killed_first_load_is_reported_and_can_be_repeated(
    tmp_path: Path, turtle: Path, big: Path, child: Child
) -> None:
    process = child(LOADING, tmp_path / "new", big)
    assert process.stdout is not None and process.stdout.readline()
    process.kill()
    process.wait()
    with pytest.raises(StoreDamaged, match="did not finish"):
        open_store(tmp_path / "new")
    assert load(tmp_path / "new", [turtle]).triples_after == 4


@pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")
def test_a_second_writer_gets_an_error_and_readers_do_not(
    tmp_path: Path, disk: Path, turtle: Path, big: Path, child: Child
) -> None:
    process = child(LOADING, disk, big)
    assert process.stdout is not None and process.stdout.readline()
    process.send_signal(signal.SIGSTOP)
    try:
        start = time.monotonic()
        with pytest.raises(StoreInUse):
            load(disk, [turtle])
        assert time.monotonic() - start < 1
        assert open_store(disk).count() == 4
    finally:
        process.send_signal(signal.SIGKILL)


def test_a_reader_keeps_its_answers_during_a_write(tmp_path: Path, disk: Path, turtle: Path) -> None:
    reader = open_store(disk)
    more = tmp_path / "more.nt"
    more.write_text('<http://e/a> <http://e/p> "x" .\n')
    load(disk, [more])
    assert (reader.count(), open_store(disk).count()) == (4, 5)
    assert len(list(reader.triples())) == 4


def test_only_the_previous_generation_is_kept(disk: Path, turtle: Path) -> None:
    for _ in range(3):
        load(disk, [turtle])
    assert sorted(path.name for path in disk.glob("g*")) == ["g000003", "g000004"]


def test_reading_repeatedly_leaves_no_files(disk: Path) -> None:
    def names() -> set[str]:
        return {path.name for path in disk.rglob("*")}

    with open_store(disk):
        before = names()
    for _ in range(5):
        with open_store(disk) as store:
            store.count()
    assert names() == before


@pytest.mark.skipif(sys.platform == "win32", reason="needs a limit on the size of files")
def test_a_full_disk_leaves_the_old_state(disk: Path, big: Path, child: Child, snapshot: Snapshot) -> None:
    import resource

    def small_files() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))

    before = snapshot(disk)
    process = child(LOADING, disk, big, preexec_fn=small_files)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (2, "")
    assert out.splitlines()[-2].startswith("StoreError ") and "is unchanged" in out.splitlines()[-1]
    assert snapshot(disk) == before and parts(disk) == []


@pytest.fixture
def read_only(disk: Path) -> Iterator[Path]:
    with ExitStack() as stack:
        for path in [*disk.rglob("*"), disk]:
            stack.callback(path.chmod, path.stat().st_mode)
            path.chmod(0o555 if path.is_dir() else 0o444)
        yield disk


def test_writing_to_a_read_only_store_is_an_error(
    read_only: Path, turtle: Path, child: Child, snapshot: Snapshot, without_power: Callable[[], None]
) -> None:
    before = snapshot(read_only)
    process = child(LOADING, read_only, turtle, preexec_fn=without_power)
    out, err = process.communicate(timeout=20)
    assert (process.returncode, err) == (2, "")
    assert out.startswith("StoreError ") and "Permission denied" in out
    assert snapshot(read_only) == before


def test_a_read_only_store_can_be_queried(
    read_only: Path, child: Child, without_power: Callable[[], None]
) -> None:
    code = "import sys; from kg.store import open_store; print(open_store(sys.argv[1]).count())"
    process = child(code, read_only, preexec_fn=without_power)
    assert process.communicate(timeout=20) == ("4\n", "")


def set_pointer(folder: Path, **changes: object) -> None:
    content = json.loads((folder / POINTER).read_text())
    (folder / POINTER).write_text(json.dumps(content | changes))


def test_a_store_of_another_format_is_neither_read_nor_replaced(
    disk: Path, turtle: Path, snapshot: Snapshot
) -> None:
    set_pointer(disk, format=4, kg="9.0")
    before = snapshot(disk)
    for attempt in (lambda: open_store(disk), lambda: load(disk, [turtle], replace=True)):
        with pytest.raises(StoreVersion, match=r"format 4.*\n.*kg 9\.0"):
            attempt()
    assert snapshot(disk) == before


DAMAGES: dict[str, Callable[[Path], object]] = {
    "pointer gone": lambda folder: (folder / POINTER).unlink(),
    "pointer empty": lambda folder: (folder / POINTER).write_text(""),
    "pointer half written": lambda folder: (folder / POINTER).write_text('{"format": 1, "gen'),
    "pointer no object": lambda folder: (folder / POINTER).write_text("[1]"),
    "pointer to elsewhere": lambda folder: [
        (folder / "g000001").rename(folder.parent / "elsewhere"),
        set_pointer(folder, generation="../elsewhere"),
    ],
    "generation gone": lambda folder: (folder / "g000001").rename(folder.parent / "elsewhere"),
    "no CURRENT": lambda folder: (folder / "g000001" / "graph" / "CURRENT").unlink(),
    "manifest cut off": lambda folder: [
        p.write_bytes(p.read_bytes()[:40]) for p in folder.glob("*/graph/MANIFEST*")
    ],
    "tables gone": lambda folder: [p.unlink() for p in folder.glob("*/graph/*.sst")],
    "tables empty": lambda folder: [p.write_bytes(b"") for p in folder.glob("*/graph/*.sst")],
    "index gone": lambda folder: (folder / "g000001" / "index.db").unlink(),
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_damaged_store_is_an_error_and_can_be_replaced(disk: Path, turtle: Path, damage: str) -> None:
    DAMAGES[damage](disk)
    with pytest.raises(StoreDamaged, match="--replace"):
        open_store(disk).count()
    with pytest.raises(StoreDamaged):
        load(disk, [turtle])
    assert load(disk, [turtle], replace=True).triples_after == 4
    assert open_store(disk).count() == 4


@pytest.mark.parametrize("replace", [False, True])
def test_a_folder_with_other_things_is_not_written_to(tmp_path: Path, turtle: Path, replace: bool) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "store.json").write_text('{"shops": []}')
    (other / "thesis.doc").write_text("mine")
    with pytest.raises(StoreError, match="not a store and not empty"):
        load(other, [turtle], replace=replace)
    assert sorted(path.name for path in other.iterdir()) == ["store.json", "thesis.doc"]


def test_a_file_in_place_of_the_folder_is_an_error(tmp_path: Path, turtle: Path) -> None:
    with pytest.raises(StoreError, match="a store must be a folder"):
        load(turtle, [turtle])


def test_an_interrupt_while_the_pointer_is_written_leaves_the_old_state(
    disk: Path, turtle: Path, snapshot: Snapshot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(disk)

    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        load(disk, [turtle])
    assert snapshot(disk) == before


def test_nothing_changes_without_a_commit(disk: Path, snapshot: Snapshot) -> None:
    before = snapshot(disk)
    with writing(disk, replace=False) as draft:
        assert draft.folder.is_dir()
    assert snapshot(disk) == before
