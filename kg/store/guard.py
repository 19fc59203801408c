r"""Checks of users' SPARQL: that it only reads, and is not nested too deeply.

SERVICE and LOAD make an engine connect to any address, including this machine, and pyoxigraph has no option
to disable them. So a query is split into tokens and rejected before it is run.

**Deviations of engines from the grammar.** pyoxigraph reads characters, not tokens: ``trueSERVICE<x>{}``,
``1SERVICE:x{}`` and ``SERVICEx:y{}`` all connect. So a bare word or prefix that only *contains* SERVICE is
rejected. If a triple-quoted string is not closed or has an invalid escape, pyoxigraph backtracks and reads
``""`` and a short string; the patterns below backtrack in the same way, and read everything else as code.

**Depth.** Engines parse recursively, with one level for each bracket and each ``!``. A few thousand levels
overflow the stack: the process dies without an error that could be caught.

**Escapes.** The specification decodes ``\u0053`` before parsing, pyoxigraph only in strings and IRIs. Both
readings must be harmless.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Literal

from kg.errors import QueryRefused, QuerySyntaxError

Kind = Literal["select", "ask", "construct", "describe"]
_UPDATES = frozenset(("LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "ADD", "MOVE", "COPY"))
_KINDS: tuple[Kind, ...] = ("select", "ask", "construct", "describe")
#: Maximum depth of brackets and negations. Typical queries have about ten levels; pyoxigraph overflows a
#: stack of 8 MB at about 850 of the worst kind.
DEPTH = 200
_OPENING, _CLOSING, _SIGNS = frozenset("([{"), frozenset(")]}"), frozenset("!+-^")

# One escape of a character: not a surrogate, not beyond U+10FFFF.
_UCHAR = (
    r"\\u(?![dD][89a-fA-F])[0-9A-Fa-f]{4}"
    r"|\\U0000(?![dD][89a-fA-F])[0-9A-Fa-f]{4}|\\U000[1-9A-Fa-f][0-9A-Fa-f]{4}|\\U0010[0-9A-Fa-f]{4}"
)
_ESCAPE = rf"\\[tbnrf\"'\\]|{_UCHAR}"
_TOKEN = rf"""
  (?P<comment> \#[^\r\n]*+ )
| (?P<string> \"\"\"(?:\"{{0,2}}+(?:[^\"\\]|{_ESCAPE}))*+\"\"\" | '''(?:'{{0,2}}+(?:[^'\\]|{_ESCAPE}))*+'''
            | \"(?:[^\"\\\r\n]|{_ESCAPE})*+\" | '(?:[^'\\\r\n]|{_ESCAPE})*+' )
| (?P<iri> <(?:[^<>\"{{}}|^`\\\x00-\x20]|{_UCHAR})*+> )
| (?P<name> [?$]\w[\w·]*+ | _:\w[\w.·-]*+ | @[A-Za-z]+(?:-[A-Za-z0-9]+)*+ )
| (?P<number> (?:\d+\.?\d*+|\.\d++)(?:[eE][+-]?\d+)? )
| (?P<prefix> [^\W\d][\w.·-]*+ )? (?P<local> : (?:[\w.:·-]|%[0-9A-Fa-f]{{2}}|\\[_~.!$&'()*+,;=/?\#@%-])*+ )
| (?P<bare> [^\W\d][\w.·-]*+ )
| (?P<other> \\. | . )
"""


@cache
def _tokeniser() -> re.Pattern[str]:
    return re.compile(_TOKEN, re.VERBOSE | re.DOTALL)


@cache
def _character() -> re.Pattern[str]:
    return re.compile(rf"\\\\|{_UCHAR}")


def check_read_only(sparql: str) -> None:
    """Check that a query only reads the store.

    Raises:
        QueryRefused: the query has SERVICE, an update (LOAD, INSERT, ...), FROM or FROM NAMED outside
            strings, IRIs, comments and names.
        QuerySyntaxError: the text cannot be encoded.

    >>> check_read_only('SELECT * { ?service ex:load "DROP ALL" } # INSERT')
    >>> check_read_only("SELECT * { service <http://localhost/> { ?s ?p ?o } }")
    Traceback (most recent call last):
    kg.errors.QueryRefused: line 1: SERVICE would send a request to another machine
      query that endpoint directly, or load its data with kg load
    """
    try:
        sparql.encode()
    except UnicodeEncodeError as error:
        half = f"half of a surrogate pair, {sparql[error.start]!a}"
        raise QuerySyntaxError(f"the query contains {half}", hint="save the query as UTF-8") from None
    _check(sparql)
    if "\\" in sparql:
        _check(_decoded(sparql))


def check_depth(sparql: str) -> None:
    """Check that a query is not nested too deeply.

    Raises:
        QuerySyntaxError: the depth of brackets and negations is over :data:`DEPTH`.

    >>> check_depth("SELECT * { FILTER(" + "(" * 20 + "!true" + ")" * 20 + ") } # " + "(" * 1000)
    >>> check_depth("SELECT * { FILTER(" + "!" * 1000 + "true) }")
    Traceback (most recent call last):
    kg.errors.QuerySyntaxError: line 1: the query is nested too deeply: more than 200 levels
      use fewer nested brackets, and fewer ! in a row
    """
    _check_depth(sparql)
    if "\\" in sparql:
        _check_depth(_decoded(sparql))


def query_kind(sparql: str) -> Kind:
    r"""Return the kind of a query, by its first keyword after BASE and PREFIX.

    Raises:
        QuerySyntaxError: the query does not begin with one of the four.

    >>> query_kind("PREFIX ask: <http://example.org/> # ask\n Select * { ?s ask:x ?o }")
    'select'
    """
    for word, _ in _words(sparql):
        for kind in _KINDS:
            if word.startswith(kind.upper()):
                return kind
        if word not in ("PREFIX", "BASE", "VERSION"):
            break
    raise QuerySyntaxError(
        "the query does not begin with SELECT, ASK, CONSTRUCT or DESCRIBE",
        hint="for example: SELECT * { ?s ?p ?o }",
    )


def code(sparql: str) -> Iterator[tuple[str, int]]:
    """Yield the tokens outside strings, IRIs, comments and names: words in capitals, numbers, marks.

    Each comes with its position.

    >>> [word for word, _ in code("SELECT * { ?limit ex:offset '{' } # }")]
    ['SELECT', '*', '{', '}']
    """
    for token in _tokeniser().finditer(sparql):
        if token["bare"] or token["number"] or token["other"]:
            text = token[0].strip()
            if text:
                yield text.upper(), token.start()


def selected(sparql: str) -> tuple[str, ...] | None:
    """Return the columns of a SELECT; None if the engine decides, as for ``SELECT *``.

    Also None if a name has characters that the patterns of this module do not recognise.

    >>> selected("PREFIX s: <urn:s> SELECT DISTINCT ?who (COUNT(?x) AS ?n) $y WHERE { ?no s:p ?x }")
    ('who', 'n', 'y')
    >>> selected("SELECT * { ?s ?p ?o }") is None, selected("SELECT ?a ?\u0cf3 { ?s ?p ?o }") is None
    (True, True)
    """
    found: list[str] = []
    depth, begun, last = 0, False, ""
    for token in _tokeniser().finditer(sparql):
        word, mark = (token["bare"] or "").upper(), token["other"]
        if token["comment"] is not None or (mark is not None and mark.isspace()):
            continue
        if not begun:
            begun = word == "SELECT"
        elif depth == 0 and (mark == "{" or word in ("WHERE", "FROM")):
            return tuple(found)
        elif last == "AS?" and mark != ")":
            return None
        elif mark in ("(", ")"):
            depth += 1 if mark == "(" else -1
        elif token["name"] is not None and (depth == 0 or (depth == 1 and last == "AS")):
            found.append(token["name"][1:])
            word = "AS?" if depth else ""
        elif (depth == 0 and word not in ("DISTINCT", "REDUCED")) or (depth == 1 and last == "AS"):
            return None
        last = word
    return None


def _words(sparql: str) -> Iterator[tuple[str, int]]:
    """The bare words in capitals, with their positions; a prefix that may hide SERVICE counts as one."""
    for token in _tokeniser().finditer(sparql):
        if token["bare"] is not None:
            for word in re.finditer(r"\w+", token["bare"]):
                yield word[0].upper(), token.start() + word.start()
        elif "SERVICE" in (prefix := (token["prefix"] or "").upper()):
            yield prefix + ":", token.start()


def _decoded(sparql: str) -> str:
    def character(found: re.Match[str]) -> str:
        escape = found[0]
        return escape if escape == r"\\" else chr(int(escape[2:], 16))

    return _character().sub(character, sparql)


def _check(sparql: str) -> None:
    for word, at in _words(sparql):
        _check_word(word, sparql, at)


def _check_word(word: str, sparql: str, at: int) -> None:
    if word.endswith(":"):
        raise _refused(
            f"the prefix {word} can be read as the keyword SERVICE",
            "give the prefix another name",
            sparql,
            at,
        )
    if "SERVICE" in word:
        raise _refused(
            "SERVICE would send a request to another machine",
            "query that endpoint directly, or load its data with kg load",
            sparql,
            at,
        )
    if word in _UPDATES:
        raise _refused(
            f"{word} would change the store, but kg query only reads",
            "to load data: kg load; to correct a record: edit its coding sheet, then kg build",
            sparql,
            at,
        )
    if "FROM" in word:
        raise _refused(
            "FROM selects graphs outside the store, which many engines fetch from the web",
            "remove it to query the whole store; for one named graph use GRAPH <IRI> { ... }",
            sparql,
            at,
        )


def _check_depth(sparql: str) -> None:
    opened: list[int] = []  # levels of each open bracket: itself and the negations before it
    depth = signs = 0
    before = ""
    for token in _tokeniser().finditer(sparql):
        mark = token["other"]
        if token["comment"] is not None or (mark is not None and mark.isspace()):
            continue
        before, pair = mark or "", (mark or "") + before
        if mark is not None and (mark in _OPENING or pair == "<<"):
            opened.append(signs + 1)
            depth, signs = depth + signs + 1, 0
        elif opened and mark is not None and (mark in _CLOSING or pair == ">>"):
            depth, signs = depth - opened.pop(), 0
        else:
            signs = signs + 1 if mark is not None and mark in _SIGNS else 0
        if pair in ("<<", ">>"):
            before = ""
        if depth + signs > DEPTH:
            raise QuerySyntaxError(
                f"the query is nested too deeply: more than {DEPTH} levels",
                where=_line(sparql, token.start()),
                hint="use fewer nested brackets, and fewer ! in a row",
            )


def _refused(message: str, hint: str, sparql: str, at: int) -> QueryRefused:
    return QueryRefused(message, where=_line(sparql, at), hint=hint)


def _line(sparql: str, at: int) -> str:
    ends = re.findall(r"\r\n|\r|\n", sparql[:at])
    return f"line {len(ends) + 1}"
