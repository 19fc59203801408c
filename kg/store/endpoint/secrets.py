"""Detection of secrets in texts, in any common encoding.

Servers repeat what they were sent in error messages and addresses, and a password in percent-encoding or
base64 is as readable as in plain text. So a text is decoded in every common way, repeatedly, and the
results searched.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import html
import re
from collections.abc import Callable, Iterable, Iterator
from urllib.parse import unquote_plus

#: Maximum number of nested encodings, and of texts searched.
_LAYERS, _MOST = 3, 400
#: Shorter secrets are only searched literally: two letters are everywhere.
_SHORT = 4
_BACKSLASH = re.compile(r"\\(?:u\{?([0-9A-Fa-f]{2,6})\}?|U([0-9A-Fa-f]{8})|x([0-9A-Fa-f]{2})|([0-7]{3}))")
_QUOTED_PRINTABLE = re.compile("=([0-9A-Fa-f]{2})")
_BASE64 = re.compile("[A-Za-z0-9+/_-]{5,}")
_BASE32 = re.compile("[A-Z2-7a-z]{8,}")
_HEX = re.compile("(?:[0-9A-Fa-f]{2}[ :,-]?){4,}")


def shows(text: str, secrets: Iterable[str]) -> bool:
    """Return whether one of ``secrets`` can be read from a text.

    >>> [shows(text, ["hunter2"]) for text in ("aHVudGVyMg==", "%68unter2", "H U N T E R 2")]
    [True, True, True]
    >>> shows("the table is locked", ["hunter2"])
    False
    """
    sought = [(each, _squeezed(each)) for each in secrets if each]
    if not sought:
        return False
    return any(
        secret in found or (len(bare) >= _SHORT and bare in _squeezed(found))
        for found in _decoded(text)
        for secret, bare in sought
    )


def _decoded(text: str) -> Iterator[str]:
    """A text and its possible decodings."""
    seen, layer = {text}, [text]
    yield text
    for _ in range(_LAYERS):
        following = []
        for each in layer:
            for decode in _CODES:
                for found in decode(each):
                    if found not in seen and len(seen) < _MOST:
                        seen.add(found)
                        following.append(found)
                        yield found
        layer = following


def _squeezed(text: str) -> str:
    """Letters and digits only, in lower case."""
    return "".join(filter(str.isalnum, text.casefold()))


def _backslashes(text: str) -> Iterator[str]:
    def sign(found: re.Match[str]) -> str:
        code = int(found[4], 8) if found[4] else int(found[1] or found[2] or found[3], 16)
        return chr(code) if code < 0x110000 else ""

    yield _BACKSLASH.sub(sign, text)


def _quoted_printable(text: str) -> Iterator[str]:
    yield _QUOTED_PRINTABLE.sub(lambda found: chr(int(found[1], 16)), text)


def _from_base64(text: str) -> Iterator[str]:
    for found in _BASE64.finditer(text):
        token = found[0].translate(str.maketrans("-_", "+/"))
        for start in range(4):  # it may begin inside a longer token
            part = token[start:]
            yield from _text(base64.b64decode, part[: len(part) // 4 * 4])
            yield from _text(base64.b64decode, part + "=" * (-len(part) % 4))


def _from_base32(text: str) -> Iterator[str]:
    for found in _BASE32.finditer(text):
        yield from _text(base64.b32decode, found[0].upper() + "=" * (-len(found[0]) % 8))


def _from_hex(text: str) -> Iterator[str]:
    for found in _HEX.finditer(text):
        yield from _text(bytes.fromhex, re.sub("[ :,-]", "", found[0]))


def _text(decode: Callable[[str], bytes], token: str) -> Iterator[str]:
    try:
        yield decode(token).decode("utf-8", "replace")
    except (ValueError, binascii.Error):
        return


_CODES: tuple[Callable[[str], Iterator[str]], ...] = (
    lambda text: iter([html.unescape(text)]),
    lambda text: iter([unquote_plus(text)]),
    _backslashes,
    _quoted_printable,
    _from_base64,
    _from_base32,
    _from_hex,
    lambda text: iter([text[::-1]]),
    lambda text: iter([codecs.encode(text, "rot13")]),
)
