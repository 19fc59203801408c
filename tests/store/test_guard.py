from __future__ import annotations

import contextlib
import re
import socket
import threading
from collections.abc import Iterator

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import QueryRefused, QuerySyntaxError
from kg.store import open_store
from kg.store.guard import DEPTH, check_depth, check_read_only, query_kind
from kg.store.terms import literal

KEYWORDS = ["SERVICE", "LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY", "FROM"]
KEYWORD = st.sampled_from(KEYWORDS).flatmap(
    lambda word: st.tuples(*(st.sampled_from([c.lower(), c]) for c in word)).map("".join)
)
# Text that is mostly trouble: keywords, quotes, escapes, line ends.
TROUBLE = st.lists(
    st.one_of(
        KEYWORD,
        st.sampled_from([*"\"'\\#<>{}\n\r ?:@_", r"\u0022", '"""', "'''", "//"]),
        st.text(max_size=3),
    )
).map("".join)


@given(TROUBLE)
def test_nothing_inside_a_string_is_taken_for_a_keyword(text: str) -> None:
    check_read_only(f"SELECT * {{ ?s ?p {literal(text).n3()} }}".encode("utf-8", "replace").decode())


@given(TROUBLE, st.sampled_from(['"', "'"]))
def test_nothing_inside_a_long_string_is_taken_for_a_keyword(text: str, mark: str) -> None:
    inner = text.replace("\\", "\\\\").replace(mark, "\\" + mark)
    check_read_only(f"SELECT * {{ ?s ?p {mark * 3}{inner}{mark * 3} }}")


@given(TROUBLE)
def test_nothing_inside_a_comment_is_taken_for_a_keyword(text: str) -> None:
    inner = re.sub(r"[\r\n\\]", " ", text)
    check_read_only(f"SELECT * # {inner}\n {{ ?s ?p ?o }}")


@given(TROUBLE)
def test_nothing_inside_an_iri_is_taken_for_a_keyword(text: str) -> None:
    inner = re.sub(r"[\x00-\x20<>\"{}|^`\\]", "/", text)
    check_read_only(f"SELECT * {{ ?s <http://example.org/{inner}> ?o }}")


@given(KEYWORD)
def test_nothing_that_is_part_of_a_name_is_taken_for_a_keyword(word: str) -> None:
    check_read_only(
        f'SELECT ?{word} ${word} {{ ex:{word} :{word} "x"@{word} . _:{word} ex:a.{word} ex:a\\#{word} }}'
    )


@given(
    KEYWORD,
    st.sampled_from(
        [" ", "\n", "\t", "{", "}", ".", ";", "1 ", "'a'", '"""b"""', "#\r", "#\n", "<http://e/>"]
    ),
)
def test_a_keyword_anywhere_else_is_refused_in_any_case(word: str, before: str) -> None:
    with pytest.raises(QueryRefused):
        check_read_only(f"SELECT * {{ ?s ?p ?o {before}{word} <http://e/> }}")


@given(KEYWORD, st.data())
def test_a_keyword_written_with_escapes_is_refused(word: str, data: st.DataObject) -> None:
    spelt = "".join(
        data.draw(st.sampled_from([c, f"\\u{ord(c):04x}", f"\\U{ord(c):08X}"]), label="spelling")
        for c in word
    )
    with pytest.raises(QueryRefused):
        check_read_only(f"SELECT * {{ ?s ?p ?o }} {spelt} <http://e/>")


def test_an_escaped_quote_that_ends_a_string_by_the_specification_hides_nothing() -> None:
    with pytest.raises(QueryRefused):
        check_read_only('SELECT * { ?s ?p "\\u0022 . SERVICE <http://e/> { ?s ?p ?o } } #"')


