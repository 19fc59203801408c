"""How texts, language tags and IRIs must be written so that every store accepts them."""

from __future__ import annotations

import re
import unicodedata

from kg.characters import CONTROLS, OVERRIDES, SURROGATES

#: A language tag (BCP 47: language, script, region, variants), in lower case, since engines disagree
#: about capitals.
LANGUAGE = (
    r"^[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$"
)

#: Letters and symbols, by their category, that are drawn as blanks.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_HIDDEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"))
#: A carriage return alone is a line end to some programs and not to others.
_CONTROLS = CONTROLS | {"\r"}

_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_FORBIDDEN = re.compile('[\x00-\x20\x7f-\xa0<>"{}|\\\\^`]')
_AUTHORITY = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_HOST = re.compile(r"([^@\[\]]*@)?(?P<host>\[[^\]]*\]|[^\[\]:@]+)(:\d*)?")


def is_visible(text: str) -> bool:
    r"""Whether a text has any visible character.

    >>> is_visible("Ann"), is_visible("\u200b \u3164"), is_visible("\u0301")
    (True, False, False)
    """
    return any(char not in _BLANK and unicodedata.category(char) not in _HIDDEN for char in text)


def seen(text: str) -> str:
    r"""The visible part of a text, in compatibility form: equal for names that look alike.

    >>> seen("Ann\u200b  Lee ") == seen("Ann Lee")
    True
    """
    composed = unicodedata.normalize("NFKC", text)
    kept = (s for s in composed if s.isspace() or is_visible(s) or unicodedata.category(s) in ("Mn", "Me"))
    return " ".join("".join(kept).split())


def flaw(text: str) -> str | None:
    r"""What makes a text unsafe to store or show, as the end of a message; None if nothing does.

    >>> flaw("two\nlines"), flaw("bell\x07"), flaw("back\u202e")
    (None, "contains a control character, '\\x07'", "contains a text-direction override, '\\u202e'")
    """
    for char in text:
        if char in _CONTROLS:
            return f"contains a control character, {char!a}"
        if char in OVERRIDES:
            return f"contains a text-direction override, {char!a}"
        if char in SURROGATES:
            return f"contains half of a surrogate pair, {char!a}"
    return None


def iri_flaw(iri: str) -> str | None:
    r"""Why a text is not a valid absolute IRI; None if it is.

    >>> iri_flaw("https://example.org/a?x=1"), iri_flaw("https://example.org/a|b")
    (None, "'|' is not allowed in an IRI")
    >>> iri_flaw("https://example.org/%zz"), iri_flaw("https:///a")
    ("'%' must be followed by two hexadecimal digits", 'the host is missing')
    """
    bad = next((char for char in iri if _is_forbidden(char)), None)
    if bad is not None:
        return f"{bad!a} is not allowed in an IRI"
    if _PERCENT.search(iri):
        return "'%' must be followed by two hexadecimal digits"
    if iri.count("#") > 1:
        return "an IRI can have only one '#'"
    web = _AUTHORITY.match(iri)
    if web is None:
        return "'[' and ']' are not allowed in an IRI" if "[" in iri or "]" in iri else None
    host = _HOST.fullmatch(web[1])
    if host is None:
        return "the host is missing"
    rest = iri[web.end() :]
    if "[" in rest or "]" in rest or (host["host"].startswith("[") and not _is_address(host["host"][1:-1])):
        return "'[' and ']' are allowed only around an IPv6 address"
    return None


def _is_forbidden(char: str) -> bool:
    if char.isascii():
        return _FORBIDDEN.match(char) is not None
    return not is_visible(char) and unicodedata.category(char) not in ("Mn", "Me")


def _is_address(text: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address  # rarely needed

    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return "%" not in text
