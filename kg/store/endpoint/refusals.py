"""Responses that are not results, as errors for the user: the cause, and what to do next."""

from __future__ import annotations

import base64
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NoReturn

import httpx

from kg.errors import (
    AccessDenied,
    EndpointBusy,
    EndpointError,
    KgError,
    OutOfTime,
    QuerySyntaxError,
)
from kg.store.endpoint.address import Address
from kg.store.endpoint.connection import Settings
from kg.store.endpoint.retries import Passing, retry_after
from kg.store.endpoint.server_words import is_page, speaks_of_time, words

_HEAD = 8192
#: Examples of addresses for hints: of endpoints for queries, and of graph stores for loading.
TO_ASK = (
    "the address of an endpoint ends in /query (Oxigraph), /DATASET/query (Fuseki), /sparql (Virtuoso, "
    "Blazegraph) or /repositories/NAME (GraphDB, RDF4J)"
)
TO_LOAD = (
    "the address of a graph store ends in /store (Oxigraph), /DATASET/data (Fuseki), /sparql-graph-crud-auth "
    "(Virtuoso) or /repositories/NAME/rdf-graphs/service (GraphDB, RDF4J)"
)
_LOG_IN = (
    "set KG_ENDPOINT_HOST with KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN; "
    "or [endpoint] in kg.toml"
)
_LATER = "try again later"
_TIME = "narrow the query, for example with LIMIT, or ask the operator of the endpoint for more time"


@dataclass(frozen=True, slots=True)
class Asked:
    """An endpoint for messages.

    Attributes:
        address: its address.
        settings: its connection settings.
        places: a hint with examples of such addresses.
        kind: what kind of service is expected there.
    """

    address: Address
    settings: Settings
    places: str = TO_ASK
    kind: str = "SPARQL endpoint"

    @property
    def where(self) -> str:
        """The address without secrets."""
        return str(self.address)

    @property
    def secrets(self) -> list[str]:
        """The secrets, which must not be shown even if a server repeats them."""
        settings = self.settings
        found = [settings.password, settings.token, *settings.headers.values()]
        if settings.password is not None:
            found.append(base64.b64encode(f"{settings.user}:{settings.password}".encode()).decode())
        return [each for each in found if each]

    def words(self, text: str) -> str:
        """Return a message of the server or a library without secrets."""
        return words(text, self.secrets)


def refuse(response: httpx.Response, asked: Asked) -> NoReturn:
    """Raise the error for the status and the beginning of a response.

    Raises:
        Passing: the server is overloaded.
        KgError: any other error.
    """
    raise _meant(response, asked, head(response))


def is_part(response: httpx.Response) -> bool:
    """Return whether the server reports a time-out; S1TAT is Virtuoso's, with status 200."""
    return response.status_code == 206 or response.headers.get("x-sql-state", "").startswith("S1TA")


def _meant(response: httpx.Response, asked: Asked, body: str) -> KgError | Passing:
    status, where, settings = response.status_code, asked.where, asked.settings
    said = asked.words(body)
    quoted = f": {said}" if said and not is_page(body) else ""
    if is_part(response):
        return OutOfTime(
            "the endpoint ran out of time and returned a partial result", where=where, hint=_TIME
        )
    if status in (408, 504) or (status in (400, 500, 503) and speaks_of_time(body)):
        return OutOfTime(f"the endpoint ran out of time (HTTP {status}){quoted}", where=where, hint=_TIME)
    if status in (429, 503):
        busy = EndpointBusy(f"the server is overloaded (HTTP {status}){quoted}", where=where, hint=_LATER)
        return Passing(busy, after=retry_after(response.headers.get("retry-after")))
    if status in (401, 407):
        known = settings.password is not None or settings.token is not None
        what = "user, password or token rejected" if known else "login required"
        hint = "check their spelling, and that they are for this server" if known else _LOG_IN
        return AccessDenied(f"{what} (HTTP {status}){quoted}", where=where, hint=hint)
    if status == 403:
        hint = "ask the operator for permission to read" if settings.has_secrets else _LOG_IN
        return AccessDenied(f"access denied (HTTP {status}){quoted}", where=where, hint=hint)
    if status == 400 and not is_page(body):
        return QuerySyntaxError(f"the endpoint rejected the query{quoted}", where=where)
    if status in (404, 405, 406, 410, 415, 501):
        return EndpointError(
            f"no {asked.kind} at this address (HTTP {status}){quoted}", where=where, hint=asked.places
        )
    if status in (413, 414):
        return EndpointError(
            f"the request is too large for the endpoint (HTTP {status}){quoted}",
            where=where,
            hint="narrow the question",
        )
    if status < 400:
        return EndpointError(f"no result (HTTP {status}){quoted}", where=where, hint=asked.places)
    return EndpointError(
        f"failed (HTTP {status}){quoted}",
        where=where,
        hint="check the query and the server; its log has details",
    )


