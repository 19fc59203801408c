"""What is published: the sdist has all that the tests need, the wheel all that an installed ``kg`` needs.

The wheel is made from the unpacked sdist, as package managers make it; it is the installed ``kg`` that
then answers from any folder with no checkout at hand.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from email.message import Message
from email.parser import Parser
from pathlib import Path

import pytest

pytest.importorskip("hatchling", reason="needs the extra `test`")

ROOT = Path(__file__).parents[1]
#: Folders of the checkout, and where the wheel has what is in them.
CARRIED = {
    "kg": "kg",
    "ontology": "kg/_bundled/ontology",
    "data": "kg/_bundled/data",
}
#: What the checkout has and an installed kg has no use for; a licence is in the wheel's own folder of them.
LEFT_AT_HOME = (".pyc", "generate.py", "violations.py", "LICENSE")


def build(kind: str, source: Path, folder: Path) -> Path:
    """An sdist or a wheel of ``source``, made without a network."""
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", kind, "-d", str(folder)],
        cwd=source,
        env={key: value for key, value in os.environ.items() if key != "PYTHONPATH"},
        capture_output=True,
        text=True,
        timeout=180,
    )
    assert done.returncode == 0, done.stderr
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the sdist unpacks to."""
    archive = build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))
    with tarfile.open(archive) as tar:
        tar.extractall(archive.parent, filter="data")
    return archive.with_name(archive.name.removesuffix(".tar.gz"))


@pytest.fixture(scope="module")
def wheel(sdist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", sdist, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def metadata(wheel: Path) -> Message:
    with zipfile.ZipFile(wheel) as archive:
        name = next(name for name in archive.namelist() if name.endswith(".dist-info/METADATA"))
        return Parser().parsestr(archive.read(name).decode())


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
        env={**env, "PYTHONPATH": str(installed)},
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


def test_the_wheel_carries_the_built_graph_and_no_tests_and_no_generator(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"kg/_bundled/exports/graph.nt", "kg/_bundled/exports/graph.ttl", "kg/py.typed"} <= names
    outside = [name for name in names if not name.startswith(("kg/", "whosaidwhat-"))]
    assert outside == [] and not [name for name in names if name.endswith((".pyc", "generate.py"))]


def test_each_licence_is_in_the_wheel_once(wheel: Path, metadata: Message) -> None:
    names = [name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("LICENSE")]
    assert sorted(name.partition("/licenses/")[2] for name in names) == ["LICENSE", "data/LICENSE"]
    assert metadata["License-Expression"] == "Apache-2.0 AND CC-BY-4.0"
    assert metadata.get_all("License-File") == ["LICENSE", "data/LICENSE"]


def test_the_sdist_has_every_file_of_the_repository(sdist: Path) -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("no git repository here")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    tracked = {name for name in listed.stdout.decode().split("\0") if name and (ROOT / name).exists()}
    assert {name for name in tracked if not (sdist / name).is_file()} == set()


def test_the_tests_run_from_the_sdist(sdist: Path) -> None:
    some = ("tests/ontology/test_context.py", "tests/test_workspace.py")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:xdist", "-p", "no:randomly", *some],
        cwd=sdist,
        env={**os.environ, "PYTHONPATH": str(sdist)},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout


def test_the_page_on_pypi_has_no_link_that_leads_nowhere_there(metadata: Message) -> None:
    assert metadata["Description-Content-Type"] == "text/markdown"
    page = metadata.get_payload()
    assert isinstance(page, str)
    address = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["urls"]["Repository"]
    targets = re.findall(r"\]\(([^)]+)\)", page)
    own = [target for target in targets if target.startswith(address)]
    assert [target for target in targets if not target.startswith(("https://", "#"))] == []
    for target in own:
        kind, _, path = target.removeprefix(f"{address}/").partition(f"/v{metadata['Version']}/")
        assert kind in ("blob", "raw") and (ROOT / path.partition("#")[0]).exists(), target
    written = (ROOT / "README.md").read_text("utf-8")
    assert len(own) == len(re.findall(r"\]\((?!https?:|#)[^)]+\)", written)) > 0


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
