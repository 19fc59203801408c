"""A small load into a store gives what a load of everything would, and the cost follows the change."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import count
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import DefaultGraph, Quad, RdfFormat

from kg.namespaces import BASIS, DATA, EVALUATION, OA, PROV, RDF, RDFS, SKOS, STANCE, WSW, XSD
from kg.store import increment, loading, open_store, rules
from kg.store.draft import Draft
from kg.store.generations import Generation, current
from kg.store.loading import load
from kg.store.oxigraph import OxigraphStore

Lines = list[str]

#: What the index has, without the numbers of its rows.
TABLES = {
    "piece": "SELECT statement, COUNT(*) FROM piece GROUP BY 1",
    "words": "SELECT statement, term, offset FROM vocabulary JOIN piece ON piece.id = doc",
    "named": "SELECT entity, office FROM named",
    "name_word": "SELECT word, entity FROM name_word JOIN named ON named.id = named",
    "base": "SELECT * FROM base",
    "tally": "SELECT * FROM tally",
    "span": "SELECT * FROM span",
    "whole": "SELECT * FROM whole",
    "statement": "SELECT node, who.value, where_.value, passage, first, last, basis, gone FROM statement"
    " JOIN term AS who ON who.id = speaker LEFT JOIN term AS where_ ON where_.id = source",
    "reading": "SELECT reading.node, statement.node, what.value, taken.value, judged.value, reading.gone"
    " FROM reading JOIN statement ON statement.id = statement JOIN term AS what ON what.id = target"
    " LEFT JOIN term AS taken ON taken.id = stance LEFT JOIN term AS judged ON judged.id = evaluation",
}
#: Tables that only hold the numbers of others' rows.
INNER = {"term", "words_data", "words_idx", "words_config", "sqlite_sequence"}


def content(index: Path) -> dict[str, list[str]]:
    """All rows of an index, sorted."""
    file = sqlite3.connect(index)
    try:
        names = {name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert names - INNER == set(TABLES)
        file.execute("CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'words', 'instance')")
        return {name: sorted(map(repr, file.execute(sql))) for name, sql in TABLES.items()}
    finally:
        file.close()


class World:
    """A graph in memory with its index on disk, as a load makes them."""

    def __init__(self, folder: Path, quads: Iterable[Quad]) -> None:
        folder.mkdir()
        self.folder, self.engine = folder, pyoxigraph.Store()
        draft = Draft(folder, folder, None)
        store, meter = OxigraphStore("test", self.engine), loading._Meter(0, None)
        self.triples, _ = loading._fill_whole(draft, store, iter(quads), meter, lambda _: None)

    def add(self, folder: Path, quads: Sequence[Quad]) -> bool:
        """Add quads at the cost of the change; whether that was possible."""
        folder.mkdir()
        before = Generation(self.folder, self.triples, rules=rules.digest())
        found = increment.add(self.engine, quads, before, folder)
        if found is not None:
            self.folder, self.triples = folder, found[0]
        return found is not None

    def state(self) -> tuple[set[Quad], int, dict[str, list[str]]]:
        return set(self.engine), self.triples, content(self.folder / "index.db")


def quads(lines: Iterable[str]) -> list[Quad]:
    """The quads of lines; those of a named graph are also in the default graph, as when a file is read."""
    found = []
    for quad in pyoxigraph.parse("\n".join(lines), format=RdfFormat.N_QUADS):
        found.append(quad)
        if quad.graph_name != DefaultGraph():
            found.append(Quad(quad.subject, quad.predicate, quad.object))
    return found


def typed(path: str, *classes: str) -> Lines:
    return [f"<{DATA}{path}> <{RDF.type}> <{WSW[cls]}> ." for cls in classes]


def dated(path: str, day: str) -> Lines:
    return [f'<{DATA}{path}> <{bound}> "{day}"^^<{XSD.date}> .' for bound in (WSW.earliest, WSW.latest)]


def said(name: str, who: str, what: str, judged: str, day: str | None, source: str | None) -> Lines:
    """A statement and a reading of it."""
    statement, reading = f"<{DATA}statement/{name}>", f"<{DATA}reading/{name}>"
    term, scheme = (
        (WSW.evaluation, EVALUATION) if judged in ("positive", "negative") else (WSW.stance, STANCE)
    )
    return [
        f"{reading} <{WSW.readingOf}> {statement} .",
        f"{statement} <{WSW.speaker}> <{DATA}person/{who}> .",
        f"{reading} <{term}> <{scheme[judged]}> .",
        f'{statement} <{WSW.text}> "The harbour of {who}, {judged}: Éfé"@en .',
        f"{reading} <{WSW.target}> <{DATA}issue/{what}> .",
        *([] if source is None else [f"{statement} <{WSW.reportedIn}> <{DATA}source/{source}> ."]),
        *([] if day is None else dated(f"statement/{name}", day)),
        *([] if day is None else [f"{statement} <{WSW.dateBasis}> <{BASIS.stated}> ."]),
        *typed(f"statement/{name}", "Statement", "Record"),
        *typed(f"reading/{name}", "Reading"),
    ]


def read_again(name: str, what: str, judged: str) -> Lines:
    """Another coder's reading of a statement."""
    reading = f"<{DATA}reading/{name}-{what}-{judged}>"
    return [
        f"{reading} <{WSW.target}> <{DATA}issue/{what}> .",
        f"{reading} <{WSW.readingOf}> <{DATA}statement/{name}> .",
        f"{reading} <{WSW.stance}> <{STANCE[judged]}> .",
    ]


