"""What the tests of the page share: a made-up debate, pages of it as files, and a browser that opens them."""

from __future__ import annotations

import base64
import copy
import json
import os
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from kg.export.page import render
from kg.export.page.aggregate import aggregated
from kg.model.counting import counted
from kg.namespaces import DATA
from kg.networks.statement_network import two_mode
from kg.questions.context import Known
from kg.questions.debate import toward
from tests.export.browsing import Opened, without_chromium

DEBATE = json.loads(Path(__file__).with_name("statements.json").read_text(encoding="utf-8"))
TARIFFS = DATA + "issue/tariffs"
#: What is known beside the made-up debate: other names, an issue above three others.
BESIDE = Known(
    names={
        DATA + "person/pavel-dvorak": ["P. Dvořák", "Па́вел Дво́ржак"],
        DATA + "issue/keeping-the-steel-tariff": ["Stahlzoll"],
    },
    broader={
        DATA + f"issue/{name}": [TARIFFS]
        for name in ("keeping-the-steel-tariff", "counter-tariffs-on-ostmark", "lower-tariffs-on-vehicles")
    },
    labels={TARIFFS: "Tariffs of any kind"},
)
#: The same where coders give scores.
SCORED = replace(BESIDE, scale=(-3.0, 3.0))
#: What a string becomes in a page whose every text is hostile.
EVIL = (
    "</script><script>window.__pwned=1</script><img src=https://evil.example/x onerror=window.__pwned=1>"
    '" onmouseover="window.__pwned=1"><svg onload=window.__pwned=1>{{7*7}}${7*7}\u202etxet\x00\ud800'
)
#: A text that files have to write with care.
AWKWARD = '=1+1, "quoted"; two\r\nlines\tand a tab, \u2028 and \u202e, ' + "long " * 400 + "🍁</script>"
#: Texts of a row.
TEXTS = (
    *("speaker_label", "text", "cue", "date_basis", "date_reason", "addressee_label", "place_label"),
    *("occasion", "source_label", "source_url", "coder_label"),
)
#: Texts of a row that are not free, but come from a list or a calendar.
CODES = (
    *("mode", "said_earliest", "said_latest", "source_earliest", "source_latest"),
    *("counts_from", "counts_until", "counts_by"),
)

Rows = Sequence[Mapping[str, Any]]

#: Click a way of saving the view, and catch the file where the page gives it to the browser.
SAVED = """(way) => new Promise((done) => {
    const { createObjectURL } = URL;
    let content = null;
    URL.createObjectURL = (blob) => { content = blob; return createObjectURL.call(URL, blob); };
    HTMLAnchorElement.prototype.click = function () {
        URL.createObjectURL = createObjectURL;
        delete HTMLAnchorElement.prototype.click;
        const reader = new FileReader();
        reader.onload = () => done([this.download, reader.result.split(",")[1]]);
        reader.readAsDataURL(content);
    };
    document.getElementById("export").open = true;
    document.querySelector(`[data-export=${way}]`).click(); })"""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip what needs a browser where there is none."""
    here = Path(__file__).parent
    for item in items:
        if item.get_closest_marker("browser") and here in item.path.parents:
            item.add_marker(without_chromium)


def statements() -> list[dict[str, Any]]:
    """The made-up debate, as rows of the caller's own."""
    rows: list[dict[str, Any]] = copy.deepcopy(DEBATE["statements"])
    return rows


def rendered(rows: Rows | None = None, **options: Any) -> str:
    """A page of rows; of the made-up debate without any."""
    rows = statements() if rows is None else rows
    network = two_mode(rows, issue_kinds=DEBATE["issue_kinds"])
    return render.render_page(network, statements=rows, **{"title": "Trade talks", **options})


