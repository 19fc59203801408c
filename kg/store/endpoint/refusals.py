"""What is no answer, told to the user: who refused, why, and what to do next."""

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
#: What addresses look like, for a hint: of the protocol to ask, and of the one to load.
TO_ASK = (
    "the address of an endpoint ends in /query (Oxigraph), /DATASET/query (Fuseki), /sparql (Virtuoso, "
    "Blazegraph) or /repositories/NAME (GraphDB, RDF4J)"
)
TO_LOAD = (
    "the address of a graph store ends in /store (Oxigraph), /DATASET/data (Fuseki), /sparql-graph-crud-auth "
    "(Virtuoso) or /repositories/NAME/rdf-graphs/service (GraphDB, RDF4J)"
)
_LOG_IN = (
    "say who you are: KG_ENDPOINT_HOST with KG_ENDPOINT_USER and KG_ENDPOINT_PASSWORD, or KG_ENDPOINT_TOKEN; "
    "or [endpoint] in kg.toml"
)
_LATER = "try again later"
_TIME = "narrow the query, for example with LIMIT, or ask whoever runs the endpoint for more time"


@dataclass(frozen=True, slots=True)
class Asked:
    """Who is asked, for messages.

    Attributes:
        address: where.
        settings: by whom.
        places: what an address of this kind looks like.
        kind: what should be there.
    """

    address: Address
    settings: Settings
    places: str = TO_ASK
    kind: str = "SPARQL endpoint"

    @property
    def where(self) -> str:
        """The address as it may be shown."""
        return str(self.address)

    @property
    def secrets(self) -> list[str]:
        """What must not be shown, even where a server repeats it."""
        settings = self.settings
        found = [settings.password, settings.token, *settings.headers.values()]
        if settings.password is not None:
            found.append(base64.b64encode(f"{settings.user}:{settings.password}".encode()).decode())
        return [each for each in found if each]

    def words(self, text: str) -> str:
        """Words of the server or of a library, without what must not be shown."""
        return words(text, self.secrets)


def refuse(response: httpx.Response, asked: Asked) -> NoReturn:
    """Raise what the status and the first words of an answer mean.

    Raises:
        Passing: the server has no time now.
        KgError: everything else.
    """
    raise _meant(response, asked, head(response))


def is_part(response: httpx.Response) -> bool:
    """Whether the server says itself that time ran out: S1TAT is Virtuoso's, with a status of 200."""
    return response.status_code == 206 or response.headers.get("x-sql-state", "").startswith("S1TA")


def _meant(response: httpx.Response, asked: Asked, body: str) -> KgError | Passing:
    status, where, settings = response.status_code, asked.where, asked.settings
    said = asked.words(body)
    quoted = f": {said}" if said and not is_page(body) else ""
    if is_part(response):
        return OutOfTime("the endpoint ran out of time and gave part of the answer", where=where, hint=_TIME)
    if status in (408, 504) or (status in (400, 500, 503) and speaks_of_time(body)):
        return OutOfTime(f"the endpoint ran out of time (HTTP {status}){quoted}", where=where, hint=_TIME)
    if status in (429, 503):
        busy = EndpointBusy(f"has no time now (HTTP {status}){quoted}", where=where, hint=_LATER)
        return Passing(busy, after=retry_after(response.headers.get("retry-after")))
    if status in (401, 407):
        known = settings.password is not None or settings.token is not None
        what = "does not take this user, password or token" if known else "wants to know who asks"
        hint = "look for a misspelling, and whom they are for" if known else _LOG_IN
        return AccessDenied(f"{what} (HTTP {status}){quoted}", where=where, hint=hint)
    if status == 403:
        hint = "ask whoever runs it for the right to read" if settings.has_secrets else _LOG_IN
        return AccessDenied(f"may not be asked by you (HTTP {status}){quoted}", where=where, hint=hint)
    if status == 400 and not is_page(body):
        return QuerySyntaxError(f"the endpoint does not take the query{quoted}", where=where)
    if status in (404, 405, 406, 410, 415, 501):
        return EndpointError(
            f"no {asked.kind} at this address (HTTP {status}){quoted}", where=where, hint=asked.places
        )
    if status in (413, 414):
        return EndpointError(
            f"the request is too large for the endpoint (HTTP {status}){quoted}",
            where=where,
            hint="ask about less at a time",
        )
    if status < 400:
        return EndpointError(f"gave no answer (HTTP {status}){quoted}", where=where, hint=asked.places)
    return EndpointError(
        f"failed (HTTP {status}){quoted}",
        where=where,
        hint="what was sent may be at fault, or the server; its log says more",
    )


