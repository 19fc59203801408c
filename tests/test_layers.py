"""The house rules that can be read off the source: who imports whom, who prints, where IRIs stand."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import networkx as nx
import pytest

import kg

PACKAGE = Path(kg.__file__).parent

#: The road that data takes; a package imports from those before it, and from the ground floor.
ROAD = ("model", "wording", "coding", "documents", "store", "questions", "networks", "export", "cli")

#: The Python interface, with ``kg`` itself: it may import all but the command line, and nothing imports it.
FACE = "api"

#: Where the program starts from `python -m kg`; part of the command line.
ENTRY = "kg.__main__"

#: Packages whose modules bear the name of what they are about elsewhere: the rule, its words, its command.
TWINS = (["kg", "model"], ["kg", "wording"], ["kg", "cli"], ["kg", "api"])

#: Packages that do one step of the same work: a measure and the analysis that gives it intervals, what is
#: written of a thing and what is judged of it, the pages of two kinds of network.
SAME_ROLE = {
    "kg.networks.analyses": "kg.networks.measures",
    "kg.networks.certainty": "kg.networks.measures",
    "kg.coding.rules": "kg.coding.graph",
    "kg.export.page.onemode": "kg.export.page",
    "kg.store.derived": "kg.questions",
}

#: What other libraries read of the user's when they are imported.
SETTINGS_OF_OTHERS = frozenset((".igraphrc",))

#: Folder, wherever the system keeps it, of the time zones: dateutil, which pandas imports, reads UTC.
TIME_ZONES = "zoneinfo"

#: IRIs and web addresses outside namespaces.py, each with its reason.
ALLOWED_IRIS = {
    (
        "coding/graph/entities.py",
        "http://www.wikidata.org/entity/",
    ): "put before a Wikidata id; no term of a vocabulary",
    (
        "coding/sheets/schemas.py",
        "https://json-schema.org/draft/2020-12/schema",
    ): "the dialect of a JSON Schema, not RDF",
    ("store/rdf_formats.py", "https://example.org/"): "an example in an error's hint",
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


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _that_runs(tree: ast.Module) -> Iterator[ast.AST]:
    """The nodes of a module without its blocks for type checkers."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        yield node
        if not (isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"):
            waiting.extend(ast.iter_child_nodes(node))


def _imports(path: Path, *, types: bool = True) -> Iterator[str]:
    """Every module that a file imports, at its top or inside functions; ``types``: also for types alone."""
    package = _module(path).split(".")[: None if path.name == "__init__.py" else -1]
    for node in ast.walk(_tree(path)) if types else _that_runs(_tree(path)):
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
    if module == "kg" or module.split(".")[1] == FACE:
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


def test_every_package_has_its_place_on_the_road() -> None:
    assert {path.parent.name for path in PACKAGE.glob("*/__init__.py")} == {*ROAD, FACE}


def test_a_module_imports_only_from_the_left() -> None:
    wrong = []
    for path in FILES:
        allowed = _may_import(_place(_module(path)))
        ours = [name for name in _imports(path) if name == "kg" or name.startswith("kg.")]
        wrong += [f"{_module(path)} imports {name}" for name in ours if _place(name) not in allowed]
    assert wrong == []


def test_no_circle_of_imports() -> None:
    """Whether it is at the top of a module or inside a function; imports for types alone aside."""
    graph = nx.DiGraph()
    for path in FILES:
        graph.add_edges_from((_module(path), name) for name in _imports(path, types=False) if name in MODULES)
    assert [sorted(found) for found in nx.strongly_connected_components(graph) if len(found) > 1] == []


def test_a_view_lays_out_and_opens_nothing() -> None:
    """A view gives text: commands alone open a graph, and are not imported by a view."""
    views = [path for path in FILES if _module(path).startswith("kg.cli.views")]
    wrong = [
        f"{_module(path)} imports {name}"
        for path in views
        for name in _imports(path)
        if name.startswith("kg.cli") and not name.startswith("kg.cli.views")
    ]
    assert views != []
    assert wrong == []


def test_only_the_command_line_knows_click() -> None:
    wrong = [
        _module(path)
        for path in FILES
        if not _is_in_cli(path) and "click" in {name.split(".")[0] for name in _imports(path)}
    ]
    assert wrong == []


def test_only_the_command_line_prints_and_exits() -> None:
    wrong = [
        f"{_module(path)}:{node.lineno}: {ast.unparse(node)}"
        for path in FILES
        if not _is_in_cli(path)
        for node in ast.walk(_tree(path))
        if (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _ENDING)
        or (isinstance(node, ast.Attribute) and ast.unparse(node) == "os._exit")
        or (isinstance(node, ast.Attribute) and ast.unparse(node.value) == "sys" and node.attr in _STREAMS)
        or (isinstance(node, ast.Name) and node.id == "SystemExit")
    ]
    assert wrong == []


def test_no_two_modules_share_a_name_unless_they_play_one_role() -> None:
    """A command, its view, the rule in the model and the module that does the work share one name."""
    homes = defaultdict(set)
    for path in FILES:
        package = _module(path).rpartition(".")[0]
        if path.stem != "__init__" and package.split(".")[:2] not in TWINS:
            homes[path.stem].add(SAME_ROLE.get(package, package))
    assert {name: sorted(packages) for name, packages in homes.items() if len(packages) > 1} == {}


def test_no_package_imports_late_what_has_the_name_of_one_of_its_modules() -> None:
    """Importing the module sets it as an attribute of the package, which ``__getattr__`` then never sees."""
    late = [
        path
        for path in FILES
        if path.name == "__init__.py"
        and any(isinstance(node, ast.FunctionDef) and node.name == "__getattr__" for node in _tree(path).body)
    ]
    wrong = [
        f"{_module(path)}.{node.value}"
        for path in late
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Constant) and f"{_module(path)}.{node.value}" in MODULES
    ]
    assert late != []
    assert wrong == []


def _docstrings(tree: ast.Module) -> set[int]:
    """The constants that only document: they stand alone as a statement."""
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}


def _iris(path: Path) -> Iterator[str]:
    tree = _tree(path)
    silent = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield from _IRI.findall(node.value)


def test_iris_stand_in_the_namespaces_only() -> None:
    wrong = [
        f"{_module(path)}: {iri}"
        for path in FILES
        if path != PACKAGE / "namespaces.py"
        for iri in _iris(path)
        if (path.relative_to(PACKAGE).as_posix(), iri) not in ALLOWED_IRIS
    ]
    assert wrong == []


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
