"""Messages of servers, prepared for display."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

from kg.store.endpoint.secrets import shows

_LONGEST = 300
_MARKUP = re.compile(r"(?is)<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|<[^>]*>")

# Fuseki, Blazegraph, Oxigraph, GraphDB and QLever in their own words; S1T00 is Virtuoso's time-out.
_OUT_OF_TIME = re.compile(
    r"(?i)time[d-]?[ -]?out|timeout|out of time|time limit|operation has been cancelled|query was cancelled|"
    r"\bS1T00\b|estimated execution time|exceeded.{0,40}\btime\b"
)


def words(body: str, secrets: Iterable[str] = ()) -> str:
    r"""Return the text of a body without markup and control characters, on one short line.

    Args:
        body: text or HTML.
        secrets: texts that are replaced by stars; a text that has one in another encoding is dropped.

    >>> words("<html><head><title>x</title></head><body><h1>500</h1>\n a\x1b[31m &lt;b&gt;</body></html>")
    '500 a[31m <b>'
    >>> words("ann/hunter2 is unknown", ["hunter2"]), words("ann/%68unter2 is unknown", ["hunter2"])
    ('ann/*** is unknown', '')
    """
    text = html.unescape(_MARKUP.sub(" ", body)) if re.match(r"\s*<", body) else body
    text = "".join(each if each.isprintable() or each.isspace() else "" for each in text)
    text = " ".join(text.split())
    hidden = [each for each in secrets if each]
    for secret in sorted(hidden, key=len, reverse=True):
        text = text.replace(secret, "***")
    if hidden and shows(text, hidden):
        return ""
    return text if len(text) <= _LONGEST else text[:_LONGEST].rsplit(" ", 1)[0] + " ..."


def speaks_of_time(body: str) -> bool:
    """Return whether a body says that the query took too long.

    >>> speaks_of_time("The SPARQL operation has been cancelled"), speaks_of_time("no such prefix")
    (True, False)
    """
    return _OUT_OF_TIME.search(body) is not None


def is_page(body: str) -> bool:
    """Return whether a body is a web page."""
    return re.match(r"(?is)\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", body) is not None
