"""A kg.toml that another user may have created is not trusted, unless the user names the workspace."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from kg import ownership
from kg.errors import WorkspaceError
from kg.ownership import Found, find

pytestmark = pytest.mark.skipif(os.name == "nt", reason="owners and modes are elsewhere there")
SOMEBODY = 1234
root = pytest.mark.skipif(os.name == "nt" or os.geteuid() != 0, reason="needs root, to give files away")


@pytest.fixture
def planted(tmp_path: Path) -> Path:
    """A folder with a kg.toml, and one below it."""
    (tmp_path / "above" / "below").mkdir(parents=True)
    (tmp_path / "above" / "kg.toml").touch()
    return tmp_path / "above"


def test_one_above_is_used_with_a_notice(planted: Path) -> None:
    found = find(planted / "below")
    assert found.folder == planted
    assert found.notices == (f"Using the workspace {planted}, a folder above this one.",)
    assert find(planted) == Found(planted)


@pytest.mark.parametrize("name", ["", "kg.toml"])
@pytest.mark.parametrize("mode", [0o002, 0o020])
def test_one_above_that_others_may_change_is_not_used(
    planted: Path, name: str, mode: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = planted / name
    path.chmod(path.stat().st_mode | mode)
    monkeypatch.setattr(ownership, "_is_own_group", lambda _: False)
    found = find(planted / "below")
    assert found.folder is None
    (notice,) = found.notices
    assert notice.startswith(f"{planted / 'kg.toml'} is not used: ") and "may write to" in notice
    assert f"--store {planted}" in notice


@root
@pytest.mark.parametrize("name", ["", "kg.toml"])
def test_one_above_that_belongs_to_another_user_is_not_used(planted: Path, name: str) -> None:
    os.chown(planted / name, SOMEBODY, SOMEBODY)
    found = find(planted / "below")
    assert found.folder is None
    assert f"belongs to user {SOMEBODY}" in found.notices[0]


def test_one_that_is_not_used_does_not_hide_one_above_it(planted: Path) -> None:
    middle = planted / "below"
    (middle / "kg.toml").touch()
    middle.chmod(0o777)
    (middle / "here").mkdir()
    found = find(middle / "here")
    assert found.folder == planted
    assert ["is not used" in notice for notice in found.notices] == [True, False]


def test_one_in_the_current_folder_is_an_error_if_every_user_may_write_there(planted: Path) -> None:
    planted.chmod(0o777)
    with pytest.raises(WorkspaceError, match="every user may write to its folder") as caught:
        find(planted)
    assert f"--store {planted}" in (caught.value.hint or "")


@root
def test_one_in_the_current_folder_may_belong_to_a_colleague(planted: Path) -> None:
    for path in (planted, planted / "kg.toml"):
        os.chown(path, SOMEBODY, SOMEBODY)
        path.chmod(path.stat().st_mode | 0o020)
    assert find(planted) == Found(planted)


def test_one_that_the_user_names_is_used(planted: Path) -> None:
    planted.chmod(0o777)
    assert find(planted, named=True) == Found(planted)


def test_naming_a_file_does_not_make_folders_above_it_trusted(planted: Path) -> None:
    planted.chmod(0o777)
    assert find(planted / "below", named=True) == Found(None)


def test_the_user_can_declare_a_folder_safe(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planted.chmod(0o777)
    monkeypatch.setenv("KG_SAFE_FOLDERS", os.pathsep.join(["", "/nowhere", str(planted.parent)]))
    assert find(planted) == Found(planted)
    assert find(planted / "below").folder == planted
    monkeypatch.setenv("KG_SAFE_FOLDERS", str(planted / "below"))
    assert find(planted / "below").folder is None


@root
def test_files_of_the_user_who_ran_sudo_are_trusted(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for path in (planted, planted / "kg.toml"):
        os.chown(path, SOMEBODY, SOMEBODY)
    monkeypatch.setenv("SUDO_UID", str(SOMEBODY))
    assert find(planted / "below").folder == planted


def test_the_private_group_of_the_user_may_write(planted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """On systems with such groups, files are group-writable by default."""
    planted.chmod(0o775)
    monkeypatch.setattr(ownership, "_is_own_group", lambda gid: gid == planted.stat().st_gid)
    assert find(planted / "below").folder == planted


def test_a_private_group_is_recognised_by_name_and_members(monkeypatch: pytest.MonkeyPatch) -> None:
    import grp
    import pwd
    from types import SimpleNamespace

    monkeypatch.setattr(pwd, "getpwuid", lambda _: SimpleNamespace(pw_name="ann"))
    groups = {1: ("ann", []), 2: ("ann", ["ann"]), 3: ("ann", ["bob"]), 4: ("staff", [])}
    monkeypatch.setattr(
        grp, "getgrgid", lambda gid: SimpleNamespace(gr_name=groups[gid][0], gr_mem=groups[gid][1])
    )
    assert [ownership._is_own_group(gid) for gid in groups] == [True, True, False, False]
