"""--limit-time applies to a whole command; a command that exceeds it exits with 124."""

from __future__ import annotations

import contextlib
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest

from kg.cli import alarm
from kg.errors import OutOfTime
from kg.export import subjects
from kg.questions import query
from kg.store import memory, oxigraph

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs POSIX signals")

DRIPPING = {
    "headers": (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
    "body": (
        b"HTTP/1.1 200 OK\r\nContent-Type: application/sparql-results+json\r\n\r\n"
        b'{"head":{"vars":["s","p","o"]},"results":{"bindings":[',
        b" ",
    ),
}
#: Far less than the server goes on for, and far more than a busy machine needs to start the program's parts.
LATE = 30.0


@pytest.fixture(params=DRIPPING)
def dripping(request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a server whose responses do not end."""
    begin, piece = DRIPPING[request.param]
    over = threading.Event()

    def serve() -> None:
        with contextlib.suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=drip, args=(client,), daemon=True).start()

    def drip(client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.recv(65536)
            client.sendall(begin)
            while not over.wait(0.05):
                client.sendall(piece)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/query"
        over.set()
        listener.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize(
    "command",
    [
        ["query", "ASK {}"],
        ["query", "SELECT * { ?s ?p ?o }", "-o", "rows.csv"],
        ["said", "--about", "tariffs"],
        ["positions"],
        ["show", "carney"],
        ["status"],
        ["explain", "carney", "tariffs"],
        ["ask", "tariffs"],
        ["network", "congruence"],
        ["brief", "--about", "tariffs", "-o", "page.html"],
        ["export", "turtle", "-o", "graph.ttl"],
        ["export", "jsonld"],
        ["export", "html", "-o", "page.html"],
    ],
    ids=" ".join,
)
def test_a_command_ends_in_time_whatever_the_endpoint_sends(
    command: list[str], dripping: str, call: Any, tmp_path: Any
) -> None:
    start = time.monotonic()
    ended = call(*command, "--store", dripping, "--limit-time", "0.4")
    assert (ended.code, ended.out) == (124, "")
    assert "longer than 0.4 seconds" in ended.err and "--limit-time" in ended.err
    assert time.monotonic() - start < LATE
    assert list(tmp_path.iterdir()) == []


def test_the_time_limit_includes_the_work_on_rows(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(term: object) -> None:
        while True:
            pass

    monkeypatch.setattr(query, "plain", slow)
    ended = call("query", "SELECT * { ?s ?p ?o }", "--limit-time", "0.3")
    assert ended.code == 124 and "longer than 0.3 seconds" in ended.err


def test_the_time_limit_excludes_reading_the_answer(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading the output page by page may take any time."""
    write = sys.stdout.write

    def slow(text: str) -> int:
        time.sleep(0.4)
        return write(text)

    monkeypatch.setattr(sys.stdout, "write", slow)
    ended = call("query", "SELECT ?s { ?s ?p ?o } LIMIT 2", "-f", "csv", "--limit-time", "0.3")
    assert (ended.code, ended.err) == (0, "")


@pytest.mark.parametrize("target", [[], ["-o", "rows.csv"]], ids=["standard output", "file"])
def test_a_limit_that_is_given_covers_the_text_of_the_answer(
    target: list[str], call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    """The default does not."""
    from kg.cli import output
    from kg.cli.query import command as question

    write = output.FORMATS["csv"]

    def slow(*arguments: Any) -> Iterator[str]:
        for piece in write(*arguments):
            time.sleep(0.15)
            yield piece

    monkeypatch.setattr(output, "FORMATS", {**output.FORMATS, "csv": slow})
    asked = ["query", "SELECT ?s { ?s ?p ?o } LIMIT 4", "-f", "csv", *target]
    ended = call(*asked, "--limit-time", "0.4")
    assert ended.code == 124 and "longer than 0.4 seconds" in ended.err
    assert list(tmp_path.iterdir()) == []
    (limit,) = [each for each in question.params if each.name == "limit_time"]
    monkeypatch.setattr(limit, "default", 0.4)
    assert call(*asked).code == 0


@pytest.mark.parametrize(
    "command, work",
    [
        ("network congruence", "kg.cli.network.projections.network_ties"),
        ("network centrality -o rows.csv", "kg.networks.analyses.centrality.project"),
        ("network explain trump carney", "kg.networks.tie_explanation.one_mode"),
        ("network two-mode -o page.html", "kg.export.page.network_page._two_mode_page"),
        ("brief -f md -o brief.md", "kg.export.briefing.document.facts"),
        ("brief", "kg.export.page.render.picture"),
        ("export html -o page.html", "kg.export.page.render.picture"),
        ("export turtle -o graph.ttl", "kg.export.turtle.of_subject"),
    ],
)
def test_one_deadline_covers_a_command_that_computes_from_many_queries(
    command: str, work: str, call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    def slow(*arguments: Any, **named: Any) -> None:
        while True:
            pass

    monkeypatch.setattr(work, slow)
    ended = call(*command.split(), "--limit-time", "0.5")
    assert (ended.code, ended.out) == (124, "") and "longer than 0.5 seconds" in ended.err
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("command", ["network congruence --draws 0", "brief --about tariffs", "export html"])
def test_many_queries_share_one_deadline(command: str, call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also those that run in threads."""
    within = oxigraph.within

    def slow(limit: float | None, work: Any, watch: Any = None) -> Any:
        def slowly(abandoned: Any) -> Any:
            time.sleep(0.15)
            return work(abandoned)

        return within(limit, slowly)

    monkeypatch.setattr(oxigraph, "within", slow)
    monkeypatch.setattr("kg.cli.alarm.within", lambda seconds, **_: contextlib.nullcontext())
    assert call(*command.split(), "--limit-time", "0.4").code == 124
    assert call(*command.split()).code == 0


@pytest.mark.parametrize("ending", [".nt", ".ttl"])
def test_a_limit_that_is_given_covers_opening_the_graph(
    ending: str, call: Any, monkeypatch: pytest.MonkeyPatch, tmp_path: Any
) -> None:
    graph = tmp_path / f"graph{ending}"
    graph.write_text("".join(f"<urn:s{n}> <urn:p> <urn:o> .\n" for n in range(200_000)))
    start = time.monotonic()
    assert call("query", "ASK {}", "--store", graph, "--limit-time", "0.2").code == 124
    assert time.monotonic() - start < LATE


def test_an_import_is_not_interrupted(tmp_path: Any, monkeypatch: pytest.MonkeyPatch, call: Any) -> None:
    """A library that is half loaded may end the process."""
    (tmp_path / "slowly_loaded.py").write_text(
        "import time\nend = time.monotonic() + 0.5\nwhile time.monotonic() < end:\n    pass\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(OutOfTime), alarm.within(0.2):
        import slowly_loaded

        assert slowly_loaded.end
        while True:
            pass
    assert "slowly_loaded" in sys.modules


def test_a_signal_in_a_finalizer_is_repeated_without_a_word(capsys: pytest.CaptureFixture[str]) -> None:
    class Slow:
        def __del__(self) -> None:
            end = time.monotonic() + 0.3
            while time.monotonic() < end:
                pass

    with pytest.raises(OutOfTime), alarm.within(0.1):
        made = [Slow()]
        made.clear()
        while True:
            pass
    assert capsys.readouterr().err == ""


def test_an_export_has_no_time_limit_by_default(call: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    take = subjects.by_subject

    def slow(store: Any, base: str) -> Iterator[Any]:
        for block in take(store, base):
            time.sleep(0.001)
            yield block

    monkeypatch.setattr(subjects, "by_subject", slow)
    assert call("export", "ntriples", "--limit-time", "0.2").code == 124
    assert call("export", "ntriples").code == 0


def test_no_alarm_is_left_after_a_command(call: Any) -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert call("query", "ASK {}").code == 0
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
    assert signal.getsignal(signal.SIGALRM) == before


GREEDY = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c"


def test_a_query_that_takes_too_much_memory_exits_with_2(call: Any) -> None:
    ended = call("query", GREEDY, "--limit-memory", "100M")
    assert (ended.code, ended.out) == (2, "")
    assert "more memory than 100 MB" in ended.err and "--limit-memory" in ended.err


@pytest.mark.parametrize("size", ["much", "0", "-1G", "100"])
def test_a_bound_of_memory_is_a_size(size: str, call: Any) -> None:
    ended = call("query", "ASK {}", "--limit-memory", size)
    assert (ended.code, ended.out) == (2, "") and "is not a size" in ended.err


def test_the_bound_holds_for_every_question_that_is_given_one(
    call: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The program's own queries have none: they are known not to grow without end."""
    seen: list[int | None] = []
    bound = memory.Bound.__init__

    def noting(self: memory.Bound, limit: int | None) -> None:
        seen.append(limit)
        bound(self, limit)

    monkeypatch.setattr(memory.Bound, "__init__", noting)
    assert call("said", "--about", "tariffs", "--limit-memory", "300M").code == 0
    assert seen and set(seen) == {300 << 20}
    seen.clear()
    assert call("said", "--about", "tariffs").code == 0
    assert set(seen) == {None}


def test_a_query_nested_too_deeply_exits_with_2(call: Any, tmp_path: Any) -> None:
    path = tmp_path / "deep.rq"
    path.write_text("SELECT * { ?s ?p ?o FILTER(" + "(" * 5000 + "1" + ")" * 5000 + ") }")
    ended = call("query", "--file", path)
    assert (ended.code, ended.out) == (2, "") and "nested too deeply" in ended.err
