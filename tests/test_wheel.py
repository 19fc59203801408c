"""An installed ``kg`` has everything that it needs, and answers from any folder with no checkout at hand."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
#: Folders of the checkout, and where the wheel has what is in them.
CARRIED = {
    "kg": "kg",
    "ontology": "kg/_bundled/ontology",
    "data": "kg/_bundled/data",
}
#: What the checkout has and an installed kg has no use for.
LEFT_AT_HOME = (".pyc", "generate.py")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", str(ROOT), "--no-deps", "--wheel-dir", str(folder)]
    try:
        done = subprocess.run(
            [*command, "--disable-pip-version-check", "--retries", "0", "--timeout", "5"],
            capture_output=True,
            text=True,
            timeout=60,
        )
    except subprocess.TimeoutExpired:
        pytest.skip("pip could not build a wheel within a minute")
    if done.returncode:
        pytest.skip(f"pip could not build a wheel: {(done.stderr.strip() or done.stdout).splitlines()[-1]}")
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with what the wheel installs; its dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def python(installed: Path, cwd: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    env = {key: value for key, value in os.environ.items() if not key.startswith("KG_")}
    return subprocess.run(
        [sys.executable, "-P", *arguments],
        cwd=cwd,
        env={**env, "PYTHONPATH": str(installed), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )


@pytest.mark.parametrize("folder", CARRIED)
def test_the_wheel_carries_every_file_of(wheel: Path, folder: str) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        f"{CARRIED[folder]}/{path.relative_to(ROOT / folder).as_posix()}"
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and not path.name.endswith(LEFT_AT_HOME)
    }
    assert wanted - names == set()


def test_the_wheel_carries_the_built_graph_and_both_licences_and_no_tests(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"kg/_bundled/exports/graph.nt", "kg/_bundled/exports/graph.ttl"} <= names
    assert len([name for name in names if ".dist-info/licenses/" in name]) == 2
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/")) or name.endswith(".pyc")]


def test_the_wheel_holds_no_path_of_this_machine(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        found = [name for name in archive.namelist() if str(ROOT).encode() in archive.read(name)]
    assert found == []


def test_it_is_the_installed_package_that_runs(installed: Path, tmp_path: Path) -> None:
    code = "import kg, kg.resources; print(kg.__file__); print(kg.resources.bundled_graph())"
    for line in python(installed, tmp_path, "-c", code).stdout.splitlines():
        assert Path(line).is_relative_to(installed)


def test_said_answers_from_an_empty_folder_as_the_checkout_does(installed: Path, tmp_path: Path) -> None:
    arguments = ("-m", "kg", "said", "--about", "tariffs", "-f", "jsonl")
    done = python(installed, tmp_path, *arguments)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.count("\n") > 0
    assert done.stdout == python(ROOT, tmp_path, *arguments).stdout
    assert list(tmp_path.iterdir()) == []


def test_questions_and_their_list_are_there(installed: Path, tmp_path: Path) -> None:
    assert "35" in python(installed, tmp_path, "-m", "kg", "ask", "tariffs", "-f", "csv").stdout
    assert python(installed, tmp_path, "-m", "kg", "ask").stdout.count("\n") > 20


def test_a_workspace_can_be_started_checked_and_built(installed: Path, tmp_path: Path) -> None:
    sheet, text = "sources/gazette-2025-03-14.yaml", "texts/gazette-2025-03-14.txt"
    assert python(installed, tmp_path, "-m", "kg", "init", "topic").returncode == 0
    for command in (["anchor", sheet, "--text", text], ["check", "--texts", "texts"], ["build"], ["said"]):
        done = python(installed, tmp_path / "topic", "-m", "kg", *command)
        assert done.returncode == 0, done.stderr


def test_the_page_can_be_written(installed: Path, tmp_path: Path) -> None:
    done = python(installed, tmp_path, "-m", "kg", "export", "html", "-o", "network.html")
    assert done.returncode == 0, done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["network.html"]
