"""Passwords by Basic and Digest, as servers ask for them."""

from __future__ import annotations

import base64
import codecs
import hashlib
import quopri
import re
import time
from typing import Any
from urllib.parse import quote, quote_plus

import pytest

from kg.errors import AccessDenied, KgError
from kg.store.endpoint.secrets import shows
from kg.store.endpoint.server_words import words
from tests.profiles import THOROUGH
from tests.store.endpoint.faults import Handler, Request, Turn, reply, results

SELECT = "SELECT ?n { ?s ?p ?n }"
BASIC = "Basic " + base64.b64encode(b"ann:hunter2").decode()
NONCE = "0123456789abcdef"


def md5(*parts: str) -> str:
    return hashlib.md5(":".join(parts).encode()).hexdigest()


def digest(*, silent: bool) -> Turn:
    """A server that takes Digest only; ``silent`` as Virtuoso is to those who try Basic."""
    challenge = (
        f'Digest realm="SPARQL", nonce="{NONCE}", opaque="x", stale="false", qop="auth", algorithm="MD5"'
    )

    def turn(handler: Handler, request: Request) -> None:
        given = request.headers.get("authorization", "")
        if given.startswith("Digest "):
            found = dict(re.findall(r'(\w+)="?([^",]+)"?', given))
            mine = md5("ann", "SPARQL", "hunter2")
            last = md5(request.method, request.path)
            expected = md5(mine, NONCE, found["nc"], found["cnonce"], "auth", last)
            handler.answer(200 if found["response"] == expected else 401, results(1))
        elif given and silent:
            handler.answer(401, b"")
        else:
            handler.answer(401, b"", WWW_Authenticate=challenge)

    return turn


@pytest.mark.parametrize("silent", [True, False])
def test_a_server_that_wants_digest_gets_it(silent: bool, endpoint: Any, server: Any) -> None:
    store = endpoint(digest(silent=silent), user="ann", password="hunter2", rows=0)
    for _ in range(2):
        assert len(store.select(SELECT).rows) == 1
    assert len(server.requests) == (4 if silent else 3)  # the second question is signed at once
    assert all(request.form["query"] == [SELECT] for request in server.requests)


def test_a_wrong_password_by_digest_is_told(endpoint: Any) -> None:
    store = endpoint(digest(silent=False), user="ann", password="wrong")
    with pytest.raises(AccessDenied, match="rejected"):
        store.select(SELECT)


def test_the_password_itself_is_not_sent_where_digest_is_chosen(endpoint: Any, server: Any) -> None:
    store = endpoint(digest(silent=False), user="ann", password="hunter2", auth="digest", rows=0)
    assert len(store.select(SELECT).rows) == 1
    assert not any("Basic" in request.headers.get("authorization", "") for request in server.requests)


def test_basic_is_sent_at_once(endpoint: Any, server: Any) -> None:
    endpoint(reply(200, results(1)), user="ann", password="hunter2", rows=0).select(SELECT)
    assert [request.headers["authorization"] for request in server.requests] == [BASIC]


def test_a_token_is_sent(endpoint: Any, server: Any) -> None:
    endpoint(reply(200, results(1)), token="abc.def", rows=0).select(SELECT)
    assert server.requests[0].headers["authorization"] == "Bearer abc.def"


def test_who_is_refused_is_not_served_as_a_stranger(endpoint: Any) -> None:
    """A server that shows strangers a part must not answer a wrong password with that part."""

    def turn(handler: Handler, request: Request) -> None:
        handler.answer(401 if "authorization" in request.headers else 200, results(1))

    with pytest.raises(AccessDenied):
        endpoint(turn, user="ann", password="wrong", rows=0).select(SELECT)


@pytest.mark.parametrize("auth", ["basic", "digest"])
@pytest.mark.parametrize(
    "challenge",
    [
        'Digest realm="x", nonce="y", algorithm=SHA3-256',
        'Digest realm="x", nonce="y", algorithm="made up"',
        'Digest realm="x", nonce="y", qop="auth-int"',
        'Digest realm="x"',
        "Digest ",
        "Digest realm",
        'Digest realm="x", nonce="y", ' + "=" * 99,
        "Digest \xff\xfe=",
    ],
)
def test_a_digest_challenge_that_is_not_known_is_told(challenge: str, auth: str, endpoint: Any) -> None:
    store = endpoint(
        reply(401, WWW_Authenticate=challenge), user="ann", password="hunter2", auth=auth, rows=0
    )
    with pytest.raises(AccessDenied, match=r"Digest authentication|rejected") as caught:
        store.select(SELECT)
    assert caught.value.hint is not None


