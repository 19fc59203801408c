"""What ``[endpoint]`` of a workspace's kg.toml says.

::

    [endpoint]
    url = "https://sparql.example.org/talks/query"
    graph-store = "https://sparql.example.org/talks/data"   # for kg load --to
    graphs = ["https://example.org/talks"]                  # asked instead of the default graph
    user = "ann"                                            # password: better in the environment
    rows = 10000                                            # the endpoint gives no more at a time

The other keys are those of :class:`~kg.store.endpoint.connection.Settings`, with hyphens.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from kg.containment import inside, refuse_special
from kg.errors import WorkspaceError
from kg.store.endpoint.connection import Settings

if TYPE_CHECKING:
    from kg.store.endpoint.endpoint import EndpointStore
    from kg.workspace import Workspace


def _is_text(value: object) -> bool:
    return isinstance(value, str) and value != ""


def _is_number(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _are_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _are_headers(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_text, value.values()))


_TEXT = "a text in quotes"
_NUMBER = "a whole number"
# Key to what it takes: in words, and as a test. A value is never shown: it may be a password.
_KEYS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "url": (_TEXT, _is_text),
    "graph-store": (_TEXT, _is_text),
    "graphs": ("a list of IRIs", _are_texts),
    "user": (_TEXT, _is_text),
    "password": (_TEXT, _is_text),
    "token": (_TEXT, _is_text),
    "headers": ('a table of texts, { "X-Api-Key" = "..." }', _are_headers),
    "auth": ('"basic" or "digest"', lambda value: value in ("basic", "digest")),
    "plain-http": ("true or false", lambda value: isinstance(value, bool)),
    "ca": ("the name of a file in the workspace", _is_text),
    "rows": (_NUMBER, _is_number),
    "tries": ("a whole number from 1 on", lambda value: _is_number(value) and value != 0),
    "connect": ("seconds", lambda value: isinstance(value, int | float) and value > 0),
    "answer-bytes": (_NUMBER, _is_number),
}


def read(workspace: Workspace) -> tuple[str, Settings]:
    """The URL of a workspace's endpoint, and how it is asked.

    Raises:
        WorkspaceError: no url, an unknown key, or a value of another kind.
        OutsideWorkspace: ca is a file elsewhere.
    """
    where = str(workspace.folder / "kg.toml")
    values: dict[str, Any] = dict(workspace.endpoint)
    for key, value in values.items():
        if key not in _KEYS:
            raise WorkspaceError(
                f"unknown key endpoint.{key}", where=where, hint="known here: " + ", ".join(sorted(_KEYS))
            )
        kind, fits = _KEYS[key]
        if not fits(value):
            raise WorkspaceError(f"endpoint.{key} is {kind}", where=where)
    if "url" not in values:
        raise WorkspaceError("[endpoint] has no url", where=where, hint="give the address of the endpoint")
    url = values.pop("url")
    if "graphs" in values:
        values["graphs"] = tuple(values["graphs"])
    if "ca" in values:
        values["ca"] = _certificates(workspace, values["ca"])
    return url, Settings(**{key.replace("-", "_"): value for key, value in values.items()})


def _certificates(workspace: Workspace, name: str) -> str:
    path = workspace.folder / name
    real = inside(path, workspace.folder)
    if real.exists():  # else the connection says so
        refuse_special(real.stat(), path)
    return str(real)


def graph_store(workspace: Workspace) -> tuple[str, Settings]:
    """The URL that a workspace's graph is loaded to, and by whom.

    Raises:
        WorkspaceError: as of :func:`read`; or kg.toml names none, or one of another server, to which the
            password of the endpoint is not sent.
    """
    from kg.store.endpoint import address

    url, settings = read(workspace)
    where = str(workspace.folder / "kg.toml")
    if settings.graph_store is None:
        raise WorkspaceError(
            "[endpoint] names no graph-store", where=where, hint='for example: graph-store = "https://..."'
        )
    here, there = address.parse(url).origin, address.parse(settings.graph_store).origin
    if here.host != there.host:
        raise WorkspaceError(
            "endpoint.graph-store is on another host than endpoint.url",
            where=where,
            hint="name it on the command line: --to URL",
        )
    return settings.graph_store, settings


def address_of(workspace: Workspace) -> str:
    """Where the questions of a workspace go, without the secrets that the address may hold."""
    from kg.store.endpoint import address

    return str(address.parse(read(workspace)[0]))


def connect(workspace: Workspace) -> EndpointStore:
    """The endpoint of a workspace.

    Raises:
        WorkspaceError: as of :func:`read`.
        EndpointError: as of :func:`kg.store.endpoint.endpoint.connect`.
    """
    from kg.store.endpoint import address, endpoint

    url, settings = read(workspace)
    return endpoint.connect(url, settings, label=f"{workspace.name} ({address.parse(url)})")
