"""A target file is replaced completely, or not changed."""

from __future__ import annotations

import os
import stat
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.errors import OutputError
from kg.files import write_atomically, write_folder_atomically


@pytest.fixture
def target(tmp_path: Path) -> Path:
    path = tmp_path / "rows.csv"
    path.write_text("old")
    return path


def failing(error: BaseException) -> Iterator[str]:
    yield "half"
    raise error


@pytest.mark.parametrize("error", [ValueError(), KeyboardInterrupt(), OSError(28, "No space left on device")])
def test_a_failure_leaves_the_old_file_and_nothing_else(target: Path, error: BaseException) -> None:
    with pytest.raises(OutputError if isinstance(error, OSError) else type(error)):
        write_atomically(target, failing(error))
    assert target.read_text() == "old" and list(target.parent.iterdir()) == [target]


@pytest.mark.skipif(os.name == "nt", reason="modes are elsewhere there")
def test_a_file_keeps_its_mode(target: Path) -> None:
    target.chmod(0o640)
    write_atomically(target, "new")
    assert stat.S_IMODE(target.stat().st_mode) == 0o640 and target.read_text() == "new"


@pytest.mark.skipif(os.name == "nt", reason="modes are elsewhere there")
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    mask = os.umask(0o027)
    try:
        write_atomically(tmp_path / "new", b"x")
    finally:
        os.umask(mask)
    assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o640


def test_a_symbolic_link_stays_one(target: Path) -> None:
    link = target.with_name("link")
    link.symlink_to(target.name)
    write_atomically(link, "new")
    assert link.is_symlink() and target.read_text() == "new"


def test_a_function_may_do_the_writing(target: Path) -> None:
    write_atomically(target, lambda stream: stream.write("é".encode()))
    assert target.read_bytes() == "é".encode()


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="is a folder"):
        write_atomically(tmp_path, "x")


def test_a_missing_folder_is_named_in_the_hint(tmp_path: Path) -> None:
    with pytest.raises(OutputError) as caught:
        write_atomically(tmp_path / "no" / "file", "x")
    assert caught.value.hint is not None and f"mkdir -p {tmp_path / 'no'}" in caught.value.hint


@pytest.mark.skipif(not Path("/sys/kernel").is_dir(), reason="no /sys, where nobody can make a file")
def test_a_folder_that_is_not_writable_is_an_error() -> None:
    with pytest.raises(OutputError, match="cannot be written"):
        write_atomically("/sys/kernel/rows.csv", "x")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
def test_a_full_device_is_an_error_and_stays_a_device() -> None:
    with pytest.raises(OutputError, match="No space left on device"):
        write_atomically("/dev/full", "x")
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="no named pipes there")
def test_a_pipe_is_written_to_directly(tmp_path: Path) -> None:
    pipe, read = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: read.append(pipe.read_bytes()))
    reader.start()
    write_atomically(pipe, ["one ", b"two"])
    reader.join(10)
    assert read == [b"one two"] and stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.skipif(os.name == "nt", reason="modes are elsewhere there")
@pytest.mark.parametrize("mode, becomes", [(0o640, 0o640), (0o4755, 0o640), (0o666, 0o640), (0o600, 0o600)])
def test_an_existing_mode_is_kept_within_the_umask(target: Path, mode: int, becomes: int) -> None:
    target.chmod(mode)
    mask = os.umask(0o027)
    try:
        write_atomically(target, "new")
    finally:
        os.umask(mask)
    assert stat.S_IMODE(target.stat().st_mode) == becomes


def test_the_next_writer_removes_what_a_killed_one_left(target: Path) -> None:
    for left in (".rows.csv.12.0123abcd.tmp", ".other.csv.12.0123abcd.tmp", ".rows.csv.tmp"):
        target.with_name(left).write_text("half")
    write_atomically(target, "new")
    assert names(target.parent) == [".other.csv.12.0123abcd.tmp", ".rows.csv.tmp", "rows.csv"]


def test_the_file_of_a_running_writer_is_not_removed(target: Path) -> None:
    def meanwhile(stream: object) -> None:
        write_atomically(target, "second")
        assert len(names(target.parent)) == 2
        stream.write(b"first")  # type: ignore[attr-defined]

    write_atomically(target, meanwhile)
    assert (target.read_text(), names(target.parent)) == ("first", ["rows.csv"])


@pytest.mark.skipif(os.name == "nt", reason="no links without rights")
def test_cleanup_does_not_follow_links_or_wait_for_pipes(target: Path) -> None:
    target.with_name(".rows.csv.1.00000000.tmp").symlink_to("precious")
    os.mkfifo(target.with_name(".rows.csv.2.00000000.tmp"))
    target.with_name("precious").write_text("mine")
    write_atomically(target, "new")
    assert target.with_name("precious").read_text() == "mine"


def test_a_folder_is_written_completely_or_not_at_all(tmp_path: Path) -> None:
    def half(folder: Path) -> None:
        (folder / "a").write_text("half")
        assert not (tmp_path / "deep").exists()
        raise OSError(28, "No space left on device")

    with pytest.raises(OutputError, match="No space left"):
        write_folder_atomically(tmp_path / "deep" / "new", half)
    assert names(tmp_path) == []
    write_folder_atomically(tmp_path / "deep" / "new", lambda folder: None)
    assert names(tmp_path / "deep") == ["new"]


@pytest.mark.skipif(os.name == "nt", reason="folders cannot be locked there")
def test_the_next_writer_of_a_folder_removes_what_a_killed_one_left(tmp_path: Path) -> None:
    left = tmp_path / ".new.12.0123abcd.tmp"
    (left / "sub").mkdir(parents=True)

    def meanwhile(folder: Path) -> None:
        write_folder_atomically(tmp_path / "new", lambda _: None)
        assert folder.exists()

    write_folder_atomically(tmp_path / "new", meanwhile)
    assert names(tmp_path) == ["new"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())
