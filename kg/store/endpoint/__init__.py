"""A SPARQL endpoint as a store, by the SPARQL 1.1 Protocol over httpx.

::

    address    the URL: the part that may be shown, the server that may get a password
    connection credentials, limits and retries, from kg.toml and the environment
    login      Basic, Digest, bearer token
    exchange   requests and responses; redirects
    refusals   error responses as errors for the user, with the message of the server (server_words)
    watch      deadlines for connections
    retries    retries within the time limit
    body       response bodies as files
    responses  rows, truth values and triples from bodies
    client     the SPARQL 1.1 Protocol
    paging     parts of a query, for its pages and its count
    row_caps   detection of truncated results, and fetching of the missing rows
    endpoint   EndpointStore, a store like any other
    kg_toml    [endpoint] of a workspace's kg.toml
    publishing loading files into a graph store in batches (batches), recorded in a journal (journal)

httpx is imported when an endpoint is used, not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.endpoint.connection import Settings

if TYPE_CHECKING:
    from kg.store.endpoint.endpoint import EndpointStore

__all__ = ["Settings", "connect"]


def connect(url: str, settings: Settings | None = None, *, label: str | None = None) -> EndpointStore:
    """Return the store for an endpoint; see :func:`kg.store.endpoint.endpoint.connect`."""
    from kg.store.endpoint import endpoint

    return endpoint.connect(url, settings, label=label)