def hostile(text: str, *, codes: bool = True) -> dict[str, Any]:
    """Arguments of :func:`rendered` with a hostile text in every text field.

    Args:
        text: stands everywhere.
        codes: whether also where a list or a calendar says what can stand.
    """
    every = statements()
    rows = [row for row in every if row["about"]][:6] + [row for row in every if not row["about"]][:1]
    for row in rows:
        row.update(dict.fromkeys((*TEXTS, *(CODES if codes else ())), text))
        row.update(speaker_roles=[text], quotes=[text], reported_by_labels=[text], on_behalf_of_labels=[text])
        row["embeds"] = [{"attributee_label": text, "attitude": text, "text": text}, text]
        for reading in row["about"]:
            reading.update(
                label=text, reason=text, coder_label=text, **({"confidence": text} if codes else {})
            )
    targets = {reading["target"] for row in rows for reading in row["about"]}
    beside = Known(
        names={iri: [text] for iri in targets | {row["speaker"] for row in rows}},
        broader={iri: [TARIFFS] for iri in targets},
        labels={TARIFFS: text},
    )
    whole = dict.fromkeys(("title", "workspace", "note", "generated_from"), text)
    return {"rows": rows, "notes": [text], "around": beside, **whole}


def crowd(actors: int = 230, issues: int = 40) -> list[dict[str, Any]]:
    """Rows of a debate of many actors, of whom the first few speak on much."""
    return [
        {
            "id": f"{DATA}statement/s{actor}-{number}",
            "speaker": f"{DATA}person/actor-{actor}",
            "speaker_label": f"Actor number {actor}",
            "mode": "indirect",
            "text": f"Something on issue {(actor * 7 + number) % issues}.",
            "source": f"{DATA}source/paper",
            "source_label": "The paper",
            "about": [
                {
                    "reading": f"{DATA}reading/r{actor}-{number}",
                    "target": f"{DATA}issue/issue-{(actor * 7 + number) % issues}",
                    "label": f"Issue number {(actor * 7 + number) % issues}",
                    "stance": "oppose" if (actor + number) % 3 else "support",
                }
            ],
        }
        for actor in range(actors)
        for number in range(8 if actor < 5 else 2)
    ]


def scored() -> list[dict[str, Any]]:
    """The made-up debate with scores of the coders' own, from -3 to 3, for most readings of any stance."""
    rows = statements()
    for number, reading in enumerate(one for row in rows for one in row["about"]):
        reading["score"] = None if number % 4 == 0 else (number * 5 % 13 - 6) / 2
    return rows


def changing(statements: int = 220, seed: int = 7) -> list[dict[str, Any]]:
    """Rows of a debate in which few actors say much on few things, and change their minds.

    Days are known, ranges, those of a publication, or missing; coders differ; some readings are of no stance.
    """
    chance = random.Random(seed)
    first = date(2031, 1, 1)
    codes = {"stance": ("support", "oppose"), "evaluation": ("positive", "negative")}
    targets = [
        *((f"issue/plan-{n}", f"Plan {n}", ("stance",)) for n in range(5)),
        ("issue/trust", "Trust", ("evaluation",)),
        ("person/p0", "Person 0", ("evaluation",)),
        ("measure/levy", "A levy", ("stance", "evaluation")),
    ]
    found = []
    for n in range(statements):
        speaker = chance.choice(("person", "person", "organization")), chance.randrange(4)
        earliest = first + timedelta(days=chance.randrange(150))
        latest = earliest + timedelta(days=chance.choice((0, 0, 0, 6, 45)))
        own = (None, None) if chance.random() < 0.3 else (earliest, latest)
        published = (None, None) if chance.random() < 0.1 else (earliest, earliest + timedelta(days=1))
        days = counted(*own, "stated" if n % 3 else "inferred", *published)
        about = []
        for number, (target, label, schemes) in enumerate(chance.sample(targets, chance.randint(0, 2))):
            scheme = chance.choice(schemes)
            for coder in range(chance.choice((1, 1, 1, 2))):
                code = chance.choice(codes[scheme] * 3 + ("mixed", "neutral", "unclear"))
                about.append(
                    {
                        "reading": f"{DATA}reading/r{n}-{number}-{coder}",
                        "target": DATA + target,
                        "label": label,
                        "stance": None,
                        "evaluation": None,
                        scheme: code,
                        "confidence": chance.choice(("high", "medium", "low")),
                        "coder_label": f"Coder {coder}",
                    }
                )
        found.append(
            {
                "id": f"{DATA}statement/s{n}",
                "speaker": f"{DATA}{speaker[0]}/{speaker[0][0]}{speaker[1]}",
                "speaker_label": f"{speaker[0].title()} {speaker[1]}",
                "mode": chance.choice(("direct", "indirect")),
                "text": f"Words {n}.",
                "said_earliest": own[0] and own[0].isoformat(),
                "said_latest": own[1] and own[1].isoformat(),
                "date_basis": "unknown" if own[0] is None else days.basis,
                "counts_from": days.earliest and days.earliest.isoformat(),
                "counts_until": days.latest and days.latest.isoformat(),
                "counts_by": days.basis,
                "source": f"{DATA}source/paper-{n % 3}",
                "source_label": f"Paper {n % 3}",
                "source_earliest": published[0] and published[0].isoformat(),
                "source_latest": published[1] and published[1].isoformat(),
                "start": n,
                "end": n + 1,
                "about": about,
            }
        )
    return found


