"""Connection settings of an endpoint: credentials, limits and retries.

Credentials come from the first of three places that has them: the URL, ``[endpoint]`` in a workspace's
kg.toml (:mod:`kg.store.endpoint.kg_toml`), and the environment. Those in the environment are for one host,
which must be named:

==========================  =======================================================
``KG_ENDPOINT_HOST``        the host of the others: ``sparql.example.org``, with an unusual port
``KG_ENDPOINT_USER``        user
``KG_ENDPOINT_PASSWORD``    password
``KG_ENDPOINT_TOKEN``       bearer token, instead of user and password
``KG_ENDPOINT_HEADERS``     further headers, one per line: ``X-Api-Key: ...``
``KG_ENDPOINT_PLAIN_HTTP``  1 to send them over http to other machines, too
``KG_ENDPOINT_CA``          file of certificates, for any host
==========================  =======================================================

Without the host, a password set for one endpoint would be sent to any other.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from kg.errors import EndpointError
from kg.store.endpoint.address import PORTS, Address

_HEADER = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_SECRETS = ("USER", "PASSWORD", "TOKEN", "HEADERS")


@dataclass(frozen=True, slots=True)
class Settings:
    """Connection settings of an endpoint.

    Attributes:
        user: user name, sent with ``password``.
        password: sent only to the endpoint's own host; never shown.
        token: sent as ``Authorization: Bearer``.
        headers: further headers of each request.
        auth: "basic" sends the password with the first request, or by Digest if the server asks for it;
            "digest" never sends the password itself.
        plain_http: send credentials over http to other machines, although others can read them there.
        graphs: named graphs to query instead of the endpoint's default graph.
        graph_store: URL of the Graph Store Protocol, for loading; None for the URL of the endpoint.
        ca: file with certificates of authorities, in addition to those of the system.
        rows: maximum number of rows that the endpoint returns; 0 for no cap, None to detect it.
        tries: number of attempts of a read while the endpoint is busy.
        connect: maximum time to connect, in seconds.
        answer_bytes: maximum size of a response, in bytes.
    """

    user: str | None = field(default=None, repr=False)
    password: str | None = field(default=None, repr=False)
    token: str | None = field(default=None, repr=False)
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    auth: Literal["basic", "digest"] = "basic"
    plain_http: bool = False
    graphs: tuple[str, ...] = ()
    graph_store: str | None = field(default=None, repr=False)
    ca: str | None = None
    rows: int | None = None
    tries: int = 5
    connect: float = 10.0
    answer_bytes: int = 4 << 30

    @property
    def has_secrets(self) -> bool:
        """Whether requests have secrets."""
        return self.password is not None or self.token is not None or bool(self.headers)

    def for_address(self, address: Address, environ: Mapping[str, str]) -> Settings:
        """Return these settings with those of URL and environment, if they may be sent to ``address``.

        The user binds the credentials in the environment to a host. A kg.toml can neither have them sent
        over http nor to a server that only its own certificates identify as that host.

        Raises:
            EndpointError: a password without a user, two kinds of credentials, an invalid header,
                credentials without a host, or that would be sent unencrypted, or to a server with
                certificates that the user has not named.
        """
        found, ca = self, environ.get("KG_ENDPOINT_CA") or None
        if found.ca is None and ca is not None:
            found = replace(found, ca=ca)
        more = _from_environment(address, environ)
        if more is not None:
            if found.ca != ca:
                raise EndpointError(
                    "kg.toml names certificates of its own, but your password, token or headers "
                    "are from the environment",
                    where=str(address),
                    hint=f"if you trust the certificates, set KG_ENDPOINT_CA={found.ca}",
                )
            headers = {**more.headers, **found.headers}
            # Secrets in the environment go over http only if the environment says so, not kg.toml.
            found = replace(found, headers=headers, plain_http=more.plain_http)
            if found.password is None and found.token is None:
                user = found.user or more.user
                found = replace(found, user=user, password=more.password, token=more.token)
        if address.user is not None or address.password is not None:
            password = found.password if address.password is None else address.password
            found = replace(found, user=address.user, password=password, token=None)
        found._check(address)
        return found

    def _check(self, address: Address) -> None:
        where = str(address)
        if (self.user is None) != (self.password is None):
            have, lack = ("user", "password") if self.password is None else ("password", "user")
            raise EndpointError(
                f"a {have} without a {lack}",
                where=where,
                hint=f"set the {lack}: KG_ENDPOINT_{lack.upper()}, or [endpoint] in kg.toml",
            )
        if self.token is not None and self.password is not None:
            raise EndpointError(
                "both a token and a password, but only one can be sent", where=where, hint="remove one"
            )
        for name, value in {**self.headers, "token": self.token or ""}.items():
            if _HEADER.fullmatch(name) is None or not value.isprintable() or not value.isascii():
                raise EndpointError(
                    f"invalid {'token' if name == 'token' else 'header'}",
                    where=where,
                    hint="headers are lines of 'Name: value'; both must be ASCII without line breaks",
                )
        if (
            self.has_secrets
            and address.origin.scheme == "http"
            and not address.is_loopback
            and not self.plain_http
        ):
            raise EndpointError(
                "your password, token or headers would be sent unencrypted",
                where=where,
                hint="use the https: address of the endpoint; to send them anyway: KG_ENDPOINT_PLAIN_HTTP=1 "
                "for those in the environment, plain-http = true under [endpoint] for those in kg.toml",
            )


def _from_environment(address: Address, environ: Mapping[str, str]) -> Settings | None:
    """The settings in the environment, if they are for this host."""
    user, password, token, headers = (environ.get(f"KG_ENDPOINT_{name}") or None for name in _SECRETS)
    if not (password or token or headers):
        return None
    host = environ.get("KG_ENDPOINT_HOST", "").strip().lower()
    if not host:
        raise EndpointError(
            "KG_ENDPOINT_HOST is missing for the password, token or headers in the environment",
            where=str(address),
            hint=f"if they are for this endpoint, set KG_ENDPOINT_HOST={_names(address)[0]}",
        )
    if host not in _names(address):
        return None
    return Settings(
        user=user,
        password=password,
        token=token,
        headers={} if headers is None else _headers(headers, address),
        plain_http=environ.get("KG_ENDPOINT_PLAIN_HTTP") == "1",
    )


def _names(address: Address) -> list[str]:
    """The values of ``KG_ENDPOINT_HOST`` for an address; a default port may be left out."""
    host = f"[{address.origin.host}]" if ":" in address.origin.host else address.origin.host
    full = f"{host}:{address.origin.port}"
    return [host, full] if address.origin.port == PORTS[address.origin.scheme] else [full]


def _headers(text: str, address: Address) -> dict[str, str]:
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        name, colon, value = line.partition(":")
        if line.strip():
            if not colon:
                raise EndpointError(
                    f"line {number} of KG_ENDPOINT_HEADERS is not a valid header",
                    where=str(address),
                    hint="expected one per line, for example X-Api-Key: ...",
                )
            found[name.strip()] = value.strip()
    return found
