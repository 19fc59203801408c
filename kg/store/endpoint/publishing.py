"""Loading files into an endpoint by the SPARQL 1.1 Graph Store Protocol.

All files are read and checked before the first triple is sent. Then batches are sent one by one, and each
is recorded when the server has acknowledged it. If the connection breaks before the acknowledgement, a
batch may be sent twice. This is harmless, because an RDF graph is a set and POST adds to it; blank nodes,
for which it would not be, are not accepted.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qsl, quote, urlsplit

from kg.errors import EndpointError, LoadError, QuerySyntaxError
from kg.store import rdf_formats as formats
from kg.store.endpoint import address, journal
from kg.store.endpoint.batches import SIZE, Batch, batches
from kg.store.endpoint.connection import Settings
from kg.store.endpoint.exchange import Exchange
from kg.store.endpoint.refusals import TO_LOAD, Asked
from kg.store.endpoint.retries import Clock, Patience

#: Called with the amount done and the total: bytes while checking, batches while sending.
Progress = Callable[[int, int], None]
_DONE = frozenset((200, 201, 204))
_GRAPH_KEYS = frozenset(("default", "graph", "graph-uri"))
_VIRTUOSO = "sparql-graph-crud"


@dataclass(frozen=True, slots=True)
class Published:
    """The result of a load.

    Attributes:
        to: the address, without secrets.
        triples: number of triples in the files; repeated ones count again.
        batches: number of requests.
        before: number of these that an earlier load had sent.
    """

    to: str
    triples: int
    batches: int
    before: int


def destination(to: str) -> tuple[str, Settings | None]:
    """Return the URL of a graph store, and the settings of the workspace that names it.

    Args:
        to: a URL, which has no settings; or the folder of a workspace.

    Raises:
        WorkspaceError: the workspace names no graph store, or its kg.toml is wrong.

    >>> destination("https://example.org/data")
    ('https://example.org/data', None)
    """
    from kg import workspace
    from kg.store.endpoint import kg_toml
    from kg.store.opening import is_url

    return (to, None) if is_url(to) else kg_toml.graph_store(workspace.read(Path(to)))


def publish(
    url: str,
    files: Sequence[Path],
    *,
    graph: str | None = None,
    keep_graphs: bool = False,
    replace: bool = False,
    start_over: bool = False,
    base_iri: str | None = None,
    settings: Settings | None = None,
    checking: Progress | None = None,
    sending: Progress | None = None,
    environ: Mapping[str, str] | None = None,
    clock: Clock | None = None,
    size: int = SIZE,
) -> Published:
    """Send the triples of ``files`` to a graph store.

    Args:
        url: URL of the graph store; it may name the graph.
        files: as for :func:`kg.store.loading.load`.
        graph: the named graph for the triples; None for the default graph.
        keep_graphs: keep the named graphs of TriG and N-Quads.
        replace: replace the content of the graph (with ``keep_graphs``, of each graph) with the first batch.
            Concurrent readers see partial data during the load.
        start_over: send all batches, even those that an earlier load has sent.
        base_iri: base of relative IRIs in the files.
        settings: connection settings, as for :func:`kg.store.endpoint.connect`.
        checking: called while the files are checked.
        sending: called after each batch.
        environ: the environment; by default, that of the process.
        clock: the clock.
        size: triples per batch.

    Raises:
        LoadError: a file cannot be loaded, or the server rejects a batch.
        EndpointError: the server cannot be reached or refuses; acknowledged batches are not sent again the
            next time.
    """
    for file in files:
        formats.detect(file)
        if not file.is_file():
            raise LoadError("no such file" if not file.exists() else "not a file", where=str(file))
    place = address.parse(url)
    chosen = (settings or Settings()).for_address(place, os.environ if environ is None else environ)
    cut = {"keep_graphs": keep_graphs, "base_iri": base_iri, "size": size}
    digest, count, triples = _checked(files, checking, cut)
    if count == 0:
        raise LoadError("no triples", where=", ".join(map(str, files)), hint="the endpoint is unchanged")
    record = journal.journal(
        to=place.url,
        graph=graph,
        digest=f"{digest} {replace}",
        about={"to": str(place), "graph": graph, "files": [str(file) for file in files], "batches": count},
    )
    if start_over:
        record.forget()
    before = min(record.done(), count)
    seen: set[str | None] = set()
    sender = _Sender(Asked(place, chosen, TO_LOAD, "graph store"), clock or Clock())
    try:
        for number, batch in enumerate(batches(files, **cut), 1):  # type: ignore[arg-type]
            name = batch.graph if batch.graph is not None else graph
            if number > before:
                sender.send("PUT" if replace and name not in seen else "POST", _target(place, name), batch)
                record.note(number)
            seen.add(name)
            if sending is not None:
                sending(number, count)
    finally:
        sender.close()
    record.forget()
    return Published(str(place), triples, count, before)


def _checked(
    files: Sequence[Path], progress: Progress | None, cut: Mapping[str, object]
) -> tuple[str, int, int]:
    """Read all files; return the digest and the number of the batches, and the number of triples."""
    total, done = sum(file.stat().st_size for file in files), 0

    def read(count: int) -> None:
        nonlocal done
        done += count
        if progress is not None:
            progress(done, total)

    digest, count, triples = hashlib.sha256(), 0, 0
    for batch in batches(files, on_read=read, **cut):  # type: ignore[arg-type]
        digest.update(f"{batch.graph}\n{batch.triples}\n".encode() + batch.body)
        count += 1
        triples += batch.triples
    return digest.hexdigest(), count, triples


def _target(place: address.Address, graph: str | None) -> str:
    """The address of a graph.

    >>> _target(address.parse("https://e.org/ds/data"), None)
    'https://e.org/ds/data?default'
    >>> _target(address.parse("https://e.org/sparql-graph-crud-auth"), "https://e.org/g#1")
    'https://e.org/sparql-graph-crud-auth?graph-uri=https%3A%2F%2Fe.org%2Fg%231'

    Raises:
        EndpointError: both the address and the user name a graph, or neither does but one is needed.
    """
    parts = urlsplit(place.url)
    named = _GRAPH_KEYS & {key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}
    if named:
        if graph is None:
            return place.url
        raise EndpointError(
            "both the address and --graph name a graph", where=str(place), hint="remove one of them"
        )
    virtuoso = _VIRTUOSO in parts.path
    if graph is None and virtuoso:
        raise EndpointError(
            "Virtuoso only loads into named graphs", where=str(place), hint="name one: --graph IRI"
        )
    key = "graph-uri" if virtuoso else "graph"
    wanted = "default" if graph is None else f"{key}={quote(graph, safe='')}"
    return f"{place.url}{'&' if parts.query else '?'}{wanted}"


class _Sender:
    """Sends batches to the graphs of one graph store."""

    def __init__(self, asked: Asked, clock: Clock) -> None:
        self._asked = asked
        self._clock = clock
        self._exchange = Exchange(asked)

    def close(self) -> None:
        self._exchange.close()

    def send(self, method: str, target: str, batch: Batch) -> None:
        """Send a batch until it is acknowledged.

        Raises:
            LoadError: the server rejects these triples.
            EndpointError: the server cannot be reached or refuses.
        """
        patience = Patience.until(None, self._asked.settings.tries, self._clock)

        def attempt() -> None:
            headers = {"Content-Type": "text/turtle; charset=utf-8"}
            with self._exchange.send(
                method, patience.left, url=target, headers=headers, done=_DONE, content=batch.body
            ):
                pass

        try:
            patience.keep_trying(attempt)
        except QuerySyntaxError as error:
            said = error.message.partition(": ")[2]
            raise LoadError(
                "the graph store rejected these triples" + (f": {said}" if said else ""),
                where=str(batch.file),
                hint="earlier batches have been loaded; correct the file and load it again",
            ) from None
