from __future__ import annotations

import atexit
import ctypes
import functools
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd
import pytest

from tests import profiles  # noqa: F401  # how many examples hypothesis tries

if TYPE_CHECKING:
    from kg.store.base import Store

# Two workers on two cores: threads of the matrix library in each would only wait for each other.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

# An installation has no pyarrow unless it was asked for; where it is, pandas keeps texts in it.
pd.set_option("mode.string_storage", "python")

#: No test reads what another run has kept, or writes to the user's cache.
_CACHE = tempfile.TemporaryDirectory(prefix="kg-cache-")
os.environ["KG_CACHE"] = _CACHE.name
atexit.register(_CACHE.cleanup)


#: Files whose few tests take long, the longest first: begun last, one of them would keep the others waiting.
LONG = [
    "engines/test_rows.py",
    "export/test_engines.py",
    "test_killed.py",
    "test_typing.py",
    "test_docs.py",
    "test_site.py",
    "test_wheel.py",
    "store/test_killed.py",
    "store/test_sandbox.py",
    "coding/test_cache.py",
    "answers/test_faces.py",
    "store/endpoint/test_limits.py",
    "cli/test_limits.py",
    "cli/test_terminal.py",
    "cli/network/test_measures.py",
    "networks/analyses/test_analyses.py",
    "cli/test_lazy.py",
    "test_query_path.py",
    "test_layers.py",
    "fuzz/test_workspaces.py",
    "export/page/test_accessibility.py",
    "export/page/test_period.py",
    "export/page/test_print.py",
    "export/page/test_hostile.py",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files with long tests first."""
    tests = Path(__file__).parent
    places = {tests / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: places.get(item.path, len(places)))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Leave what was imported and collected out of every later search for garbage."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def queries_are_parsed_once() -> Iterator[None]:
    """rdflib takes some 30 ms to parse a query, and SHACL asks the same seven of every graph."""
    from rdflib.plugins.sparql import prepareQuery
    from rdflib.plugins.sparql.processor import SPARQLProcessor
    from rdflib.plugins.sparql.sparql import Query

    @functools.cache
    def parsed(query: str, namespaces: frozenset[tuple[str, str]], base: str | None) -> Query:
        return prepareQuery(query, dict(namespaces), base)

    evaluate = SPARQLProcessor.query

    def query(
        self: SPARQLProcessor,
        asked: str | Query,
        initBindings: Any = None,
        initNs: Any = None,
        base: str | None = None,
        DEBUG: bool = False,
    ) -> Any:
        if isinstance(asked, str):
            asked = parsed(asked, frozenset((initNs or {}).items()), base)
        return evaluate(self, asked, initBindings, initNs, base, DEBUG)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(SPARQLProcessor, "query", query)
        yield


@pytest.fixture(scope="session", autouse=True)
def the_bundled_graph_is_read_once() -> Iterator[None]:
    """Hundreds of commands run in this process, and nothing writes to that graph."""
    from kg import resources
    from kg.store import opening, oxigraph

    read: dict[tuple[Path, int], Any] = {}
    original = opening._open_bundled

    def opened() -> Store:
        path = resources.bundled_graph()
        if not path.is_file():
            return original()
        key = path, path.stat().st_mtime_ns
        if key not in read:
            read[key] = original()._engine  # type: ignore[attr-defined]
        return oxigraph.OxigraphStore(opening._BUNDLED, read[key])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(opening, "_open_bundled", opened)
        yield


@pytest.fixture(scope="session", autouse=True)
def pictures_are_laid_out_once() -> Iterator[None]:
    """The same boxes and lines get the same layout, which tests/export/layout holds."""
    from kg.export.page import picture

    known: dict[str, Any] = {}
    original = picture.arrangements

    def arrangements(boxes: Any, edges: Any, screens: Any) -> Any:
        key = repr((list(boxes.items()), list(edges), list(screens)))
        if key not in known:
            known[key] = original(boxes, edges, screens)
        return known[key]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(picture, "arrangements", arrangements)
        yield


@pytest.fixture(scope="session")
def without_power() -> Callable[[], None]:
    """For ``preexec_fn``: root loses, in a child, the right to write where permissions forbid it."""
    if sys.platform == "win32":
        pytest.skip("needs POSIX file modes")

    def drop() -> None:
        if sys.platform != "linux":
            return  # tests run as an ordinary user there
        for capability in (1, 2):  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH
            ctypes.CDLL(None).prctl(24, capability, 0, 0, 0)  # PR_CAPBSET_DROP; fails where not root

    return drop


@pytest.fixture(scope="session")
def airport(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The made-up debate about night flights: changes of mind and office, days of all kinds, two coders."""
    from kg import workspace
    from kg.coding.graph.compile import compile_workspace
    from kg.store import open_store

    path = tmp_path_factory.mktemp("airport") / "graph.nt"
    debate = Path(__file__).parent / "answers" / "debate"
    path.write_bytes(compile_workspace(workspace.read(debate)).serialize(format="nt").encode())
    with open_store(path) as store:
        yield store
