"""What the questions about a network return: a table, or a network with its ties."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.api.arguments import FilePath
from kg.api.document import Document
from kg.errors import QuestionError
from kg.store import deadline
from kg.wording.visible import visible

if TYPE_CHECKING:
    import networkx
    import pandas

    from kg.networks.analyses.findings import Findings
    from kg.networks.bipartite import TwoMode
    from kg.networks.network import Network
    from kg.questions.answer import Row
    from kg.store.base import Store


class NetworkTable:
    """The rows of one question about a network, with notes on them.

    It has a length, and iterating over it gives the rows as plain values, those of the command's
    ``-f jsonl``. A notebook shows it as a table.
    """

    def __init__(self, name: str, findings: Findings, store: Store, conditions: Mapping[str, str]) -> None:
        self.name = name
        self._findings = findings
        self._store = store
        self._conditions = conditions

    @property
    def heading(self) -> str:
        """What the rows are, and how many readings they rest on."""
        return self._findings.heading

    @property
    def notes(self) -> tuple[str, ...]:
        """What was left out and why, and how to read the table; one sentence each."""
        return self._findings.notes

    @property
    def columns(self) -> tuple[str, ...]:
        """Keys of every row."""
        return tuple(map(str, self._findings.table.columns))

    @property
    def looked_at(self) -> int:
        """How many readings the rows were made from."""
        return self._findings.readings

    @property
    def rows(self) -> list[Row]:
        """Plain values by column: text, numbers, lists and None; days as text."""
        from kg.networks.analyses.findings import rows_of

        return rows_of(self._findings.table)

    @property
    def frame(self) -> pandas.DataFrame:
        """The rows as a new pandas data frame, with days as ``datetime64`` and lists as lists.

        Columns that name nodes hold their labels, and ``<column>_iri`` their IRIs.

        >>> import kg
        >>> frame = kg.open().network.centrality(draws=0).frame
        >>> frame[["label", "strength"]].values.tolist()[0]
        ['Pierre Poilievre', 3.0]
        """
        return _labelled(self._findings.table)

    def xlsx(self, path: FilePath) -> Path:
        """Write the rows to an Excel workbook, all or nothing, and return its path.

        See :mod:`kg.questions.workbook` for what its sheets hold.

        Raises:
            OutputError: the file cannot be written, its name has another ending, or the format cannot hold
                the rows.
            StoreError: the graph has been closed since.
            OutOfTime: reading the sources took too long.

        >>> import kg, tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     kg.open().network.centrality(draws=0).xlsx(f"{folder}/centrality.xlsx").name
        'centrality.xlsx'
        """
        return self._findings.answer(self.name, self._conditions, self._store).xlsx(path)

    def __len__(self) -> int:
        return len(self._findings.table)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __repr__(self) -> str:
        return visible("\n".join([f"<{self.heading}>", *self.notes]), keep_newlines=True)

    def _repr_html_(self) -> str:
        """The rows as a table for a notebook, with the columns that a terminal shows."""
        from kg.networks.analyses.findings import rows_of
        from kg.wording.html_table import html_table

        columns = list(self._findings.shown) or list(self.columns)
        names = {"a_label": "one", "b_label": "other"}
        rows = rows_of(self._findings.table[[column for column in columns if column in self.columns]])
        return html_table(columns, rows, caption=self.heading, notes=self.notes, names=names)


class NetworkAnswer(NetworkTable):
    """A network: its ties as rows, its nodes, and the network itself for other programs.

    With ``window`` the rows are the ties of one network for each window; there is then no single network
    to draw or export.
    """

    def __init__(
        self,
        name: str,
        findings: Findings,
        store: Store,
        conditions: Mapping[str, str],
        *,
        selection: str,
        workspace: str,
        evidence: bool,
    ) -> None:
        super().__init__(name, findings, store, conditions)
        self._selection = selection
        self._workspace = workspace
        self._evidence = evidence

    @property
    def ties(self) -> pandas.DataFrame:
        """The ties as a data frame, the same as :attr:`frame`.

        >>> import kg
        >>> ties = kg.open().network.congruence(draws=0, evidence=False).ties
        >>> ties.loc[0, ["a", "b"]].tolist()
        ['Critics of Carney', 'Pierre Poilievre']
        """
        return self.frame

    @property
    def nodes(self) -> pandas.DataFrame:
        """The nodes: ``label``, ``iri``, ``kind``, ``readings``, ``statements``; two-mode also ``bipartite``.

        Raises:
            QuestionError: there is one network for each window.
        """
        nodes = self._network.nodes()
        return nodes[["label", "iri", *(name for name in nodes if name not in ("label", "iri"))]]

    def networkx(self, *, labels: bool = False) -> networkx.Graph:
        """Return the network as a networkx graph; its attributes are listed in :mod:`kg.networks.network`.

        Args:
            labels: name nodes by their labels in place of their IRIs. The end of the IRI follows a label
                that several nodes have. Either way each node has its ``label`` and ``iri`` as attributes.

        Raises:
            QuestionError: there is one network for each window.

        >>> import kg
        >>> network = kg.open().network.congruence(draws=0)
        >>> sorted(network.networkx(labels=True))[:2]
        ['Critics of Carney', 'Dominic LeBlanc']
        """
        graph = self._network.graph()
        if not labels:
            return graph
        from networkx import relabel_nodes

        from kg.export.networks.node_ids import distinct

        return relabel_nodes(graph, distinct({key: data["label"] for key, data in graph.nodes(data=True)}))

    @property
    def matrix(self) -> pandas.DataFrame:
        """The weights as a data frame, with labels for rows and columns.

        Raises:
            QuestionError: there is one network for each window, or too many nodes for one matrix.
        """
        import pandas

        from kg.export.networks.node_ids import distinct

        network = self._network
        rows, columns = (
            list(distinct({iri: network.label(iri) for iri in side}).values())
            for side in (network.rows, network.columns)
        )
        return pandas.DataFrame(network.weights, index=rows, columns=columns)

    def export(self, format: str, *, title: str | None = None) -> Document:
        """Return the network in a format for another program.

        Args:
            format: a key of :data:`kg.export.formats.NETWORK`: ``matrix``, ``edges``, ``nodes``, ``json``,
                ``graphml``, ``gexf``, ``dl`` or ``html``.
            title: of the page; ``html`` only.

        Raises:
            OutputError: the format is unknown, or cannot hold this network.
            QuestionError: there is one network for each window.

        >>> import kg
        >>> print(kg.open().network.congruence(draws=0).export("dl").text.splitlines()[0])
        dl n = 4
        """
        from kg.export.formats import NETWORK, network_chunks

        network, found = self._network, self._findings
        given: dict[str, Any] = {} if title is None else {"title": title}
        if format in NETWORK and "store" in NETWORK[format].takes:
            given = {"store": self._store, "title": title, "workspace": self._workspace}
            given["notes"] = found.page_notes(self._selection)
        given |= {"certainty": found.certainty, "evidence": self._evidence}
        with deadline.question(self._store.limit):
            return Document(found.heading, format, lambda: network_chunks(network, format, **given))

    @property
    def _network(self) -> Network | TwoMode:
        if self._findings.network is None:
            raise QuestionError(
                "a network for each window is not one network",
                hint="leave window out, or use .frame, which has the ties of every window",
            )
        return self._findings.network


def _labelled(table: pandas.DataFrame) -> pandas.DataFrame:
    """A copy with labels in the columns that name nodes, and tuples as lists."""
    from kg.questions.data_frame import labels

    frame, paired = table.copy(), labels(map(str, table.columns))
    names = {column: f"{column}_iri" for column in paired} | {label: name for name, label in paired.items()}
    frame = frame.rename(columns=names)
    first = [column for column in frame if column not in {f"{name}_iri" for name in paired}]
    frame = frame[[*first, *(f"{name}_iri" for name in paired)]]
    for column in frame:
        if frame[column].dtype == object:
            frame[column] = [list(value) if isinstance(value, tuple) else value for value in frame[column]]
    return frame.reset_index(drop=True)