def out_of_time(body: str, asked: Asked) -> OutOfTime:
    """What to say where a server tells of its time limit with a status of 200."""
    return OutOfTime(f"the endpoint ran out of time: {asked.words(body)}", where=asked.where, hint=_TIME)


@contextmanager
def told(asked: Asked) -> Iterator[None]:
    """Turn what httpx raises into words for the user.

    Raises:
        Passing: the connection broke off.
        OutOfTime: the server said nothing for the time that was left.
        EndpointError: it cannot be reached, or what came is no HTTP.
    """
    where = asked.where
    try:
        yield
    except httpx.ConnectTimeout:
        error = EndpointError("does not take a connection in time", where=where, hint="is the address right?")
        raise Passing(error, tries=2) from None
    except httpx.PoolTimeout:
        raise EndpointError("too many questions at once", where=where) from None
    except httpx.TimeoutException:
        raise OutOfTime(
            "the endpoint was silent until the time was over",
            where=where,
            hint="narrow the query, or allow more time: --limit-time",
        ) from None
    except httpx.ProxyError as error:
        raise EndpointError(
            f"the proxy does not let it through: {asked.words(str(error))}",
            where=where,
            hint="look at HTTPS_PROXY and NO_PROXY",
        ) from None
    except httpx.ConnectError as error:
        raise _unreachable(error, asked) from None
    except (httpx.NetworkError, httpx.RemoteProtocolError):
        broke = EndpointBusy(
            "the connection broke off before the end of the answer", where=where, hint=_LATER
        )
        raise Passing(broke, tries=3) from None
    except httpx.DecodingError:
        raise EndpointError("the answer is packed wrongly", where=where, hint=asked.places) from None
    except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
        raise EndpointError(
            f"cannot be asked: {asked.words(str(error))}",
            where=where,
            hint="is the address right?",
        ) from None


def _unreachable(error: httpx.ConnectError, asked: Asked) -> Passing | EndpointError:
    cause, where = _cause(error), asked.where
    match cause:
        case socket.gaierror():
            return EndpointError(
                "there is no such host, or no network", where=where, hint="is the name right?"
            )
        case ConnectionRefusedError():
            return EndpointError(
                "nobody listens there", where=where, hint="is the endpoint running, and the port right?"
            )
        case ssl.SSLCertVerificationError():
            return EndpointError(
                f"its certificate is not to be trusted: {asked.words(cause.verify_message)}",
                where=where,
                hint='if your institution signs its own certificates: ca = "FILE.pem" under [endpoint] in '
                "kg.toml, or KG_ENDPOINT_CA=FILE.pem",
            )
        case ssl.SSLError():
            return EndpointError(
                f"no secure connection: {asked.words(str(cause.reason or cause))}",
                where=where,
                hint="does it speak http: only?",
            )
        case ConnectionResetError() | ConnectionAbortedError() | BrokenPipeError():
            return Passing(EndpointBusy("the connection broke off", where=where, hint=_LATER), tries=3)
    return EndpointError(
        f"cannot be reached: {asked.words(str(cause or error))}", where=where, hint="is the address right?"
    )


def _cause(error: BaseException) -> BaseException | None:
    """What the operating system or TLS said."""
    seen: BaseException | None = error
    while seen is not None:
        if isinstance(seen, OSError):
            return seen
        seen = seen.__cause__ or seen.__context__
    return None


def head(response: httpx.Response) -> str:
    """The beginning of a body, whatever its length."""
    found = b""
    for chunk in response.iter_bytes(_HEAD):
        found += chunk
        if len(found) >= _HEAD:
            break
    return found[:_HEAD].decode("utf-8", "replace")