def out_of_time(body: str, asked: Asked) -> OutOfTime:
    """Return the error for a server that reports its time limit with status 200."""
    return OutOfTime(f"the endpoint ran out of time: {asked.words(body)}", where=asked.where, hint=_TIME)


@contextmanager
def translated(asked: Asked) -> Iterator[None]:
    """Turn errors of httpx into errors for the user.

    Raises:
        Passing: the connection broke.
        OutOfTime: the server sent nothing in the time left.
        EndpointError: the server cannot be reached, or the response is not HTTP.
    """
    where = asked.where
    try:
        yield
    except httpx.ConnectTimeout:
        error = EndpointError("no connection in time", where=where, hint="check the address")
        raise Passing(error, tries=2) from None
    except httpx.PoolTimeout:
        raise EndpointError("too many concurrent queries", where=where, hint=_LATER) from None
    except httpx.TimeoutException:
        raise OutOfTime(
            "the endpoint sent no response in time",
            where=where,
            hint="narrow the query, or allow more time: --limit-time",
        ) from None
    except httpx.ProxyError as error:
        raise EndpointError(
            f"the proxy refused the connection: {asked.words(str(error))}",
            where=where,
            hint="check HTTPS_PROXY and NO_PROXY",
        ) from None
    except httpx.ConnectError as error:
        raise _unreachable(error, asked) from None
    except (httpx.NetworkError, httpx.RemoteProtocolError):
        broke = EndpointBusy("the connection broke before the end of the response", where=where, hint=_LATER)
        raise Passing(broke, tries=3) from None
    except httpx.DecodingError:
        raise EndpointError("the answer is packed wrongly", where=where, hint=asked.places) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise EndpointError(
            f"request failed: {asked.words(str(error))}",
            where=where,
            hint="check the address",
        ) from None


def _unreachable(error: httpx.ConnectError, asked: Asked) -> Passing | EndpointError:
    cause, where = _cause(error), asked.where
    match cause:
        case socket.gaierror():
            return EndpointError(
                "host not found, or no network", where=where, hint="check the name of the host"
            )
        case ConnectionRefusedError():
            return EndpointError(
                "connection refused", where=where, hint="check that the endpoint is running, and the port"
            )
        case ssl.SSLCertVerificationError():
            return EndpointError(
                f"certificate not trusted: {asked.words(cause.verify_message)}",
                where=where,
                hint='if your institution signs its own certificates: ca = "FILE.pem" under [endpoint] in '
                "kg.toml, or KG_ENDPOINT_CA=FILE.pem",
            )
        case ssl.SSLError():
            return EndpointError(
                f"no secure connection: {asked.words(str(cause.reason or cause))}",
                where=where,
                hint="check whether the endpoint only uses http:",
            )
        case ConnectionResetError() | ConnectionAbortedError() | BrokenPipeError():
            return Passing(EndpointBusy("the connection broke", where=where, hint=_LATER), tries=3)
    return EndpointError(
        f"cannot be reached: {asked.words(str(cause or error))}", where=where, hint="check the address"
    )


def _cause(error: BaseException) -> BaseException | None:
    """The error of the operating system or TLS."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def head(response: httpx.Response) -> str:
    """Return the beginning of a body."""
    found = b""
    for chunk in response.iter_bytes(_HEAD):
        found += chunk
        if len(found) >= _HEAD:
            break
    return found[:_HEAD].decode("utf-8", "replace")
