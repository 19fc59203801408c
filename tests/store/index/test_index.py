"""The index of a store on disk narrows questions down and never changes an answer."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg import resources
from kg.errors import StoreDamaged
from kg.namespaces import DATA, WSW
from kg.questions.answer import Asker
from kg.questions.catalogue import COUNTS
from kg.questions.names import THINGS, Names
from kg.questions.register import CLASSES, Register
from kg.store import Store, open_store
from kg.store.index import creation, harvest
from kg.store.loading import load
from tests.profiles import THOROUGH

WORLD = Path(__file__).parents[2] / "questions" / "fixtures" / "world.ttl"


@pytest.fixture(scope="module", params=["bundled", "world"])
def pair(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Store, Store]]:
    """The same graph in a folder, which has an index, and in memory, which has none.

    Both are read from the folder, since a load computes what a file does not have.
    """
    folder = tmp_path_factory.mktemp("stores")
    load(folder / "store", [resources.bundled_graph() if request.param == "bundled" else WORLD])
    with open_store(folder / "store") as disk:
        text = folder / "graph.nt"
        text.write_text(
            "".join(f"{s.n3()} {p.n3()} {o.n3()} .\n" for s, p, o in disk.triples()), encoding="utf-8"
        )
        with open_store(text) as memory:
            yield disk, memory


@pytest.mark.parametrize("all_versions", [False, True], ids=["current", "all"])
def test_counts_equal_those_of_the_graph(pair: tuple[Store, Store], all_versions: bool) -> None:
    disk, memory = (Asker(store, all_versions=all_versions) for store in pair)
    assert disk.store.index is not None and memory.store.index is None
    for counted in COUNTS:
        assert disk.looked_at(counted) == memory.looked_at(counted), counted
    assert disk.ran == []


def test_every_class_that_has_names_or_is_counted_is_in_the_index() -> None:
    assert set(harvest.NAMED) == set(CLASSES.values())
    assert {WSW[name] for name in COUNTS.values()} <= set(creation.COUNTED)


def _typed(memory: Store) -> list[str]:
    """What people may type for things in a graph: names, their parts and beginnings, ids, IRIs.

    For every thing in the thorough profile, for every fourth in the quick one.
    """
    register = Register(Asker(memory))
    typed = ["a", "the", "xyzzy", "carn", "person", "", "person/", "mark-carney", f"{DATA}person/nobody"]
    typed += [
        "PM",
        "the PM",
        "PM Carney",
        "President Carney",
        "Mr Berg",
        "Q22686",
        "markcarney",
        "Trmp Donlad",
    ]
    typed += [
        "Canada's trade minister",
        "US trade minister",
        "mayor of Westford",
        "former envoy",
        "Mayor Dahl",
    ]
    for address in list(register.all(THINGS))[:: 1 if THOROUGH else 4]:
        label = register.label(address)
        typed += [
            label,
            label.upper(),
            label.split()[0],
            label.split()[-1],
            label[:4],
            address,
            f"the {label}",
        ]
        typed += [
            "/".join(address.rsplit("/", 2)[-2:]),
            address.rsplit("/", 1)[-1],
            *register.others(address),
        ]
    return list(dict.fromkeys(typed))


def test_a_name_means_the_same_with_and_without_the_index(pair: tuple[Store, Store]) -> None:
    disk, memory = (Names(Asker(store)) for store in pair)

    def meant(names: Names, text: str, kinds: tuple[str, ...]) -> object:
        store = names._asker.store
        store.resolved.clear()
        try:
            return names.find(text, kinds), store.resolved
        except Exception as error:
            said = str(error).replace(store.label, "the graph")
            return type(error), said, getattr(error, "candidates", None)

    for text in _typed(pair[1]):
        for kinds in (THINGS, ("actor",)):
            assert meant(disk, text, kinds) == meant(memory, text, kinds), text
    assert disk.bases() == memory.bases()


def test_the_index_belongs_to_its_generation(tmp_path: Path) -> None:
    said = '<http://e/s{}> <https://w3id.org/wsw/ns#text> "the {} harbour"@en .\n'
    for name in ("first", "second"):
        (tmp_path / f"{name}.nt").write_text(said.format(name, name), encoding="utf-8")
    load(tmp_path / "s", [tmp_path / "first.nt"])
    before = open_store(tmp_path / "s")
    load(tmp_path / "s", [tmp_path / "second.nt"])
    after = open_store(tmp_path / "s")
    assert before.index is not None and after.index is not None
    assert before.index.saying("harbour") == ["http://e/sfirst"]
    assert sorted(after.index.saying("harbour")) == ["http://e/sfirst", "http://e/ssecond"]
    load(tmp_path / "s", [tmp_path / "second.nt"], replace=True)
    replaced = open_store(tmp_path / "s").index
    assert replaced is not None and replaced.saying("harbour") == ["http://e/ssecond"]


@pytest.mark.parametrize("content", [b"", b"SQLite format 3\0" + b"x" * 5000], ids=["empty", "garbage"])
def test_a_damaged_index_is_an_error_with_a_hint(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.nt").write_text("", encoding="utf-8")
    load(tmp_path / "s", [tmp_path / "a.nt"])
    (tmp_path / "s" / "g000001" / "index.db").write_bytes(content)
    index = open_store(tmp_path / "s").index
    assert index is not None
    with pytest.raises(StoreDamaged, match="--replace"):
        index.saying("word")