#: The last day of the view that ends before the debate does.
UNTIL = "2031-04-10"


def by_then(rows: Rows) -> list[Mapping[str, Any]]:
    """The rows of what can have been said by :data:`UNTIL`."""
    return [row for row in rows if row["counts_from"] and row["counts_from"] <= UNTIL]


def some(rows: Rows) -> list[Mapping[str, Any]]:
    """A third of the rows, as for a page of a single source."""
    return [row for row in rows if row["source"].endswith("-1")]


class Pages:
    """Pages as files, each made once for all workers and only when it is asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str) -> Path:
        path = self.folder / f"{name}.html"
        with FileLock(self.folder / "lock"):
            if not path.exists():
                path.write_text(MAKERS[name](), encoding="utf-8")
        return path


def _packed() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kg.export.page.assembly.PACKED", 1)
        return rendered(**hostile(EVIL, codes=False))


def _aggregate() -> str:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(render, "aggregated", lambda network: aggregated(network, 20, {0: 6, 1: 4}))
        return rendered(around=BESIDE)


def _bundled() -> str:
    import kg

    with kg.open() as graph:
        return "".join(render.chunks(graph.store))


def _one_mode() -> str:
    import kg
    from kg.export.formats import network_chunks
    from kg.networks.fetch import fetch
    from kg.networks.projection import project
    from kg.networks.settings import Settings

    with kg.open() as graph:
        network = project(fetch(graph.store), Settings(kind="subtract"))
        return "".join(network_chunks(network, "html", store=graph.store))


def few() -> list[dict[str, Any]]:
    """A quarter of the made-up debate, with everything that a statement can have in it."""
    chosen = (0, 3, 4, 5, 12, 15, 18, 21, 22)
    return [row for number, row in enumerate(statements()) if number in chosen]


def _sparse() -> str:
    return rendered([{key: row[key] for key in ("id", "speaker", "about")} for row in statements()[:3]])


#: The pages by name.
MAKERS: dict[str, Callable[[], str]] = {
    "plain": lambda: rendered(workspace="Nordhavn", notes=["Made up."], around=BESIDE),
    "few": lambda: rendered(few(), workspace="Nordhavn", notes=["Made up."], around=BESIDE),
    "bundled": _bundled,
    "scored": lambda: rendered(scored(), around=SCORED),
    "hostile": lambda: rendered(**hostile(EVIL)),
    "hostile-packed": _packed,
    "awkward": lambda: rendered(**hostile(AWKWARD, codes=False)),
    "changing": lambda: rendered(changing(), around=Known(), whole=list(toward(changing()))),
    "partial": lambda: rendered(some(changing()), around=Known(), whole=list(toward(changing()))),
    "bounded": lambda: rendered(
        some(by_then(changing())), around=Known(), whole=list(toward(by_then(changing()))), until=UNTIL
    ),
    "own": lambda: rendered(some(changing()), around=Known()),
    "empty": lambda: rendered([]),
    "one": lambda: rendered(statements()[:1]),
    "sparse": _sparse,
    "no-network": lambda: rendered([row for row in statements() if not row["about"]]),
    "crowd": lambda: rendered(crowd(), title="A crowd"),
    "aggregate": _aggregate,
    "one-mode": _one_mode,
}


class Debate(Opened):
    """A page of statements."""

    def hash(self) -> str:
        """What the address asks for."""
        return str(self("location.hash"))

    def view(self) -> dict[str, Any]:
        """What is in view: lines, statements, and what is selected and shown."""
        found: dict[str, Any] = self(
            """() => { const { view, state, data } = whoSaidWhat, said = (at) => wsw.iri(data.cards[at].id);
            return { edges: view.edges.map((edge) => [edge.id, edge.weight, edge.cards.map(said)]),
                cards: view.cards.map(said), nodes: [...view.nodes.keys()].sort(),
                found: view.found ? view.found.names.map((node) => node.name).sort() : null,
                select: state.select, show: state.show, network: state.network, sort: state.sort }; }"""
        )
        return found

    def take(self, way: str) -> tuple[str, bytes]:
        """The name and content of the file that the page saves; the browser's download is left out."""
        name, content = self(SAVED, way)
        return str(name), base64.b64decode(content)

    def download(self, way: str) -> tuple[str, bytes]:
        """Save the view as a reader does: the name of the file, and what is in it."""
        from playwright.sync_api import TimeoutError

        for patience in (6_000, 12_000, 30_000):  # a busy Chromium swallows a download now and then
            self("() => { document.getElementById('export').open = true; }")
            try:
                with self.page.expect_download(timeout=patience) as waiting:
                    self.page.click(f"[data-export={way}]")
            except TimeoutError:
                continue
            return waiting.value.suggested_filename, Path(waiting.value.path()).read_bytes()
        raise AssertionError(f"nothing was taken away as {way}: {self.errors}")

    def node(self, name: str, *, issue: bool) -> str:
        """The id of a node by its name."""
        return str(
            self(
                """([name, issue]) => whoSaidWhat.data.nodes
                    .find((node) => node.name === name && node.issue === issue).id""",
                [name, issue],
            )
        )

    def texts(self, selector: str) -> list[str]:
        """The texts of all elements of a kind, with single spaces."""
        return [" ".join(text.split()) for text in self.page.locator(selector).all_inner_texts()]