def gone(path: str) -> Lines:
    return [f'<{DATA}{path}> <{PROV.invalidatedAtTime}> "2026-01-01T00:00:00"^^<{XSD.dateTime}> .']


def revised(new: str, old: str) -> Lines:
    return [f"<{DATA}{new}> <{PROV.wasRevisionOf}> <{DATA}{old}> ."]


def named(path: str, *names: str) -> Lines:
    first, *others = (f'"{name}"' for name in names)
    return [
        f"<{DATA}{path}> <{RDFS.label}> {first} .",
        *(f"<{DATA}{path}> <{SKOS.altLabel}> {name}@en ." for name in others),
    ]


def tied(name: str, who: str, record: str) -> Lines:
    """The record of a relation."""
    relation = f"<{DATA}relation/{name}>"
    return [
        f"{relation} <{RDF.subject}> <{DATA}person/{who}> .",
        f"{relation} <{RDF.predicate}> <{WSW.leads}> .",
        f"{relation} <{WSW.backedBy}> <{DATA}{record}> .",
        f"{relation} <{RDF.object}> <{DATA}organization/o> .",
        f"{relation} <{RDF.type}> <{WSW.RelationRecord}> .",
    ]


def linked(one: str, term: str, other: str) -> Lines:
    return [f"<{DATA}{one}> <{term}> <{DATA}{other}> ."]


QUOTED = [
    *linked("statement/s1", WSW.quotation, "quotation/q1"),
    f'<{DATA}quotation/q1> <{OA.exact}> "the words" .',
    f'<{DATA}quotation/q1> <{OA.exact}> "LES MOTS" .',
]
ITEMS: list[Lines] = [
    said("s1", "a", "x", "support", "2025-01-10", "one"),
    said("s2", "a", "x", "oppose", "2025-02-10", "one"),
    said("s3", "a", "x", "support", None, "two"),
    said("s4", "b", "x", "unclear", None, "three"),
    typed("source/three", "Source"),
    said("s8", "b", "x", "support", "2025-04-01", None),
    said("s5", "b", "y", "support", "2024-12-31", "two"),
    said("s6", "b", "y", "positive", "2025-03-01", None),
    said("s7", "a", "y", "negative", "2025-01-01", "two"),
    read_again("s1", "y", "support"),
    read_again("s2", "x", "support"),
    *(gone(path) for path in ("statement/s1", "reading/s2", "claim/c", "statement/s6", "person/a")),
    *(revised(*pair) for pair in (("statement/s3", "statement/s2"), ("reading/s7", "reading/s5"))),
    typed("source/one", "Source") + dated("source/one", "2025-01-20"),
    typed("source/two", "Source") + dated("source/two", "2025-02-20"),
    QUOTED,
    [f'<{DATA}statement/s1> <{WSW.text}> "the words" .'],
    linked("statement/s2", WSW.passage, "passage/p"),
    typed("person/a", "Actor", "Person") + named("person/a", "Ann Berg", "Dr Ann O’Berg"),
    typed("office/pm", "Term") + named("office/pm", "Prime Minister of Canada"),
    typed("office/pm", "Office"),
    [
        "<urn:elsewhere:thing/z> <" + RDFS.label + '> "Zed" .',
        f"<urn:elsewhere:thing/z> <{RDF.type}> <{WSW.Place}> .",
    ],
    typed("issue/x", "Issue", "Proposal") + named("issue/x", "The harbour"),
    tied("one", "a", "claim/c") + typed("claim/c", "NarratedClaim"),
    tied("two", "a", "statement/s1"),
    linked("person/a", WSW.leads, "organization/o"),
    linked("issue/x", SKOS.broader, "issue/y"),
    linked("issue/y", SKOS.broader, "issue/z"),
    linked("issue/z", SKOS.broader, "issue/x"),
    linked("issue/x", WSW.furthers, "issue/y"),
    linked("issue/y", WSW.worksAgainst, "issue/z"),
    typed("issue/y", "Topic"),
    [
        '<http://e/a> <http://e/p> "in a graph" <http://e/g> .',
        f"<http://e/a> <{RDF.type}> <{WSW.Event}> <http://e/g> .",
    ],
]
#: Triples that a load derives, also in files, where they may be those of another store.
DERIVED: list[Lines] = [
    linked("issue/x", SKOS.broaderTransitive, "issue/w"),
    linked("issue/x", WSW.furthersTransitive, "issue/w"),
    [
        f'<{DATA}statement/s4> <{WSW.countsFrom}> "2024-01-01"^^<{XSD.date}> .',
        f"<{DATA}statement/s4> <{WSW.countsBy}> <{BASIS.published}> .",
    ],
    [
        *typed("position/p", "Position"),
        *linked("position/p", WSW.holder, "person/a"),
        *linked("position/p", WSW.target, "issue/x"),
        *linked("position/p", PROV.wasDerivedFrom, "reading/s1"),
    ],
    linked("position/p", PROV.wasDerivedFrom, "reading/s5"),
    linked("position/p", PROV.wasDerivedFrom, "reading/unknown"),
]
ALL = [*ITEMS, *DERIVED]
#: For each item the number of its load; above 3, half of its lines come with the next; above 7, none come.
PLACES = st.lists(st.integers(0, 11), min_size=len(ALL), max_size=len(ALL))