SECRET = "Hunter2 grün/ä"
PAIR = f"ann:{SECRET}"


def every_way(secret: str) -> dict[str, str]:
    """A secret as servers repeat it."""
    raw = secret.encode()
    return {
        "plain": secret,
        "capitals": secret.upper(),
        "percent": quote(secret),
        "percent with plus": quote_plus(secret),
        "percent everywhere": "".join(f"%{byte:02x}" for byte in raw),
        "percent twice": quote(quote(secret, safe="")),
        "entities": "".join(f"&#{ord(sign)};" for sign in secret),
        "hexadecimal entities": "".join(f"&#x{ord(sign):x};" for sign in secret),
        "JSON": "".join(f"\\u{ord(sign):04x}" for sign in secret),
        "Python": "".join(f"\\x{byte:02x}" for byte in secret.encode("latin-1")),
        "octal": "".join(f"\\{byte:03o}" for byte in secret.encode("latin-1")),
        "quoted-printable": quopri.encodestring(raw).decode(),
        "base64": base64.b64encode(raw).decode(),
        "base64 of more": base64.b64encode(b"x: " + raw + b" was sent").decode(),
        "base64 for addresses": base64.urlsafe_b64encode(b"?" + raw).decode().rstrip("="),
        "base64 of percent": base64.b64encode(quote(secret).encode()).decode(),
        "base32": base64.b32encode(raw).decode(),
        "hexadecimal": raw.hex(),
        "hexadecimal with colons": raw.hex(":"),
        "backwards": secret[::-1],
        "rot13": codecs.encode(secret, "rot13"),
        "letter by letter": " ".join(secret),
        "with signs that do not show": "\u200b".join(secret),
        "in two bytes a letter": "\x00".join(secret),
    }


WAYS = {
    **every_way(SECRET),
    "as it was sent": base64.b64encode(PAIR.encode()).decode(),
    "as it was sent, in percent": quote(base64.b64encode(PAIR.encode()).decode(), safe=""),
}


#: Where a server shows what it was sent.
PLACES = ("body", "page", "json", "kind", "location", "circle", "status")


@pytest.mark.parametrize(
    "place, way",
    [
        (place, way)
        for number, way in enumerate(WAYS)
        for at, place in enumerate(PLACES)
        if THOROUGH or (number + at) % 3 == 0
    ],
)
def test_a_secret_is_shown_in_no_encoding_whoever_echoes_it(place: str, way: str, endpoint: Any) -> None:
    echo = WAYS[way]
    header = echo.encode("ascii", "replace").decode().replace("\x00", "").replace("\n", "")
    turns: dict[str, Turn] = {
        "body": reply(500, f"no such login: {echo} here", "text/plain; charset=utf-8"),
        "page": reply(500, f"<html><body><p>Who is {echo}?</p></body></html>", "text/html"),
        "json": reply(400, f'{{"error": "{echo}"}}', "application/json"),
        "kind": reply(200, "x", f"text/{header}"),
        "location": reply(307, Location="http://elsewhere.invalid/" + header),
        "circle": reply(307, Location="/" + header),
        "status": reply(403, echo, "text/plain"),
    }
    with pytest.raises(KgError) as caught:
        endpoint(turns[place], user="ann", password=SECRET, tries=1).select(SELECT)
    error = str(caught.value)
    assert not shows(error, [SECRET, PAIR]), error


def test_words_without_a_secret_are_shown() -> None:
    said = "Malformed query: line 3, column 14: unexpected '}' (https://example.org/help?id=4711%20a)"
    assert words(said, [SECRET, PAIR, "abc.def.ghi"]) == said


def test_a_long_answer_is_looked_through_in_good_time() -> None:
    start = time.process_time()
    for text in ("QUJD" * 2000, "%41" * 2700, "&#65;" * 1600, "\\u0041" * 1300, "ab" * 4000, "a " * 4000):
        assert not shows(text, [SECRET])
    assert time.process_time() - start < 5
