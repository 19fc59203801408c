"""The named questions: one ``.rq`` file each, a header of comments and portable SPARQL.

The header::

    # title: Who opposes a proposal
    # answers: Every actor who ..., with the words behind it.
    #   (goes on in lines that begin with "#   ")
    # param: issue (issue, required): the proposal
    # column: speaker: who said it
    # gather: reported_by reported_by_label
    # counts: statements
    # empty: Nobody in the graph opposes it

``gather`` names columns whose values are collected into lists where all other columns agree; ``counts``
is what an empty answer says it looked at, after the sentence in ``empty``.

In the query, a line ``#values`` is where the given parameters enter, each as a ``VALUES`` block of
serialised terms (``#values a b`` takes only those two). Lines between ``#if a b`` and ``#end`` stay where
at least one of the parameters is given, those between ``#unless a`` and ``#end`` where it is not; a
parameter of the kind ``dates`` does nothing else. Lines
that end in ``#current`` leave superseded and retracted records out, and are dropped to bring them back.
A file is read when it is asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final, NamedTuple, Protocol

from kg.errors import QuestionError
from kg.namespaces import PREFIXES

FOLDER: Final = Path(__file__).parent / "queries"
PARTS: Final = Path(__file__).parent / "parts"
KINDS: Final = frozenset(
    [
        *("actor", "issue", "thing", "source", "place", "stance", "mode", "iri"),
        *("date", "day", "dates", "text", "number"),
    ]
)
#: Parameters of these kinds are no terms: they choose lines by ``#if`` and ``#unless``, and nothing else.
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
_FIELD = re.compile(r"# (title|answers|param|column|gather|counts|empty): (\S.*)")
_PARAM = re.compile(r"([a-z][a-z_]*) \(([a-z]+), (required|optional)\): (\S.*)")
_COLUMN = re.compile(r"([a-z][a-z_]*): (\S.*)")
# Text of a query that holds no prefixed name: IRIs, strings, comments.
_OPAQUE = re.compile(r'<[^<>"{}|^`\\\s]*>|"(?:[^"\\\n]|\\.)*"|#.*')
_PREFIXED = re.compile(r"(?<![\w?$:])([a-z][a-z0-9]*):(?=[A-Za-z_])")


class Serialisable(Protocol):
    """What enters a query: a term that writes itself as SPARQL."""

    def n3(self) -> str:
        """The term in SPARQL syntax."""
        ...


class Parameter(NamedTuple):
    """One parameter: its name, its kind (one of ``KINDS``), whether it must be given, what it does."""

    name: str
    kind: str
    required: bool
    about: str


class Question(NamedTuple):
    """A named question as its file says it.

    Attributes:
        name: file name without ``.rq``.
        title: the question in a few words.
        answers: what a row is.
        parameters: in the order of the header.
        columns: what each column holds, by name, in the order of the columns.
        gather: columns whose values are collected into lists.
        counts: what an empty answer says it looked at; a key of ``COUNTS``.
        empty: the sentence for an empty answer, without a full stop.
        body: the query, with its markers.
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

    @property
    def asked(self) -> tuple[Parameter, ...]:
        """The parameters that a person can give; those of the kind ``iri`` are filled in by the program.

        >>> [parameter.name for parameter in find("who-opposes").asked]
        ['issue', 'by', 'since', 'until', 'dates']
        """
        return tuple(parameter for parameter in self.parameters if parameter.kind != "iri")

    def parameter(self, name: str, *, typed: bool = False) -> Parameter:
        """The parameter of that name.

        Args:
            name: its name.
            typed: whether a person gives it.

        Raises:
            QuestionError: the question has none of that name, or none that a person can give.
        """
        for parameter in self.asked if typed else self.parameters:
            if parameter.name == name:
                return parameter
        known = ", ".join(p.name for p in self.asked) or "none"
        raise QuestionError(f"no parameter {name!r}", where=self.name, hint=f"its parameters: {known}")

    def fill(self, params: Mapping[str, Sequence[Serialisable]], *, all_versions: bool = False) -> str:
        """The SPARQL text that runs: parameters in, markers out, prefixes declared.

        A parameter given without any term matches nothing; one that is left out restricts nothing.

        Args:
            params: terms by parameter name.
            all_versions: keep superseded and retracted records and readings in.

        Raises:
            QuestionError: an unknown parameter, or a required one is missing.
        """
        for name in params:
            self.parameter(name)
        for parameter in self.parameters:
            if parameter.required and parameter.name not in params:
                raise QuestionError(
                    f"the parameter {parameter.name!r} is missing: {parameter.about}",
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


def _lines(body: str, blocks: Mapping[str, str], all_versions: bool) -> Iterable[str]:
    shown = [True]
    for line in body.splitlines():
        marker, *names = line.split() or [""]
        if marker == "#if":
            shown.append(shown[-1] and any(name in blocks for name in names))
        elif marker == "#unless":
            shown.append(shown[-1] and not any(name in blocks for name in names))
        elif marker == "#end":
            shown.pop()
        elif not shown[-1]:
            continue
        elif marker == "#values":
            indent = line[: len(line) - len(line.lstrip())]
            for name in names or blocks:
                if blocks.get(name):
                    yield indent + blocks[name]
        elif line.endswith("#current"):
            if not all_versions:
                yield line.removesuffix("#current").rstrip()
        else:
            yield line


def _prefixes(body: str) -> list[str]:
    used = set(_PREFIXED.findall(_OPAQUE.sub("", body)))
    return [f"PREFIX {prefix}: <{base}>" for prefix, base in PREFIXES.items() if prefix in used]


def read(path: Path, *, part: bool = False) -> Question:
    """Read one question file.

    Args:
        path: the file.
        part: whether it is a part, whose header needs a title only.

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
                raise QuestionError("nothing to go on from", where=f"{path.name}:{number}")
            field, text, first = header[-1]
            header[-1] = (field, f"{text} {line[4:].strip()}", first)
        elif match := _FIELD.fullmatch(line):
            header.append((match[1], match[2].strip(), number))
        else:
            raise QuestionError(
                f"not a header line: {line!r}",
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
                    f"not a parameter: {text!r}", where=where, hint="expected 'name (kind, required): ...'"
                )
            parameters.append(Parameter(match[1], match[2], match[3] == "required", match[4]))
        elif field == "column":
            match = _COLUMN.fullmatch(text)
            if match is None or match[1] in columns:
                raise QuestionError(f"not a column: {text!r}", where=where, hint="expected 'name: ...'")
            columns[match[1]] = match[2]
        elif field in single:
            raise QuestionError(f"a second '# {field}: '", where=where)
        else:
            single[field] = text
    single = {**defaults, **single}
    for field in ("title", "answers", "counts", "empty"):
        if field not in single:
            raise QuestionError(f"the header has no '# {field}: '", where=path.name)
    if single["counts"] not in COUNTS:
        raise QuestionError(
            f"cannot count {single['counts']!r}", where=path.name, hint="known: " + ", ".join(COUNTS)
        )
    return Question(
        name=path.stem,
        title=single["title"],
        answers=single["answers"],
        parameters=tuple(parameters),
        columns=columns,
        gather=tuple(single.get("gather", "").split()),
        counts=single["counts"],
        empty=single["empty"],
        body=body,
    )


def names() -> tuple[str, ...]:
    """The names of all questions, sorted; no file is opened.

    >>> "who-opposes" in names()
    True
    """
    return tuple(sorted(path.stem for path in FOLDER.glob("*.rq")))


def catalogue() -> tuple[Question, ...]:
    """Every named question, sorted by name."""
    return tuple(read(FOLDER / f"{name}.rq") for name in names())


def find(name: str) -> Question:
    """The question of that name.

    Raises:
        QuestionError: there is none; the hint has the nearest names.

    >>> find("tariffs").title
    'Which tariffs, at which rates'
    """
    known = names()
    if name not in known:
        import difflib

        near = difflib.get_close_matches(name, known, n=3, cutoff=0.5)
        hint = f"did you mean {' or '.join(near)}?" if near else "a list of them: kg ask"
        raise QuestionError(f"no question named {name!r}", hint=hint)
    return read(FOLDER / f"{name}.rq")


def part(name: str) -> Question:
    """One of the queries in ``parts/``: the same grammar, of which only title and params are needed."""
    return read(PARTS / f"{name}.rq", part=True)
