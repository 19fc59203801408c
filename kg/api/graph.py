"""An opened graph, and the questions that can be asked of it."""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from kg.api.arguments import Day, FilePath, Names, day, names, path, size
from kg.api.document import Document, TableFolder
from kg.store import deadline
from kg.store.opening import open_store, place_of
from kg.wording.lists import disjunction
from kg.wording.visible import visible

if TYPE_CHECKING:
    import rdflib

    from kg.api.networks import Networks
    from kg.model.statement import Statement
    from kg.networks.reading_table import Readings
    from kg.networks.tie_explanation import PairExplanation
    from kg.questions.answer import Answer, Row
    from kg.questions.catalogue import Question
    from kg.questions.explain import Explanation
    from kg.questions.show import Card
    from kg.questions.status import Status
    from kg.store.terms import Triple

#: Seconds that a question may take unless the caller says otherwise.
TIME_LIMIT = 30.0


class KnowledgeGraph:
    """A graph that is open for reading; a context manager.

    Names are given as people type them, as ``kind/slug``, or as IRIs; several names mean any of them. Days
    are given as ``datetime.date``, or as text: a year, a month or a day.

    Args:
        store: see :func:`kg.open`.
        limit_time: seconds that the queries of one question, network, briefing or page may take together.
            None for no limit.
        limit_memory: memory that an answer may take: bytes, or text such as "500M" or "4G". None for the
            default: for SPARQL of the caller's own and for endpoints, a quarter of this machine's memory.

    Raises:
        kg.errors.KgError: the graph does not exist or cannot be read.
        QuestionError: ``limit_memory`` is not a size.

    >>> KnowledgeGraph()
    <KnowledgeGraph: the bundled graph, workspace 'Canada–US trade talks, October 2025', 37 statements>
    """

    def __init__(
        self,
        store: str | Path | None = None,
        *,
        limit_time: float | None = TIME_LIMIT,
        limit_memory: str | int | None = None,
    ) -> None:
        most = None if limit_memory is None else size(limit_memory, "limit_memory")
        self.store = open_store(store)
        self.store.limit = limit_time
        if most is not None:
            self.store.memory = self.store.memory_of_all = most
        self._base, self._workspace = place_of(store)  # now: the process may go to another folder
        self._networks: Networks | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *error: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the files of the graph; it cannot be asked afterwards."""
        self.store.close()

    def __repr__(self) -> str:
        said = [self.label]
        if self.workspace and not self.label.startswith(self.workspace):
            said.append(f"workspace {self.workspace!r}")
        if (number := self._statements()) is not None:
            from kg.wording.counts import count

            said.append(count(number, "statement"))
        return visible(f"<KnowledgeGraph: {', '.join(said)}>")

    @property
    def label(self) -> str:
        """What was opened: a workspace, a folder, a file, an address, or the bundled graph.

        >>> KnowledgeGraph().label
        'the bundled graph'
        """
        return self.store.label

    @property
    def workspace(self) -> str:
        """The name of the workspace; empty for a graph that is not in one."""
        return self._workspace

    @property
    def notices(self) -> tuple[str, ...]:
        """What the user should know about the graph, such as that its sheets are newer."""
        return tuple(self.store.notices)

    @property
    def resolved(self) -> dict[str, str]:
        """The names given so far that mean something not spelled like them, and what each means.

        >>> with KnowledgeGraph() as graph:
        ...     _ = graph.positions(by="PM Carney")
        ...     graph.resolved
        {'PM Carney': 'Mark Carney, Prime Minister of Canada (attested 2025-10-07)'}
        """
        return dict(self.store.resolved)

    def said(
        self,
        *,
        by: Names = (),
        with_holders: bool = False,
        on_behalf_of: Names = (),
        about: Names = (),
        to: Names = (),
        stance: Names = (),
        since: Day | None = None,
        until: Day | None = None,
        dates: str = "counted",
        source: Names = (),
        mode: Names = (),
        place: Names = (),
        grep: str | None = None,
        all_versions: bool = False,
    ) -> Answer[Statement]:
        """Return who said what about what: the statements that fit every condition, newest first.

        Args:
            by: speakers: names, or offices held on the day of ``until``, else today.
            with_holders: with ``by`` of a body, also what was said by those who then held an office in it,
                lead, represent or work for it, or on its behalf.
            on_behalf_of: for whom it was said, as the statement is coded.
            about: issues, with the narrower ones; or actors or things.
            to: to whom it was said.
            stance: support, oppose, neutral, mixed, unclear, positive, negative.
            since: can have been said on that day or later.
            until: can have been said on that day or earlier.
            dates: "counted", or "stated" to leave out statements that the source does not date.
            source: sources that report it.
            mode: direct, mixed, indirect, reported-belief, not-coded.
            place: where it was said.
            grep: whole words, one after the other, in the text or a quote; ``tarif*`` takes any ending.
            all_versions: include superseded and retracted records.

        Raises:
            NameProblem: a name fits nothing, or several things.
            QuestionError: a stance, mode or date is not valid, or ``with_holders`` is given without ``by``.
            OutOfTime: it took longer than the time limit.

        >>> from datetime import date
        >>> answer = KnowledgeGraph().said(about="Canada as the 51st state", until=date(2025, 12, 31))
        >>> [(row["speaker_label"], row["quotes"]) for row in answer][-1]
        ('Donald Trump', ['the 51st state'])
        """
        from kg.questions.said import said

        with deadline.question(self.store.limit):
            return said(
                self.store,
                by=names(by, "by"),
                with_holders=with_holders,
                on_behalf_of=names(on_behalf_of, "on_behalf_of"),
                about=names(about, "about"),
                to=names(to, "to"),
                stance=names(stance, "stance"),
                since=day(since, "since"),
                until=day(until, "until"),
                dates=dates,
                source=names(source, "source"),
                mode=names(mode, "mode"),
                place=names(place, "place"),
                grep=grep,
                all_versions=all_versions,
            )

    def positions(
        self, about: Names = (), by: Names = (), *, until: Day | None = None, dates: str = "counted"
    ) -> Answer[Row]:
        """Return who holds which position, since when, and on how many readings.

        A position is an unbroken run of readings of one stance in order of time; see
        :func:`kg.questions.positions.positions` for the columns.

        Args:
            about: issues, with each one below them; or actors or things.
            by: whose position.
            until: as of that day, by what can have been said by it.
            dates: "counted", or "stated" to leave out statements that the source does not date.

        Raises:
            NameProblem: a name fits nothing, or several things.
            QuestionError: ``until`` or ``dates`` is not valid.
            OutOfTime: it took longer than the time limit.

        >>> [(row["holder_label"], row["stance"]) for row in KnowledgeGraph().positions("51st state")]
        [('Avidan Cover', 'neutral'), ('Donald Trump', 'support')]
        """
        from kg.questions.positions import positions

        with deadline.question(self.store.limit):
            return positions(
                self.store, about=names(about, "about"), by=names(by, "by"), until=day(until), dates=dates
            )

    def explain(
        self, what: str, target: str | None = None, *, until: Day | None = None, dates: str = "counted"
    ) -> Explanation | PairExplanation:
        """Explain a position: each reading, its words, and the steps between.

        Args:
            what: the name of an actor; or alone the id of a statement, reading or position.
            target: the name of an issue or thing; or of another actor, for what the two agree and disagree on
                and what either says of the other.
            until: as of that day, by what can have been said by it.
            dates: "counted", or "stated" to leave out statements that the source does not date.

        Returns:
            An :class:`~kg.questions.explain.Explanation`; of two actors a
            :class:`~kg.networks.tie_explanation.PairExplanation`. Both have ``about``, ``steps``,
            ``readings`` and ``statements``.

        Raises:
            NameProblem: a name fits nothing, or several things.
            QuestionError: ``what`` alone is not a statement, reading or position; or ``until`` or ``dates``
                is not valid.
            OutOfTime: it took longer than the time limit.

        >>> KnowledgeGraph().explain("trump", "51st state").about
        'Donald Trump on Canada as the 51st state'
        """
        from kg.networks.explanation import explain_any

        with deadline.question(self.store.limit):
            return explain_any(self.store, what, target, until=day(until), dates=dates)

    def questions(self, name: str | None = None) -> tuple[Question, ...]:
        """Return the named questions, each with its parameters and columns; or the one of that name.

        Raises:
            QuestionError: there is no question of that name.

        >>> KnowledgeGraph().questions("tariffs")[0].title
        'Which tariffs there are, at which rates'
        """
        from kg.questions.catalogue import catalogue, find

        return catalogue() if name is None else (find(name),)

    def ask(
        self,
        name: str,
        *,
        dates: str = "counted",
        all_versions: bool = False,
        **parameters: Names | Day,
    ) -> Answer[Row]:
        """Return the answer to a named question.

        Args:
            name: the question; :meth:`questions` lists them.
            dates: "counted", or "stated" to leave out statements that the source does not date.
            all_versions: include superseded and retracted records.
            **parameters: of the question, by name; ``with_`` for one whose name is a word of Python.

        Raises:
            QuestionError: no such question or parameter, a parameter is missing, or a value is not valid.
            NameProblem: a name fits nothing, or several things.
            OutOfTime: it took longer than the time limit.

        >>> KnowledgeGraph().ask("who-opposes", issue="digital services tax").rows[0]["speaker_label"]
        'Donald Trump'
        """
        from kg.questions.ask import ask

        given = {key.removesuffix("_"): _asked(key, value) for key, value in parameters.items()}
        with deadline.question(self.store.limit):
            return ask(self.store, name, given, all_versions=all_versions, dates=dates)

    def query(self, sparql: str | Path) -> Answer[Row]:
        """Run read-only SPARQL of the caller's own: SELECT, ASK, CONSTRUCT or DESCRIBE.

        The prefixes of the graph need no PREFIX line.

        Args:
            sparql: the query; a ``Path`` is a file with the query.

        Raises:
            QueryRefused: it would write, or fetch from elsewhere.
            QuerySyntaxError: it does not parse.
            QuestionError: the file cannot be read.
            OutOfTime: it took longer than the time limit.
            OutOfMemory: its answer takes more than the memory limit.

        >>> KnowledgeGraph().query("SELECT ?rate { ?tariff wsw:rate ?rate } ORDER BY ?rate").rows[0]
        {'rate': 25}
        """
        from kg.questions.query import query, read

        text = read(sparql) if isinstance(sparql, Path) else sparql
        with deadline.question(self.store.limit):
            return query(self.store, text)

    def show(self, name: str, *, all_versions: bool = False) -> Card:
        """Return all that is known of one actor, issue, measure, event, place, source or record.

        Args:
            name: a name, ``kind/slug``, the id of a statement or claim, or an IRI.
            all_versions: include superseded and retracted records.

        Raises:
            NameProblem: the name fits nothing, or several things.
            OutOfTime: it took longer than the time limit.

        >>> KnowledgeGraph().show("carney").label
        'Mark Carney'
        """
        from kg.questions.show import show

        with deadline.question(self.store.limit):
            return show(self.store, name, all_versions=all_versions)

    def status(self) -> Status:
        """Return a summary of the graph: counts, days, size on disk, versions.

        Raises:
            OutOfTime: counting took longer than the time limit.

        >>> KnowledgeGraph().status().counts["statements"]
        37
        """
        from kg.questions.status import status

        with deadline.question(self.store.limit):
            return status(self.store)

    @property
    def network(self) -> Networks:
        """The networks of the graph and their measures.

        ``graph.network.congruence()`` is ``kg network congruence``; ``graph.network("congruence")`` too.

        >>> network = KnowledgeGraph().network.congruence(by=["LeBlanc", "Poilievre"], draws=0)
        >>> [(tie["a_label"], tie["b_label"], tie["weight"]) for tie in network]
        [('Dominic LeBlanc', 'Pierre Poilievre', 1.0)]
        """
        if self._networks is None:
            from kg.api.networks import Networks

            self._networks = Networks(self.store, self._workspace)
        return self._networks

    def readings(
        self,
        *,
        by: Names = (),
        about: Names = (),
        source: Names = (),
        stance: Names = (),
        since: Day | None = None,
        until: Day | None = None,
        dates: str = "counted",
        include: Names = (),
        exclude: Names = (),
    ) -> Readings:
        """Return the readings that networks are made of: a pandas frame, and what is known beside it.

        Arguments and errors are those of :class:`kg.api.networks.Selected`.

        >>> len(KnowledgeGraph().readings(by="Trump", about="51st state"))
        2
        """
        from kg.api.networks import selected
        from kg.networks.selection import select

        named = {"by": by, "about": about, "source": source, "stance": stance}
        days = {"since": since, "until": until, "dates": dates}
        with deadline.question(self.store.limit):
            return select(self.store, selected(**named, **days, include=include, exclude=exclude))

    def brief(
        self,
        *,
        about: Names = (),
        title: str | None = None,
        note: str | Path | None = None,
        by: Names = (),
        stance: Names = (),
        since: Day | None = None,
        until: Day | None = None,
        dates: str = "counted",
        source: Names = (),
        mode: Names = (),
        grep: str | None = None,
        format: str = "html",
    ) -> Document:
        """Return a briefing on an issue or actor: a page that opens offline, or text with footnotes.

        Args:
            about: issues, with the narrower ones; or actors: what was said by and about them. Everything
                by default.
            title: of the briefing; what it is about by default.
            note: an introduction in Markdown; a ``Path`` is a file with it.
            by: as for :meth:`said`.
            stance: as for :meth:`said`.
            since: as for :meth:`said`.
            until: as for :meth:`said`.
            dates: as for :meth:`said`.
            source: as for :meth:`said`.
            mode: as for :meth:`said`.
            grep: as for :meth:`said`.
            format: a key of :data:`kg.export.formats.BRIEFING`: "html" or "md".

        Raises:
            NameProblem: a name fits nothing, or several things.
            QuestionError: a condition is not valid, or the note cannot be read.
            OutputError: the format is unknown.

        >>> print(KnowledgeGraph().brief(about="51st state", format="md").text.splitlines()[0])
        # Who said what about Canada as the 51st state
        """
        from kg.export.formats import briefing_chunks

        if isinstance(note, Path):
            from kg.export.markdown.note import read_note

            note = read_note(note)
        asked = {
            "about": (subjects := names(about, "about")),
            "by": names(by, "by"),
            "stance": names(stance, "stance"),
            "since": day(since, "since"),
            "until": day(until, "until"),
            "dates": dates,
            "source": names(source, "source"),
            "mode": names(mode, "mode"),
            "grep": grep,
        }
        what = disjunction(subjects) or "everything"
        page = {"note": note, "base": self._base, "workspace": self._workspace, "title": title}
        with deadline.question(self.store.limit):
            return Document(
                f"briefing on {what}", format, lambda: briefing_chunks(self.store, format, **page, **asked)
            )

    def export(
        self,
        format: str,
        *,
        about: Names = (),
        title: str | None = None,
        dates: str = "counted",
        texts: FilePath | None = None,
        graph_per_source: bool = False,
    ) -> Document:
        r"""Return the whole graph in a format for another tool.

        Args:
            format: a key of :data:`kg.export.formats.GRAPH`: "turtle", "ntriples", "nquads", "trig",
                "jsonld", "csv", "dna-csv", "parquet" or "html". "parquet" is written to a folder and has no
                text.
            about: of html: only what was said about these issues or actors.
            title: of html: title of the page.
            dates: of html: "counted", or "stated" to leave out statements that the source does not date.
            texts: of dna-csv: folder with the texts of the sources, for the words of each passage.
            graph_per_source: of trig and nquads: the records of each source in a named graph of their own.

        Raises:
            OutputError: the format is unknown, or does not take an argument that is given.
            NameProblem: a name fits nothing, or several things.
            OutOfTime: of html, the queries took longer than the time limit. Other formats have no limit.

        >>> KnowledgeGraph().export("ntriples").text.count("\n") == len(KnowledgeGraph().graph())
        True
        """
        from kg.export.formats import GRAPH, graph_chunks, write_folder

        given: dict[str, Any] = {}
        if about := names(about, "about"):
            given["about"] = about
        if title is not None:
            given["title"] = title
        if dates != "counted":
            given["dates"] = dates
        if texts is not None:
            given["texts"] = path(texts)
        if graph_per_source:
            given["graph_per_source"] = True
        store = self.store
        if format == "html":
            given["workspace"] = self._workspace
        else:  # reading a large graph takes as long as it takes
            store = copy(store)
            store.limit = None
        if format in GRAPH and GRAPH[format].folder and not given:
            return TableFolder("graph", format, lambda folder: write_folder(store, format, folder))
        with deadline.question(store.limit):
            return Document("graph", format, lambda: graph_chunks(store, format, base=self._base, **given))

    def graph(self) -> rdflib.Graph:
        """Return every triple, as an ``rdflib.Graph`` of the caller's own.

        >>> len(KnowledgeGraph().graph()) > 1000
        True
        """
        from kg.store.rdflib_graph import rdflib_graph

        return rdflib_graph(self.store.triples())

    def __iter__(self) -> Iterator[Triple]:
        return self.store.triples()

    def _statements(self) -> int | None:
        """How many statements there are; None where it takes long to find out, or the graph is closed."""
        from kg.errors import KgError
        from kg.questions.answer import Asker
        from kg.store.oxigraph import OxigraphStore

        if not isinstance(self.store, OxigraphStore):
            return None
        try:
            with deadline.question(1):
                return Asker(self.store).looked_at("statements")[0]
        except KgError:
            return None


def _asked(parameter: str, value: Names | Day) -> str | list[str]:
    """The value of a parameter of a named question, as text."""
    if isinstance(value, date):
        return str(day(value, parameter))
    return value if isinstance(value, str) else names(value, parameter)
