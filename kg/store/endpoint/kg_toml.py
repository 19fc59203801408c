"""The section ``[endpoint]`` of a workspace's kg.toml.

::

    [endpoint]
    url = "https://sparql.example.org/talks/query"
    graph-store = "https://sparql.example.org/talks/data"   # for kg load --to
    graphs = ["https://example.org/talks"]                  # queried instead of the default graph
    user = "ann"                                            # password: better in the environment
    rows = 10000                                            # maximum number of rows in a response

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


_TEXT = "a string"
_NUMBER = "a whole number"
# Type of each key, in words and as a check. Values are never shown, because they may be secret.
_KEYS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "url": (_TEXT, _is_text),
    "graph-store": (_TEXT, _is_text),
    "graphs": ("a list of IRIs", _are_texts),
    "user": (_TEXT, _is_text),
    "password": (_TEXT, _is_text),
    "token": (_TEXT, _is_text),
    "headers": ('a table of strings, for example { "X-Api-Key" = "..." }', _are_headers),
    "auth": ('"basic" or "digest"', lambda value: value in ("basic", "digest")),
    "plain-http": ("true or false", lambda value: isinstance(value, bool)),
    "ca": ("the name of a file in the workspace", _is_text),
    "rows": (_NUMBER, _is_number),
    "tries": ("a positive whole number", lambda value: _is_number(value) and value != 0),
    "connect": ("a positive number of seconds", lambda value: isinstance(value, int | float) and value > 0),
    "answer-bytes": (_NUMBER, _is_number),
}


def read(workspace: Workspace) -> tuple[str, Settings]:
    """Return the URL of a workspace's endpoint and its settings.

    Raises:
        WorkspaceError: url is missing, a key is unknown, or a value has the wrong type.
        OutsideWorkspace: ca is a file outside the workspace.
    """
    where = str(workspace.folder / "kg.toml")
    values: dict[str, Any] = dict(workspace.endpoint)
    for key, value in values.items():
        if key not in _KEYS:
            raise WorkspaceError(
                f"unknown key endpoint.{key}",
                where=where,
                hint="expected one of: " + ", ".join(sorted(_KEYS)),
            )
        kind, fits = _KEYS[key]
        if not fits(value):
            raise WorkspaceError(f"endpoint.{key} must be {kind}", where=where)
    if "url" not in values:
        raise WorkspaceError(
            "missing key endpoint.url", where=where, hint="set it to the URL of the endpoint"
        )
    url = values.pop("url")
    if "graphs" in values:
        values["graphs"] = tuple(values["graphs"])
    if "ca" in values:
        values["ca"] = _certificates(workspace, values["ca"])
    return url, Settings(**{key.replace("-", "_"): value for key, value in values.items()})


def _certificates(workspace: Workspace, name: str) -> str:
    if "\0" in name:
        raise WorkspaceError("endpoint.ca holds a NUL", where=str(workspace.folder / "kg.toml"))
    path = workspace.folder / name
    real = inside(path, workspace.folder)
    if real.exists():  # otherwise reported when connecting
        refuse_special(real.stat(), path)
    return str(real)


def graph_store(workspace: Workspace) -> tuple[str, Settings]:
    """Return the URL to which a workspace's graph is loaded, and its settings.

    Raises:
        WorkspaceError: as for :func:`read`; or kg.toml has no graph-store, or one on another host, to which
            the password of the endpoint must not be sent.
    """
    from kg.store.endpoint import address

    url, settings = read(workspace)
    where = str(workspace.folder / "kg.toml")
    if settings.graph_store is None:
        raise WorkspaceError(
            "missing key endpoint.graph-store", where=where, hint='for example: graph-store = "https://..."'
        )
    here, there = address.parse(url).origin, address.parse(settings.graph_store).origin
    if here.host != there.host:
        raise WorkspaceError(
            "endpoint.graph-store is on another host than endpoint.url",
            where=where,
            hint="give it on the command line: --to URL",
        )
    return settings.graph_store, settings


def address_of(workspace: Workspace) -> str:
    """Return the address of a workspace's endpoint, without secrets."""
    from kg.store.endpoint import address

    return str(address.parse(read(workspace)[0]))


def connect(workspace: Workspace) -> EndpointStore:
    """Connect to the endpoint of a workspace.

    Raises:
        WorkspaceError: as for :func:`read`.
        EndpointError: as for :func:`kg.store.endpoint.endpoint.connect`.
    """
    from kg.store.endpoint import address, endpoint

    url, settings = read(workspace)
    return endpoint.connect(url, settings, label=f"{workspace.name} ({address.parse(url)})")