@given(PLACES, st.booleans())
def test_small_loads_give_what_a_load_of_everything_does(
    tmp_path_factory: pytest.TempPathFactory, places: list[int], derived: bool
) -> None:
    folder, number = tmp_path_factory.mktemp("worlds"), count()
    loads: dict[int, Lines] = defaultdict(list)
    for lines, place in zip(ALL if derived else ITEMS, places, strict=False):
        if place < 8:
            step = 1 + place // 4
            loads[place % 4] += lines[::step]
            loads[place % 4 + 1] += lines[1::2] if step == 2 else []
    world = World(folder / str(next(number)), quads(loads[0]))
    for place in range(1, 5):
        before = set(world.engine)
        assert world.add(folder / str(next(number)), quads(loads[place]))
        again = World(folder / str(next(number)), before | set(quads(loads[place])))
        assert world.state() == again.state()
    if not derived:
        whole = World(folder / str(next(number)), quads(line for lines in loads.values() for line in lines))
        assert world.state() == whole.state()


UNTYPED = [line for line in said("s9", "a", "x", "support", None, None) if RDF.type not in line]
COUNTED = [
    f'<{DATA}statement/s4> <{WSW.countsFrom}> "2024-01-01"^^<{XSD.date}> .',
    f"<{DATA}statement/s4> <{WSW.countsBy}> <{BASIS.published}> .",
]
#: Effects that are rare in the test above: what a store has, and what is loaded into it.
RARE = {
    "a source without a date": (
        said("s4", "b", "x", "support", None, "three") + COUNTED,
        typed("source/three", "Source"),
    ),
    "the last reading of a position of two targets": (
        ITEMS[0]
        + linked("position/p", WSW.holder, "person/a")
        + linked("position/p", PROV.wasDerivedFrom, "reading/s1")
        + linked("position/p", PROV.wasDerivedFrom, "reading/s6"),
        said("s6", "b", "y", "positive", "2025-03-01", None),
    ),
    "a later first day": (
        [*said("s3", "a", "x", "support", None, "two"), *dated("source/two", "2024-06-01"), *ITEMS[0]],
        dated("statement/s3", "2025-06-01"),
    ),
    "an earlier last day": (
        [*said("s3", "a", "x", "support", None, "two"), *dated("source/two", "2026-06-01"), *ITEMS[0]],
        dated("statement/s3", "2025-01-01"),
    ),
    "the first statement with a class": (UNTYPED, typed("statement/s9", "Statement")),
    "a speaker without a class of the statement": ([], UNTYPED),
}


