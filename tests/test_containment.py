"""A path in a workspace is still in it once all links are resolved, and is a regular file."""

from __future__ import annotations

import os
import socket
import stat
import sys
from pathlib import Path

import pytest

from kg import containment
from kg.containment import inside, open_file, open_folder, read_file, workspace_of
from kg.errors import OutsideWorkspace
from kg.files import write_atomically, write_folder_atomically

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
SECRET = b"of the user"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    """A workspace beside a file that does not belong to it."""
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "secret").write_bytes(SECRET)
    (tmp_path / "room" / "sources").mkdir(parents=True)
    (tmp_path / "room" / "kg.toml").touch()
    (tmp_path / "room" / "sources" / "a.yaml").write_bytes(b"a: 1")
    return tmp_path / "room"


def link(path: Path, to: str | Path) -> Path:
    path.symlink_to(to)
    return path


def special(path: Path, kind: str) -> Path:
    """A special file at ``path``."""
    match kind:
        case "pipe":
            os.mkfifo(path)
        case "socket":
            with socket.socket(socket.AF_UNIX) as made:
                os.chdir(path.parent)  # the name of a socket may not be long
                made.bind(path.name)
        case "device":
            try:
                os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # /dev/zero
            except PermissionError:
                pytest.skip("needs root")
        case "folder":
            path.mkdir()
    return path


def ways_out(room: Path) -> list[Path]:
    """Every way out of a workspace that a file system offers."""
    link(room / "direct", room.parent / "home" / "secret")
    link(room / "relative", "../home/secret")
    link(room / "second", "direct")
    link(room / "folder", "../home")
    link(room / "up", "..")
    link(room / "dangling", "../home/new")
    link(room / "proc", "/proc/self/environ")
    return [
        *(room / name for name in ("direct", "relative", "second", "dangling", "proc")),
        room / "folder" / "secret",
        room / "up" / "home" / "secret",
        room / "sources" / ".." / "folder" / "secret",
    ]


def test_a_reader_does_not_leave_the_workspace(room: Path) -> None:
    for path in ways_out(room):
        with pytest.raises(OutsideWorkspace, match="leads out of the workspace") as caught:
            open_file(path)
        assert caught.value.where == str(path)


def test_a_writer_does_not_leave_the_workspace(room: Path) -> None:
    for path in ways_out(room):
        with pytest.raises(OutsideWorkspace, match="leads out of the workspace"):
            write_atomically(path, "x")
        with pytest.raises(OutsideWorkspace, match="leads out of the workspace"):
            write_folder_atomically(path.parent / path.name / "new", lambda new: None)
    home = room.parent / "home"
    assert [(path.name, path.read_bytes()) for path in home.iterdir()] == [("secret", SECRET)]


@pytest.mark.parametrize("kind", ["pipe", "socket", "device", "folder"])
def test_a_special_file_is_refused_without_waiting_for_it(
    room: Path, kind: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(room)
    path = special(room / "thing.yaml", kind)
    with pytest.raises(OutsideWorkspace, match=f"is a {kind}"):
        read_file(path)
    if kind != "folder":  # see test_files
        with pytest.raises(OutsideWorkspace, match=f"is a {kind}"):
            write_atomically(path, "x")


def test_links_that_stay_inside_are_followed(room: Path) -> None:
    link(room / "sources" / "b.yaml", "a.yaml")
    link(room / "also", "sources")
    assert read_file(room / "sources" / "b.yaml") == read_file(room / "also" / "a.yaml") == b"a: 1"
    write_atomically(room / "also" / "b.yaml", "a: 2")
    assert (room / "sources" / "b.yaml").is_symlink()
    assert (room / "sources" / "a.yaml").read_text() == "a: 2"


def test_a_workspace_that_is_reached_through_a_link_is_one_too(room: Path) -> None:
    other = link(room.parent / "other", room)
    assert read_file(other / "sources" / "a.yaml") == b"a: 1"
    link(room / "direct", room.parent / "home" / "secret")
    with pytest.raises(OutsideWorkspace):
        read_file(other / "direct")


def test_the_room_is_the_nearest_workspace(room: Path) -> None:
    (room.parent / "kg.toml").touch()
    link(room / "direct", room.parent / "home" / "secret")
    assert workspace_of(room / "direct") == room
    with pytest.raises(OutsideWorkspace):
        read_file(room / "direct")


def test_outside_any_workspace_links_are_followed(room: Path) -> None:
    path = link(room.parent / "home" / "mine", "secret")
    assert (workspace_of(path), inside(path), read_file(path)) == (None, path, SECRET)
    write_atomically(path, "new")
    assert path.is_symlink() and (room.parent / "home" / "secret").read_text() == "new"


def test_a_missing_file_is_an_error_of_the_system(room: Path) -> None:
    for name in ("none.yaml", "none/none.yaml"):
        with pytest.raises(FileNotFoundError):
            read_file(room / name)


def test_a_link_in_a_circle_is_refused(room: Path) -> None:
    link(room / "self", "self")
    with pytest.raises(OutsideWorkspace, match="is a broken link"):
        read_file(room / "self")


@pytest.mark.parametrize("place", ["file", "folder"])
def test_a_link_created_after_the_check_is_not_followed(
    room: Path, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An attacker swaps the file between check and opening."""
    target = room / "sources" / "a.yaml"
    (room.parent / "home" / "a.yaml").write_bytes(SECRET)

    def swap(*_: object) -> None:
        if place == "file":
            target.unlink()
            target.symlink_to(room.parent / "home" / "a.yaml")
        else:
            (room / "sources").rename(room / "away")
            (room / "sources").symlink_to(room.parent / "home")

    monkeypatch.setattr(containment, "refuse_special", swap)
    with pytest.raises(OSError):
        open_file(target)


def test_a_writer_stays_in_the_folder_that_it_has_checked(
    room: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def swap(walls: Path, real: Path) -> int | None:
        handle = open_folder(walls, real)
        (room / "sources").rename(room / "away")
        (room / "sources").symlink_to(room.parent / "home")
        return handle

    monkeypatch.setattr("kg.files.open_folder", swap)
    write_atomically(room / "sources" / "a.yaml", "a: 2")
    assert [path.name for path in (room.parent / "home").iterdir()] == ["secret"]
    assert (room / "away" / "a.yaml").read_text() == "a: 2"


@pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root, to make files of two people")
def test_a_hard_link_to_a_file_of_another_user_is_refused(room: Path) -> None:
    for path in (room, *room.rglob("*")):
        os.chown(path, 1234, 1234)
    os.link(room.parent / "home" / "secret", room / "sources" / "b.yaml")
    with pytest.raises(OutsideWorkspace, match="hard link"):
        read_file(room / "sources" / "b.yaml")
    os.link(room / "sources" / "a.yaml", room / "sources" / "c.yaml")  # as a backup has it
    assert read_file(room / "sources" / "c.yaml") == b"a: 1"


def test_writing_does_not_change_other_hard_links(room: Path) -> None:
    os.link(room.parent / "home" / "secret", room / "page.html")
    write_atomically(room / "page.html", "new")
    assert (room.parent / "home" / "secret").read_bytes() == SECRET
