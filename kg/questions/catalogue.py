"""The named questions: one ``.rq`` file each, a header of comments and portable SPARQL.

The header::

    # title: Who opposes a proposal
    # answers: Every actor who ..., with the words behind it.
    #   (goes on in lines that begin with "#   ")
    # param: issue (issue, required): the proposal
    # column: speaker: who said it
    # gather: reported_by reported_by_label
    # page: record
    # counts: statements
    # empty: No opposition found

``gather`` names columns whose values are collected into lists if all other columns are equal. ``page`` says
how to find the first rows without the others (:mod:`kg.questions.pages`). ``counts`` is what an empty answer
says was looked at, after the words in ``empty``.

In the query, a line ``#values`` is replaced by the given parameters, each as a ``VALUES`` block of
serialised terms (``#values a b``: only these two). Lines between ``#if a b`` and ``#end`` are kept if at
least one of the parameters is given, those between ``#unless a`` and ``#end`` if it is not. A parameter of
the kind ``dates`` has no other effect. Lines that end in ``#current`` exclude superseded and retracted
records; they are dropped to include these. A file is read when its question is needed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from kg.errors import QuestionError
from kg.namespaces import PREFIXES
from kg.wording.lists import disjunction

FOLDER: Final = Path(__file__).parent / "queries"
PARTS: Final = Path(__file__).parent / "parts"
KINDS: Final = frozenset(
    [
        *("actor", "issue", "thing", "source", "place", "stance", "mode", "iri"),
        *("date", "day", "dates", "text", "number"),
    ]
)
#: Parameters of these kinds are not terms: they only select lines by ``#if`` and ``#unless``.
FLAGS: Final = frozenset(["dates"])
COUNTS: Final = {
    "statements": "Statement",
    "claims": "NarratedClaim",
    "embedded attributions": "EmbeddedAttribution",
    "records": "Record",
    "readings": "Reading",
    "positions": "Position",
    "characterizations": "Characterization",
    "relations": "RelationRecord",
    "roles": "RoleHolding",
    "figures": "Figure",
    "tariffs": "Tariff",
    "measures": "Measure",
    "agreements": "Agreement",
    "events": "Event",
    "issues": "Issue",
    "actors": "Actor",
    "sources": "Source",
    "places": "Place",
}

_PART = {"answers": "", "counts": "records", "empty": ""}
_FIELD = re.compile(r"# (title|answers|param|column|gather|page|counts|empty): (\S.*)")
_PARAM = re.compile(r"([a-z][a-z_]*) \(([a-z]+), (required|optional)\): (\S.*)")
_COLUMN = re.compile(r"([a-z][a-z_]*): (\S.*)")
# Parts of a query without prefixed names: IRIs, strings, comments.
_OPAQUE = re.compile(r'<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|#.*')
_PREFIXED = re.compile(r"(?<![\w?$:])([a-z][a-z0-9]*):(?=[A-Za-z_])")


class Serialisable(Protocol):
    """A term that can be written as SPARQL."""

    def n3(self) -> str:
        """Return the term in SPARQL syntax."""
        ...


class Parameter(NamedTuple):
    """One parameter: its name, its kind (one of ``KINDS``), whether it is required, what it does."""

    name: str
    kind: str
    required: bool
    about: str


class Question(NamedTuple):
    """A named question as defined by its file.

    Attributes:
        name: file name without ``.rq``.
        title: the question in a few words.
        answers: what the rows are.
        parameters: in the order of the header.
        columns: what each column holds, by name, in the order of the columns.
        gather: columns whose values are collected into lists.
        counts: what an empty answer says was looked at; a key of ``COUNTS``.
        empty: the words for an empty answer, without a full stop.
        body: the query, with its markers.
        page: how to find the first rows: ``record``, or ``source`` and ``column=value`` of the first ones.
    """

    name: str
    title: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, str]
    gather: tuple[str, ...]
    counts: str
    empty: str
    body: str
    page: tuple[str, ...] = ()

    @property
    def asked(self) -> tuple[Parameter, ...]:
        """The parameters that a user can give; those of the kind ``iri`` are filled in by the program.

        >>> [parameter.name for parameter in find("who-opposes").asked]
        ['issue', 'by', 'since', 'until', 'dates']
        """
        return tuple(parameter for parameter in self.parameters if parameter.kind != "iri")

    def parameter(self, name: str, *, typed: bool = False) -> Parameter:
        """Return the parameter with this name.

        Args:
            name: its name.
            typed: whether a user gives it.

        Raises:
            QuestionError: the question has no such parameter, or none that a user can give.
        """
        for parameter in self.asked if typed else self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.asked)
        raise QuestionError(
            f"unknown parameter {name!r}",
            where=self.name,
            hint=f"expected one of: {known}" if known else "this question has no parameters",
        )

    def fill(self, params: Mapping[str, Sequence[Serialisable]], *, all_versions: bool = False) -> str:
        """Return the SPARQL text to run: parameters filled in, markers removed, prefixes declared.

        A parameter with an empty list of terms matches nothing; an absent parameter restricts nothing.

        Args:
            params: terms by parameter name.
            all_versions: include superseded and retracted records and readings.

        Raises:
            QuestionError: a parameter is unknown, or a required one is missing.
        """
        for name in params:
            self.parameter(name)
        for parameter in self.parameters:
            if parameter.required and parameter.name not in params:
                raise QuestionError(
                    f"missing parameter {parameter.name!r}: {parameter.about}",
                    where=self.name,
                    hint=f"give it as {parameter.name}=...",
                )
        blocks = {
            name: ""
            if self.parameter(name).kind in FLAGS
            else f"VALUES ?{name} {{ {' '.join(term.n3() for term in terms)} }}"
            for name, terms in params.items()
        }
        lines = list(_lines(self.body, blocks, all_versions))
        return "\n".join([f"# {self.title}", *_prefixes(self.body), *lines]) + "\n"


def _lines(body: str, blocks: Mapping[str, str], all_versions: bool) -> Iterator[str]:
    """The lines of a query for these parameters, without markers."""
    for line in _kept(body, blocks.keys()):
        marker, *names = line.split() or [""]
        if marker == "#values":
            indent = line[: len(line) - len(line.lstrip())]
            yield from (indent + blocks[name] for name in names or blocks if blocks.get(name))
        elif not line.endswith("#current"):
            yield line
        elif not all_versions:
            yield line.removesuffix("#current").rstrip()


def _kept(body: str, given: Set[str]) -> Iterator[str]:
    """The lines that ``#if`` and ``#unless`` keep for the given parameters, without these markers."""
    kept = [True]
    for line in body.splitlines():
        marker, *names = line.split() or [""]
        if marker in ("#if", "#unless"):
            kept.append(kept[-1] and given.isdisjoint(names) == (marker == "#unless"))
        elif marker == "#end":
            kept.pop()
        elif kept[-1]:
            yield line