@pytest.mark.parametrize("rare", RARE)
def test_a_rare_effect_is_followed(tmp_path: Path, rare: str) -> None:
    there, new = (quads(lines) for lines in RARE[rare])
    world = World(tmp_path / "a", there)
    before = set(world.engine)
    assert world.add(tmp_path / "b", new)
    assert world.state() == World(tmp_path / "c", before | set(new)).state()


#: Data whose effect cannot be followed: what a store has, and what is loaded into it.
ODD = {
    "two speakers": (ITEMS[0], linked("statement/s1", WSW.speaker, "person/b")),
    "two stances": (ITEMS[0], [f"<{DATA}reading/s1> <{WSW.stance}> <{STANCE.oppose}> ."]),
    "a name for a speaker": (ITEMS[0], [f'<{DATA}statement/s9> <{WSW.speaker}> "Ann Berg" .']),
    "a store with a blank node": ([f"_:s <{WSW.speaker}> <{DATA}person/a> ."], ITEMS[0]),
    "a second speaker in the store": (
        [*linked("statement/s1", WSW.speaker, "person/b"), *ITEMS[0]],
        ITEMS[1],
    ),
    "a relation that is a speaker": (
        ITEMS[0],
        [line.replace(WSW.leads, WSW.speaker) for line in tied("t", "a", "claim/c")],
    ),
}


@pytest.mark.parametrize("odd", ODD)
def test_what_cannot_be_followed_is_left_to_a_load_of_everything(tmp_path: Path, odd: str) -> None:
    there, new = ODD[odd]
    world = World(tmp_path / "a", quads(there))
    assert not world.add(tmp_path / "b", quads(new))
    assert set(quads([line for line in new if "_:" not in line])) <= set(world.engine)
    assert not (tmp_path / "b" / "index.db").exists() and not (tmp_path / "b" / "harvest.db").exists()


def write(folder: Path, name: str, lines: Lines) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def test_a_store_made_by_other_rules_is_derived_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole: list[Draft] = []
    real = loading._fill_whole
    monkeypatch.setattr(
        loading, "_fill_whole", lambda draft, *rest: whole.append(draft) or real(draft, *rest)
    )
    store, (one, two, three) = tmp_path / "s", (write(tmp_path, f"{n}.nt", ITEMS[n]) for n in range(3))
    load(store, [one])
    load(store, [two])
    assert len(whole) == 1  # the first only
    with monkeypatch.context() as other:
        other.setattr(rules, "digest", lambda: "of another version")
        load(store, [three])
    assert len(whole) == 2 and current(store).rules == "of another version"
    load(store, [one])
    assert len(whole) == 3 and current(store).rules == rules.digest()


@pytest.mark.parametrize("damage", [b"", b"not a database " * 1000, None])
def test_a_damaged_index_is_made_again(tmp_path: Path, damage: bytes | None) -> None:
    one, two = (write(tmp_path, f"{n}.nt", ITEMS[n]) for n in range(2))
    load(tmp_path / "s", [one])
    index = current(tmp_path / "s").index
    index.write_bytes(index.read_bytes()[:5000] if damage is None else damage)
    load(tmp_path / "s", [two])
    load(tmp_path / "whole", [one, two])
    assert content(current(tmp_path / "s").index) == content(current(tmp_path / "whole").index)


def test_a_load_that_adds_nothing_keeps_everything(tmp_path: Path) -> None:
    path = write(tmp_path, "a.nt", ITEMS[0] + ITEMS[9])
    first, again = load(tmp_path / "s", [path]), load(tmp_path / "s", [path])
    assert again.derived == (0, 0) and again.triples_after == again.triples_before == first.triples_after


def test_a_blank_node_of_a_relation_is_that_of_its_record(tmp_path: Path) -> None:
    """RDF loaded as text would get another blank node, one more at each load."""
    record = [line.replace(f"<{DATA}organization/o>", "_:o") for line in tied("t", "a", "claim/c")]
    load(tmp_path / "s", [write(tmp_path, "a.nt", record)])
    load(tmp_path / "s", [write(tmp_path, "b.nt", ITEMS[0])])
    with open_store(tmp_path / "s") as store:
        assert store.ask(
            f"ASK {{ ?r <{RDF.object}> ?o . <{DATA}person/a> <{WSW.leads}> ?o FILTER(ISBLANK(?o)) }}"
        )
        found = store.select(f"SELECT ?o {{ <{DATA}person/a> <{WSW.leads}> ?o }}")
        assert len(found.rows) == 1
