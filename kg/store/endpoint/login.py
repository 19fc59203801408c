"""Authentication: a password by Basic or Digest, or a bearer token.

This module imports httpx, so it is only imported when an endpoint is used.
"""

from __future__ import annotations

import base64
from collections.abc import Generator

import httpx

from kg.errors import AccessDenied
from kg.store.endpoint.connection import Settings

_Flow = Generator[httpx.Request, httpx.Response, None]


def login(settings: Settings, where: str) -> httpx.Auth | None:
    """Return the authentication of requests; None without credentials.

    Args:
        settings: the connection settings.
        where: the endpoint, for messages.
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
        """Add the token to a request."""
        request.headers["Authorization"] = self._header
        yield request


class Digest(httpx.DigestAuth):
    """Digest authentication (RFC 7616); challenges unknown to httpx become errors for the user."""

    def __init__(self, user: str, password: str, where: str) -> None:
        super().__init__(user, password)
        self._where = where

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Authenticate a request.

        Raises:
            AccessDenied: the challenge of the server is malformed or not supported.
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
            hint="supported: MD5, SHA, SHA-256 and SHA-512 with qop=auth; ask the operator of the endpoint",
        )


class Password(httpx.Auth):
    """Basic authentication, or Digest if the server only accepts that, as Virtuoso's ``/sparql-auth``."""

    def __init__(self, user: str, password: str, where: str) -> None:
        self._basic = "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode()
        self._digest = Digest(user, password, where)
        self._asked_for_digest = False

    def auth_flow(self, request: httpx.Request) -> _Flow:
        """Authenticate a request, and again if the server asks for Digest."""
        if self._asked_for_digest:
            yield from self._digest.auth_flow(request)
            return
        request.headers["Authorization"] = self._basic
        response = yield request
        if response.status_code != 401 or "basic" in _schemes(response):
            return
        del request.headers["Authorization"]
        if "digest" not in _schemes(response):
            # Virtuoso only names its scheme in response to a request without credentials.
            response = yield request
        if response.status_code == 401 and "digest" in _schemes(response):
            self._asked_for_digest = True
            flow = self._digest.auth_flow(request)
            next(flow)  # the request without credentials, already answered
            try:
                signed = flow.send(response)
            except StopIteration:  # a challenge without anything in it
                raise self._digest.unsupported() from None
            yield signed
            return
        # The response without credentials is not the one asked for.
        request.headers["Authorization"] = self._basic
        yield request


def _schemes(response: httpx.Response) -> set[str]:
    """The authentication schemes that a server offers."""
    return {each.partition(" ")[0].lower() for each in response.headers.get_list("www-authenticate")}