def _prefixes(body: str) -> list[str]:
    used = set(_PREFIXED.findall(_OPAQUE.sub("", body)))
    return [f"PREFIX {prefix}: <{base}>" for prefix, base in PREFIXES.items() if prefix in used]


def read(path: Path, *, part: bool = False) -> Question:
    """Read one question file.

    Args:
        path: the file.
        part: whether it is a part, whose header only needs a title.

    Raises:
        QuestionError: the header does not follow the grammar (file, line, what was expected).

    >>> read(FOLDER / "who-opposes.rq").parameters[0].name
    'issue'
    """
    header: list[tuple[str, str, int]] = []
    body: list[str] = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if body or not line.startswith("#"):
            if body or line:
                body.append(line)
        elif line.startswith("#   "):
            if not header:
                raise QuestionError(
                    "continuation line without a header line before it", where=f"{path.name}:{number}"
                )
            field, text, first = header[-1]
            header[-1] = (field, f"{text} {line[4:].strip()}", first)
        elif match := _FIELD.fullmatch(line):
            header.append((match[1], match[2].strip(), number))
        else:
            raise QuestionError(
                f"invalid header line: {line!r}",
                where=f"{path.name}:{number}",
                hint="expected '# title: ', '# answers: ', '# param: ', '# column: ', '# gather: ', "
                "'# counts: ' or '# empty: '",
            )
    return _question(path, header, "\n".join(body), _PART if part else {})


def _question(
    path: Path, header: list[tuple[str, str, int]], body: str, defaults: Mapping[str, str]
) -> Question:
    single: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: dict[str, str] = {}
    for field, text, number in header:
        where = f"{path.name}:{number}"
        if field == "param":
            match = _PARAM.fullmatch(text)
            if match is None or match[2] not in KINDS:
                raise QuestionError(
                    f"invalid parameter: {text!r}",
                    where=where,
                    hint="expected 'name (kind, required): ...' or 'name (kind, optional): ...'; kinds: "
                    + ", ".join(sorted(KINDS)),
                )
            parameters.append(Parameter(match[1], match[2], match[3] == "required", match[4]))
        elif field == "column":
            match = _COLUMN.fullmatch(text)
            if match is None or match[1] in columns:
                raise QuestionError(
                    f"invalid or repeated column: {text!r}",
                    where=where,
                    hint="expected 'name: ...', each name once",
                )
            columns[match[1]] = match[2]
        elif field in single:
            raise QuestionError(f"repeated header line '# {field}: '", where=where, hint="expected once")
        else:
            single[field] = text
    single = {**defaults, **single}
    for field in ("title", "answers", "counts", "empty"):
        if field not in single:
            raise QuestionError(f"missing header line '# {field}: '", where=path.name)
    if single["counts"] not in COUNTS:
        raise QuestionError(
            f"unknown value {single['counts']!r} for '# counts: ' (expected one of: {', '.join(COUNTS)})",
            where=path.name,
        )
    return Question(
        name=path.stem,
        title=single["title"],
        answers=single["answers"],
        parameters=tuple(parameters),
        columns=columns,
        gather=tuple(single.get("gather", "").split()),
        page=tuple(single.get("page", "").split()),
        counts=single["counts"],
        empty=single["empty"],
        body=body,
    )


def names() -> tuple[str, ...]:
    """Return the names of all questions, sorted, without opening a file.

    >>> "who-opposes" in names()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.rq")))


def catalogue() -> tuple[Question, ...]:
    """Return every named question, sorted by name."""
    return tuple(read(FOLDER / f"{name}.rq") for name in names())


def find(name: str) -> Question:
    """Return the question with this name.

    Raises:
        QuestionError: there is no such question; the hint has the nearest names.

    >>> find("tariffs").title
    'Which tariffs there are, at which rates'
    """
    known = names()
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {disjunction(near)}?" if near else "list the questions: kg ask"
        raise QuestionError(f"unknown question {name!r}", hint=hint)
    return read(FOLDER / f"{name}.rq")


def part(name: str) -> Question:
    """Return one of the queries in ``parts/``: the same grammar, but only title and params are needed."""
    return read(PARTS / f"{name}.rq", part=True)