@pytest.fixture(scope="module")
def listener() -> Iterator[tuple[str, list[int]]]:
    """An address on this machine, and a list that grows with each connection to it."""
    server = socket.create_server(("127.0.0.1", 0))
    hits: list[int] = []

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = server.accept()
                with connection:
                    hits.append(1)
                    connection.recv(4096)
                    connection.sendall(b"HTTP/1.1 500 No\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")

    thread = threading.Thread(target=accept, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", hits
    server.shutdown(socket.SHUT_RDWR)
    server.close()
    thread.join(5)


CALLS_OUT = [
    "SELECT * { SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { serviceSilent<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p trueSERVICE<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1SERVICE<URL> { ?s ?p ?o } }",
    "SELECT * { ?s ?p 1e5SERVICE:x { ?s ?p ?o } }",
    "SELECT * { SERVICE:x { ?s ?p ?o } }",
    "PREFIX SERVICE: <http://e/> SELECT * { SERVICE:x { ?s ?p ?o } }",
    "SELECT * { SERVICEp:x { ?s ?p ?o } }",
    "SELECT * { SERVICESILENTp:x { ?s ?p ?o } }",
    "SELECT * { ?s ?p true.SERVICE:x { ?s ?p ?o } }",
    'SELECT * { VALUES ?x { """ " } SERVICE <URL> { ?s ?p ?o } }',
    'SELECT * { VALUES ?x { """a" } SERVICE <URL> { ?s ?p ?o } } # \\q """',
    'SELECT * { VALUES ?x { """a" } SERVICE <URL> { ?s ?p ?o } } # \\uD800 """',
    'SELECT * { VALUES ?x { """a" } SERVICE <URL> { ?s ?p ?o } } # \\U00110000 """',
    "SELECT * { # comment\r SERVICE <URL> { ?s ?p ?o } }",
    "SELECT * { LATERAL { SERVICE <URL> { ?s ?p ?o } } }",
]


@pytest.mark.parametrize("query", CALLS_OUT)
def test_a_query_that_the_engine_would_call_out_for_is_refused(
    query: str, listener: tuple[str, list[int]]
) -> None:
    url, hits = listener
    query = f"PREFIX : <{url}> PREFIX p: <{url}> " + query.replace("URL", url)
    store = pyoxigraph.Store()
    node = pyoxigraph.NamedNode("http://e/")
    store.extend(pyoxigraph.Quad(node, node, value) for value in map(pyoxigraph.Literal, [True, 1, 1e5]))
    before = len(hits)
    with contextlib.suppress(OSError):
        list(store.query(query))
    assert len(hits) > before, "the engine does not call out for this: it proves nothing here"
    with pytest.raises(QueryRefused):
        check_read_only(query)


def test_a_refusal_names_the_line_and_says_what_to_do() -> None:
    with pytest.raises(QueryRefused) as caught:
        check_read_only('SELECT *\r\n{ ?s ?p """\n""" }\nINSERT DATA {}')
    assert caught.value.where == "line 4"
    assert "kg load" in str(caught.value.hint)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { ?s ?p ?o FILTER(?s<?p&&?o>?p) }",
        "SELECT (COUNT(*) AS ?n) { ?s a/b* ?o ; <http://e/#FROM> 1.5e3 } GROUP BY ?s HAVING(?n < 3)",
        'ASK { ?s ?p "\\u0041" FILTER(REGEX(?s, "^a\\\\.b$", "i")) }',
        "DESCRIBE <http://example.org/load>",
        "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH ?from { ?s ?p ?o } }",
        "PREFIX from: <http://e/> PREFIX add: <http://e/> SELECT * { from:a add:b ?o }",
    ],
)
def test_a_query_that_only_reads_passes(query: str) -> None:
    check_read_only(query)


