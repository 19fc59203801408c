"""The house rules that can be read off the source: who imports whom, who prints, where IRIs stand."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import kg

PACKAGE = Path(kg.__file__).parent

#: The road that data takes; a package imports from those before it, and from the ground floor.
ROAD = ("model", "wording", "coding", "store", "questions", "networks", "export", "cli")

#: The Python interface: it may import all but the command line, and nothing imports it.
FACE = frozenset(("kg", "kg.api"))

#: Where the program starts from `python -m kg`; part of the command line.
ENTRY = "kg.__main__"

#: What other libraries read of the user's when they are imported.
SETTINGS_OF_OTHERS = frozenset((".igraphrc",))

#: Folder, wherever the system keeps it, of the time zones: dateutil, which pandas imports, reads UTC.
TIME_ZONES = "zoneinfo"

#: IRIs and web addresses outside namespaces.py, each with its reason.
ALLOWED_IRIS = {
    (
        "coding/entities.py",
        "http://www.wikidata.org/entity/",
    ): "put before a Wikidata id; no term of a vocabulary",
    (
        "coding/schemas.py",
        "https://json-schema.org/draft/2020-12/schema",
    ): "the dialect of a JSON Schema, not RDF",
    ("store/formats.py", "https://example.org/"): "an example in an error's hint",
    ("store/endpoint/address.py", "https://sparql.example.org/query"): "an example in an error's hint",
}

_IRI = re.compile(r"https?://\w[^\s<>\"']*")
_ENDING = frozenset(("print", "input", "exit", "quit", "breakpoint"))
_STREAMS = frozenset(("exit", "stdin", "stdout", "stderr", "__stdout__", "__stderr__"))

_IMPORT_ALL = """
import importlib, json, pkgutil, sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
import kg
for module in pkgutil.walk_packages(kg.__path__, "kg."):
    importlib.import_module(module.name)
json.dump(opened, sys.stdout)
"""


def _module(path: Path) -> str:
    parts = ("kg", *path.relative_to(PACKAGE).with_suffix("").parts)
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = sorted(PACKAGE.rglob("*.py"))
MODULES = frozenset(map(_module, FILES))
each_file = pytest.mark.parametrize("path", FILES, ids=_module)


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its top, inside a function or for its types."""
    package = _module(path).split(".")[: None if path.name == "__init__.py" else -1]
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            source = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                inner = f"{source}.{alias.name}"
                yield inner if inner in MODULES else source


def _place(module: str) -> str:
    """The package of the road that a module belongs to; ``face`` or ``ground`` for the others."""
    if module == ENTRY:
        return "cli"
    if module in FACE:
        return "face"
    package = module.split(".")[1]
    return package if package in ROAD else "ground"


def _may_import(place: str) -> frozenset[str]:
    if place == "ground":
        return frozenset(("ground",))
    if place == "face":
        return frozenset(("face", "ground", *ROAD[: ROAD.index("cli")]))
    return frozenset(("ground", *ROAD[: ROAD.index(place) + 1]))


def _is_in_cli(path: Path) -> bool:
    return _place(_module(path)) == "cli"


@pytest.mark.parametrize("package", sorted({path.parent.name for path in PACKAGE.glob("*/__init__.py")}))
def test_every_package_has_its_place_on_the_road(package: str) -> None:
    assert package in ROAD


@each_file
def test_a_module_imports_only_from_the_left(path: Path) -> None:
    allowed = _may_import(_place(_module(path)))
    ours = [name for name in _imports(path) if name == "kg" or name.startswith("kg.")]
    assert [name for name in ours if _place(name) not in allowed] == []


@each_file
def test_only_the_command_line_knows_click(path: Path) -> None:
    known = {name.split(".")[0] for name in _imports(path)}
    assert "click" not in known or _is_in_cli(path)


@each_file
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    found = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(_tree(path))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ENDING)
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "os._exit")
        or (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "sys" and node.attr in _STREAMS)
        or (isinstance(node, ast.Name) and node.id == "SystemExit")
    ]
    assert found == [] or _is_in_cli(path)


def _docstrings(tree: ast.Module) -> set[int]:
    """The constants that only document: they stand alone as a statement."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _iris(path: Path) -> Iterator[str]:
    tree = _tree(path)
    silent = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield from _IRI.findall(node.value)


@each_file
def test_iris_stand_in_the_namespaces_only(path: Path) -> None:
    if path == PACKAGE / "namespaces.py":
        return
    name = path.relative_to(PACKAGE).as_posix()
    assert [iri for iri in _iris(path) if (name, iri) not in ALLOWED_IRIS] == []


@pytest.mark.parametrize("name, iri", ALLOWED_IRIS)
def test_an_iri_that_is_allowed_is_still_there(name: str, iri: str) -> None:
    assert iri in set(_iris(PACKAGE / name))


def test_importing_opens_no_file(tmp_path: Path) -> None:
    """Python's own files and those of other libraries aside; see rule 3: nothing happens at import."""
    child = subprocess.run(
        [sys.executable, "-c", _IMPORT_ALL],
        cwd=tmp_path,
        env={"PYTHONPATH": str(PACKAGE.parent), "PATH": "", "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        check=True,
        timeout=120,
    )
    opened = {Path(name) for name in json.loads(child.stdout)}
    code = {".py", ".pyc", ".so", ".pyd", ".dll"}
    assert sorted(path for path in opened if path.suffix not in code and not _is_foreign(path)) == []


def _is_foreign(path: Path) -> bool:
    """Whether a file belongs to Python, the system or another library."""
    if path.is_relative_to(PACKAGE):
        return False
    if path.name in SETTINGS_OF_OTHERS or TIME_ZONES in path.parts:
        return True
    homes = {Path(prefix).resolve() for prefix in (sys.prefix, sys.base_prefix)}
    return any(
        path.resolve().is_relative_to(home) for home in (*homes, Path("/etc"), Path("/proc"), Path("/sys"))
    )
