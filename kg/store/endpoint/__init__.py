"""A SPARQL endpoint as a store, by the SPARQL 1.1 Protocol over httpx.

::

    address    the URL: what is shown of it, whom a password may be sent to
    settings   who asks and how patiently: kg.toml, environment
    login      Basic, Digest, bearer token
    exchange   one request and its answer; redirects
    refusals   what is no answer, told to the user, in the engine's own words (words)
    watch      connections broken off when their time is over
    patience   trying again, within the time limit
    body       a body while it comes, as a file
    answers    a body read as rows, a truth value or triples
    client     questions by the protocol
    paging     a query taken apart, for its pages and its count
    caps       rows that an endpoint leaves out: found out and fetched
    store      EndpointStore: the same questions as to any other store
    table      [endpoint] of a workspace's kg.toml
    publishing files into a graph store, in batches, noted down in a journal

httpx is imported when an endpoint is asked, and not before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.store.endpoint.connection import Settings

if TYPE_CHECKING:
    from kg.store.endpoint.endpoint import EndpointStore

__all__ = ["Settings", "connect"]


def connect(url: str, settings: Settings | None = None, *, label: str | None = None) -> EndpointStore:
    """An endpoint to be asked; see :func:`kg.store.endpoint.endpoint.connect`."""
    from kg.store.endpoint import endpoint

    return endpoint.connect(url, settings, label=label)