@pytest.fixture(scope="session")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """``pages(name)`` is the path of a page; the names are those of ``MAKERS``."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if os.environ.get("PYTEST_XDIST_WORKER") else base) / "pages-of-the-page"
    folder.mkdir(exist_ok=True)
    return Pages(folder)


@pytest.fixture
def open_page(browser: Any, pages: Pages) -> Iterator[Callable[..., Debate]]:
    """``open_page(name, hash="", size=(1440, 860), **context)`` opens a page of its own."""
    contexts = []

    def opening(name: str, hash: str = "", *, size: tuple[int, int] = (1440, 860), **options: Any) -> Debate:
        viewport = {"width": size[0], "height": size[1]}
        contexts.append(browser.new_context(viewport=viewport, offline=True, **options))
        script = options.get("java_script_enabled", True)
        return Debate(contexts[-1], pages(name).as_uri() + hash, script=script)

    yield opening
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def _shared(browser: Any, pages: Pages) -> Iterator[dict[str, Debate]]:
    """Pages that stay open until the last test."""
    found: dict[str, Debate] = {}
    yield found
    for one in found.values():
        one.context.close()


@pytest.fixture(scope="module")
def shared(_shared: dict[str, Debate], browser: Any, pages: Pages) -> Callable[[str], Debate]:
    """``shared(name)`` is a page for all tests of a module that only look, or that set the whole state."""
    known: set[str] = set()

    def opening(name: str) -> Debate:
        if name not in _shared:
            context = browser.new_context(viewport={"width": 1440, "height": 860}, offline=True)
            _shared[name] = Debate(context, pages(name).as_uri())
        elif name not in known:
            if _shared[name]("document.documentElement.style.colorScheme") == "dark":
                _shared[name].page.click("#theme")
            _shared[name].reset()
        known.add(name)
        return _shared[name]

    return opening


@pytest.fixture
def opened(shared: Callable[[str], Debate]) -> Debate:
    """The page of the synthetic debate as it opens; a test that changes its window opens a separate one."""
    one = shared("plain")
    one.reset()
    return one


@pytest.fixture(scope="module")
def sized(browser: Any, pages: Pages) -> Iterator[Callable[..., Debate]]:
    """``sized(name, size, hash="")`` is a page in a window of a size that tests of a module share."""
    found: dict[tuple[str, tuple[int, int]], Debate] = {}

    def opening(name: str, size: tuple[int, int], hash: str = "") -> Debate:
        if (name, size) not in found:
            context = browser.new_context(viewport={"width": size[0], "height": size[1]}, offline=True)
            found[name, size] = Debate(context, pages(name).as_uri())
        one = found[name, size]
        if one.hash().lstrip("#") != hash.lstrip("#"):
            one.reset()
        if hash and one.hash() != hash:
            one.go(hash)
        return one

    yield opening
    for one in found.values():
        one.context.close()


@pytest.fixture
def debate() -> list[dict[str, Any]]:
    """The rows of the made-up debate, to be changed at will."""
    return statements()


@pytest.fixture(scope="session")
def worlds() -> Mapping[str, tuple[Rows, Known]]:
    """The rows of some of the pages, and their context."""
    import kg
    from kg.questions.context import known
    from kg.questions.subject import selected

    with kg.open() as graph:
        rows = selected(graph.store).rows
        bundled = (rows, known(graph.store, rows))
    made_up = {
        "plain": (statements(), BESIDE),
        "scored": (scored(), SCORED),
        "crowd": (crowd(), Known()),
        "changing": (changing(), Known()),
        "partial": (some(changing()), Known()),
        "bounded": (some(by_then(changing())), Known()),
        "own": (some(changing()), Known()),
    }
    return {**made_up, "bundled": bundled}


@pytest.fixture(scope="session")
def debates(worlds: Mapping[str, tuple[Rows, Known]]) -> Mapping[str, tuple[Rows, str | None]]:
    """What the sides of some pages are counted from: all statements, and the day of the view."""
    whole = {"partial": (changing(), None), "bounded": (by_then(changing()), UNTIL)}
    return {name: whole.get(name, (rows, None)) for name, (rows, _) in worlds.items()}


@pytest.fixture
def hostile_rows() -> Callable[[str], list[dict[str, Any]]]:
    """``hostile_rows(name)`` gives the rows of one of the hostile pages."""
    texts = {"awkward": AWKWARD, "hostile": EVIL, "hostile-packed": EVIL}
    return lambda name: hostile(texts[name], codes=name == "hostile")["rows"]


@cache
def _plain() -> str:
    return rendered()


@cache
def _hostile(text: str) -> str:
    return rendered(**hostile(text))


@pytest.fixture
def page() -> Callable[..., str]:
    """``page(rows, **options)`` renders rows; ``page()`` is the page of the made-up debate, rendered once."""
    return lambda *rows, **options: rendered(*rows, **options) if rows or options else _plain()


@pytest.fixture
def hostile_page() -> Callable[[str], str]:
    """``hostile_page(text)`` is a page with a text in every text field, rendered once."""
    return _hostile
