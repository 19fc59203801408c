"""Who asks: a password by Basic or Digest, a token, headers.

httpx is imported here, so only where an endpoint is asked.
"""

from __future__ import annotations

import base64
from collections.abc import Generator

import httpx

from kg.errors import AccessDenied
from kg.store.endpoint.connection import Settings

_Flow = Generator[httpx.Request, httpx.Response, None]


def login(settings: Settings, where: str) -> httpx.Auth | None:
    """How requests are signed; None where there is nothing to sign with.

    Args:
        settings: who asks.
        where: who is asked, for messages.
    """
    if settings.token is not None:
        return Token(settings.token)
    if settings.user is None or settings.password is None:
        return None
    if settings.auth == "digest":
        return Digest(settings.user, settings.password, where)
    return Password(settings.user, settings.password, where)


class Token(httpx.Auth):
    """A bearer token (RFC 6750)."""

    def __init__(self, token: str) -> None:
        self._header = f"Bearer {token}"

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Sign the request."""
        request.headers["Authorization"] = self._header
        yield request


class Digest(httpx.DigestAuth):
    """Digest (RFC 7616); a challenge that httpx does not know is an error that a user can act on."""

    def __init__(self, user: str, password: str, where: str) -> None:
        super().__init__(user, password)
        self._where = where

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Sign the request as the server asks.

        Raises:
            AccessDenied: its challenge is malformed or not supported.
        """
        try:
            yield from super().auth_flow(request)
        except (LookupError, ValueError, NotImplementedError, httpx.ProtocolError):
            raise self.unsupported() from None

    def unsupported(self) -> AccessDenied:
        """What to raise for a challenge that cannot be met."""
        return AccessDenied(
            "asks for Digest authentication in a form that is malformed or not supported",
            where=self._where,
            hint="supported: MD5, SHA, SHA-256 and SHA-512 with qop=auth; ask whoever runs the endpoint",
        )


class Password(httpx.Auth):
    """Basic, until an answer asks for Digest alone, as Virtuoso's ``/sparql-auth`` does; then Digest."""

    def __init__(self, user: str, password: str, where: str) -> None:
        self._basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._digest = Digest(user, password, where)
        self._asked_for_digest = False

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Sign the request, and sign it anew if the server asks for Digest."""
        if self._asked_for_digest:
            yield from self._digest.auth_flow(request)
            return
        request.headers["Authorization"] = self._basic
        response = yield request
        if response.status_code != 401 or "basic" in _schemes(response):
            return
        del request.headers["Authorization"]
        if "digest" not in _schemes(response):
            # Virtuoso says what it wants to those only who have not tried anything.
            response = yield request
        if response.status_code == 401 and "digest" in _schemes(response):
            self._asked_for_digest = True
            flow = self._digest.auth_flow(request)
            next(flow)  # the request without a signature, which has been answered
            try:
                signed = flow.send(response)
            except StopIteration:  # a challenge without anything in it
                raise self._digest.unsupported() from None
            yield signed
            return
        # What those see who have not logged in is not what was asked for.
        request.headers["Authorization"] = self._basic
        yield request


def _schemes(response: httpx.Response) -> set[str]:
    """How a server lets people log in."""
    return {each.partition(" ")[0].lower() for each in response.headers.get_list("www-authenticate")}