#: A query of each kind of nesting: what is repeated before and after the middle.
NESTED = {
    "brackets": ("SELECT * { ?s ?p ?o FILTER(", "(", "1", ")", ") }"),
    "IF": ("SELECT * { ?s ?p ?o FILTER(", "IF(?s,", "1", ",1)", ") }"),
    "IN": ("SELECT * { ?s ?p ?o FILTER(", "?s IN (", "1", ")", ") }"),
    "signs of negation": ("SELECT * { ?s ?p ?o FILTER(", "! ", "true", "", ") }"),
    "negated brackets": ("SELECT * { ?s ?p ?o FILTER(", "!(", "true", ")", ") }"),
    "groups": ("SELECT * ", "{", "?s ?p ?o", "}", ""),
    "groups with escapes": ("SELECT * { ?s ?p '\\u0041' } ", "{", "?s ?p ?o", "}", ""),
    "GRAPH": ("SELECT * { ", "GRAPH ?g {", "?s ?p ?o", "}", " }"),
    "subqueries": ("SELECT * { ", "SELECT * {", "?s ?p ?o", "}", " }"),
    "NOT EXISTS": ("ASK { ?s ?p ?o ", "FILTER NOT EXISTS { ?s ?p ?o ", "", "}", " }"),
    "OPTIONAL": ("SELECT * { ?s ?p ?o ", "OPTIONAL { ?s ?p ?o ", "", "}", " }"),
    "UNION": ("SELECT * ", "{ {} UNION ", "{}", "}", ""),
    "paths": ("SELECT * { ?s ", "^(", "<e:p>", ")", " ?o }"),
    "triples in triples": ("SELECT * { ", "<<( ", "?s ?p ?o ", ")>> ?p ?o ", " }"),
    "quoted triples": ("SELECT * { ", "<< ", "?s ?p ?o ", ">> ?p ?o ", " }"),
    "lists": ("SELECT * { ?s ?p ", "( ", "1", ")", " }"),
    "nodes without a name": ("SELECT * { ?s ?p ", "[ ?p ", "1", "]", " }"),
}
#: pyoxigraph takes long over them, but no stack.
SLOW = {"quoted triples", "lists", "nodes without a name"}
#: Those of which each step is two levels.
DOUBLE = {"negated brackets", "paths", "triples in triples"}


def nested(kind: str, depth: int) -> str:
    begin, before, middle, after, end = NESTED[kind]
    return begin + before * depth + middle + after * depth + end


@pytest.mark.parametrize("depth", [DEPTH + 1, 5_000])
@pytest.mark.parametrize("kind", NESTED)
def test_a_query_that_is_nested_too_deeply_is_refused_before_an_engine_sees_it(kind: str, depth: int) -> None:
    with open_store() as store, pytest.raises(QuerySyntaxError, match="nested too deeply") as caught:
        store.run(nested(kind, depth))
    assert caught.value.where == "line 1" and caught.value.hint is not None


@pytest.mark.parametrize("kind", sorted(NESTED.keys() - SLOW))
def test_a_query_that_passes_leaves_the_engine_room_on_its_stack(kind: str) -> None:
    query = nested(kind, DEPTH // (2 if kind in DOUBLE else 1) - 2)
    check_depth(query)
    with open_store() as store, contextlib.suppress(QuerySyntaxError):
        store.run(query, limit=20)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * { " + "{ ?s ?p ?o } UNION " * 1000 + "{} }",
        "SELECT * { ?s ?p ?o FILTER(" + "!(?s) && " * 1000 + "true) }",
        "SELECT * { ?s ?p '" + "(" * 1000 + "' } # " + "{" * 1000,
        "SELECT * { ?s ?p ?o FILTER(" + "1 - " * 1000 + "1) }",
        "SELECT * { VALUES ?x { " + "'a'^^<e:d> " * 1000 + "} }",
        "SELECT * { ?s ?p ?o FILTER(" + "?o<<e:x> && ?o><e:y> && " * 1000 + "true) }",
    ],
    ids=["UNION", "negations side by side", "in texts and comments", "subtraction", "datatypes", "less than"],
)
def test_a_query_that_is_long_and_flat_passes(query: str) -> None:
    check_depth(query)


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("select*{?s ?p ?o}", "select"),
        ("# ask\nBASE <http://select/> PREFIX ask: <http://e/>\nConstruct { } { }", "construct"),
        ("ASK{}", "ask"),
        ("DESCRIBE <http://e/>", "describe"),
    ],
)
def test_the_kind_of_a_query_is_its_first_keyword_after_the_prologue(query: str, kind: str) -> None:
    assert query_kind(query) == kind


@pytest.mark.parametrize("query", ["", "hello", "{ ?s ?p ?o }", "PREFIX select: <http://e/>"])
def test_what_is_no_query_has_no_kind(query: str) -> None:
    with pytest.raises(QuerySyntaxError):
        query_kind(query)


def test_a_hostile_query_is_judged_in_time_that_grows_with_its_length_only() -> None:
    for piece in ('"""', "'a\\", "a.", "a-", "<", ":%", "\\u", "1.e", '""" \\q ', "?·"):
        with contextlib.suppress(QueryRefused):
            check_read_only(piece * 20_000)
