"""How texts, language tags and IRIs are written so that every store takes them and people can read them."""

from __future__ import annotations

import re
import unicodedata
from ipaddress import AddressValueError, IPv6Address

#: A language tag (BCP 47: language, script, region, variants), in small letters, since engines disagree
#: about capitals.
LANGUAGE = (
    r"^[a-z]{2,3}(-[a-z]{3}){0,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?(-([a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*$"
)

#: Characters that turn the direction of a text, so that it reads otherwise than it is stored.
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")

#: Letters and symbols by category that show nothing by themselves.
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
_HIDDEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp", "Zs", "Mn", "Me"))

_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_FORBIDDEN = re.compile('[\x00-\x20\x7f-\xa0<>"{}|\\\\^`]')
_AUTHORITY = re.compile(r"https?://([^/?#]*)", re.IGNORECASE)
_HOST = re.compile(r"([^@\[\]]*@)?(?P<host>\[[^\]]*\]|[^\[\]:@]+)(:\d*)?")


def is_visible(text: str) -> bool:
    r"""Whether a text shows anything at all.

    >>> is_visible("Ann"), is_visible("\u200b \u3164"), is_visible("\u0301")
    (True, False, False)
    """
    return any(sign not in _BLANK and unicodedata.category(sign) not in _HIDDEN for sign in text)


def seen(text: str) -> str:
    r"""A text as people see it: two names that are seen alike are one name.

    >>> seen("Ann\u200b  Lee ") == seen("Ann Lee")
    True
    """
    composed = unicodedata.normalize("NFKC", text)
    kept = (s for s in composed if s.isspace() or is_visible(s) or unicodedata.category(s) in ("Mn", "Me"))
    return " ".join("".join(kept).split())


def flaw(text: str) -> str | None:
    r"""What keeps a text from being stored and read as it is written; None where nothing does.

    >>> flaw("two\nlines"), flaw("bell\x07"), flaw("back\u202e")
    (None, "holds a control character, '\\x07'", "holds a character that turns its direction, '\\u202e'")
    """
    for sign in text:
        category = unicodedata.category(sign)
        if category == "Cc" and sign not in "\t\n":
            return f"holds a control character, {sign!a}"
        if sign in TURNING:
            return f"holds a character that turns its direction, {sign!a}"
        if category == "Cs":
            return f"holds half a character, {sign!a}"
    return None


def iri_flaw(iri: str) -> str | None:
    r"""What keeps an absolute IRI from being one; None where nothing does.

    >>> iri_flaw("https://example.org/a?x=1"), iri_flaw("https://example.org/a|b")
    (None, "an IRI has no '|'")
    >>> iri_flaw("https://example.org/%zz"), iri_flaw("https:///a")
    ("'%' stands before two digits from 0-9 and A-F only", 'it names no host')
    """
    bad = next((sign for sign in iri if _is_no_sign(sign)), None)
    if bad is not None:
        return f"an IRI has no {bad!a}"
    if _PERCENT.search(iri):
        return "'%' stands before two digits from 0-9 and A-F only"
    if iri.count("#") > 1:
        return "an IRI has one '#' at most"
    web = _AUTHORITY.match(iri)
    if web is None:
        return "an IRI has no '['" if "[" in iri or "]" in iri else None
    host = _HOST.fullmatch(web[1])
    if host is None:
        return "it names no host"
    rest = iri[web.end() :]
    if "[" in rest or "]" in rest or (host["host"].startswith("[") and not _is_address(host["host"][1:-1])):
        return "an IRI has no '['"
    return None


def _is_no_sign(sign: str) -> bool:
    if sign.isascii():
        return _FORBIDDEN.match(sign) is not None
    return not is_visible(sign) and unicodedata.category(sign) not in ("Mn", "Me")


def _is_address(text: str) -> bool:
    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return "%" not in text
