"""``kg anchor``: find the position of every passage and quote in the text, and write it into the sheet.

An entry with ``find: first words … last words`` gets ``at``, ``sha256`` and ``quote_at``; an entry that
is anchored already is verified. If any problem is found, the sheet is left unchanged. Only these keys
are ever changed.
"""

from __future__ import annotations

import codecs
from collections.abc import Mapping as Named
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ruamel.yaml.nodes import MappingNode

from kg.coding.sheets.splice import Mapping, Splice
from kg.coding.sheets.yamlfile import read_yaml
from kg.coding.texts.diagnosis import Diagnosis, Kind, Problem, diagnose, few
from kg.coding.texts.location import find_passage, place_quotes, quotes_span
from kg.coding.texts.split_quotes import ADJOIN, TOGETHER, adjoin, the_quotes
from kg.coding.texts.text import Span, Text
from kg.containment import read_file
from kg.errors import SheetError
from kg.files import write_atomically


@dataclass(frozen=True, slots=True)
class AnchorReport:
    """Result of anchoring a sheet.

    Attributes:
        sheet: path of the sheet.
        anchored: number of entries anchored now.
        already: number of entries that were anchored before and verified.
        quotes: number of quotes searched for.
        problems: the problems found; if there are any, nothing is written.
        changed: whether there are changes to write.
        written: whether they were written.
        new_text: whether the sheet was anchored in another text before.
    """

    sheet: Path
    anchored: int
    already: int
    quotes: int
    problems: tuple[Problem, ...]
    changed: bool
    written: bool
    new_text: bool


def anchor_sheet(
    sheet_path: Path, text: Text, *, rewrite: bool = True, others: Named[str, Text] | None = None
) -> AnchorReport:
    """Find the position of every entry of a coding sheet, and write it into the sheet.

    Args:
        sheet_path: the sheet.
        text: the text of its source.
        rewrite: False to report only.
        others: texts of other sources by source id, to report a quote that is in another source.

    Raises:
        SheetError: the sheet is not valid YAML or has no source.
        OutputError: it cannot be written.
    """
    read_yaml(sheet_path)  # raises every error of the YAML itself
    raw = read_file(sheet_path)
    mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
    work = _Work(sheet_path, text, others or {}, Splice(raw[len(mark) :].decode()))
    work.run()
    changed = bool(work.splice.edits)
    if changed and rewrite and not work.problems:
        result = work.splice.result()
        again = _Work(sheet_path, text, {}, Splice(result))
        again.run()
        if again.problems or again.splice.edits:
            raise SheetError(
                "cannot be edited in place because of its YAML style",
                where=str(sheet_path),
                hint="write entries as plain 'key: value' lines; the sheet was not changed",
            )
        write_atomically(sheet_path, mark + result.encode())
    return AnchorReport(
        sheet_path,
        work.anchored,
        work.already,
        work.quotes,
        tuple(work.problems),
        changed,
        changed and rewrite and not work.problems,
        work.new_text,
    )


@dataclass(slots=True)
class _Work:
    """One pass over a sheet."""

    path: Path
    text: Text
    others: Named[str, Text]
    splice: Splice
    anchored: int = 0
    already: int = 0
    quotes: int = 0
    new_text: bool = False
    problems: list[Problem] = field(default_factory=list)

    def run(self) -> None:
        root = self.splice.root()
        sheet = Mapping(root) if isinstance(root, MappingNode) else None
        source = sheet.mapping("source") if sheet is not None else None
        if sheet is None or source is None or not source.node.value:
            raise SheetError(
                "'source:' is missing", where=f"{self.path}:1", hint="kg init writes an example of a sheet"
            )
        self.name_text(source)
        for section in ("statements", "narrated", "contrasts", "annotations"):
            for number, entry in enumerate(sheet.mappings(section), start=1):
                name = entry.words("id") or f"{section} {number}"
                span = self.place(entry, name, required=section != "contrasts")
                for embedded in entry.mappings("embeds"):
                    about = f"{name}, embedded" + (f" of {of}" if (of := embedded.words("of")) else "")
                    self.place(embedded, about, required=False, around=span)

    def name_text(self, source: Mapping) -> None:
        """Write the hash and length of the text."""
        wanted = [("sha256", self.text.sha256), ("length", str(self.text.length))]
        known = source.mapping("text")
        in_line = "{" + ", ".join(f"{key}: {value}" for key, value in wanted) + "}"
        if known is not None and known.node.value:
            self.new_text = known.words("sha256") not in {None, self.text.sha256}
            for key, value in wanted:
                if known.pair(key) is not None and known.words(key) != value:
                    self.splice.set(known, key, value)
            missing = [pair for pair in wanted if known.pair(pair[0]) is None]
            self.splice.append(known, known.node.value[-1][0].value, missing)
        elif source.pair("text") is not None:
            self.splice.set(source, "text", in_line)
        else:
            first, last = source.node.value[0][0], source.node.value[-1][0]
            newline = self.splice.newline(first.start_mark.column + 2)
            block = "".join(f"{newline}{key}: {value}" for key, value in wanted)
            self.splice.append(source, last.value, [("text", in_line if source.node.flow_style else block)])

    def place(self, entry: Mapping, name: str, *, required: bool, around: Span | None = None) -> Span | None:
        """Anchor or verify an entry; ``around`` is the passage of the statement that embeds it."""
        quotes = [words for words, _ in entry.items("quotes")]
        if entry.words("find") is not None:
            key, found = "find", self.search(entry, around)
        elif entry.words("at") is not None:
            key, found = "at", self.verify(entry)
        elif required and quotes:
            key, found = "quotes", quotes_span(self.text, quotes, self.others)
        elif required:
            key, found = "id", _no_place("is not anchored; add 'find:' with its first words … last words")
        else:
            return self.inherit(entry, name, quotes, around)
        if isinstance(found, Diagnosis):
            words = {"find": entry.words("find"), "quotes": (quotes or [""])[0]}.get(key)
            self.problem(entry.line(key), name, "" if words is None else key, words, found)
            return None
        quote_spans = self.check_quotes(entry, name, found)
        if quote_spans is None:
            return found
        pairs = [("at", str(found)), ("sha256", self.text.slice_hash(*found))]
        self.write(entry, key, pairs, quote_spans)
        if key == "at":
            self.already += 1
        else:
            self.anchored += 1
        return found

    def inherit(self, entry: Mapping, name: str, quotes: Sequence[str], around: Span | None) -> Span | None:
        """Anchor the quotes of an entry without a passage of its own in the passage around it."""
        if around is None or not quotes:
            return around
        quote_spans = self.check_quotes(entry, name, around)
        if quote_spans is not None:
            self.write(entry, "quotes", [], quote_spans)
        return around

    def search(self, entry: Mapping, around: Span | None) -> Span | Diagnosis:
        locator = entry.words("find") or ""
        if around is not None:
            found = find_passage(self.text, locator, around, self.others)
            if isinstance(found, Span) or found.kind == "ambiguous":
                return found
        return find_passage(self.text, locator, None, self.others)

    def verify(self, entry: Mapping) -> Span | Diagnosis:
        try:
            span = Span.parse(entry.words("at") or "")
        except ValueError as error:
            return _no_place(str(error))
        if not self.text.whole.holds(span):
            return _changed(f"ends at {span.end}, but {self.text.name} is {self.text.length} characters long")
        known = entry.words("sha256")
        if known not in {None, self.text.slice_hash(*span)}:
            return _changed(f"does not match the text at {span}; replace it by 'find:' to anchor it again")
        return span

    def check_quotes(self, entry: Mapping, name: str, passage: Span) -> list[Span] | None:
        """Positions of the quotes; None, after a problem, if one is not in the passage."""
        quotes = entry.items("quotes")
        self.quotes += len(quotes)
        placed = self.known_places(entry, passage) or place_quotes(
            self.text, [words for words, _ in quotes], passage
        )
        for (words, line), span in zip(quotes, placed, strict=True):
            if span is None:
                found = diagnose(words, self.text, passage, self.others)
                self.problem(line, name, "quote", words, found)
        spans = [span for span in placed if span is not None]
        if len(spans) < len(quotes):
            return None
        for ((one, line), before), ((other, _), after) in pairwise(zip(quotes, spans, strict=True)):
            if adjoin(self.text, before, after):
                found = Diagnosis("adjoining", before.end, after.start, None, f"{ADJOIN}: {TOGETHER}")
                about = f"{name}: {the_quotes(one, other)}"
                self.problems.append(Problem(f"{self.path}:{line}", about, found))
        return spans

    def known_places(self, entry: Mapping, passage: Span) -> list[Span] | None:
        """The positions in ``quote_at``, if all are correct."""
        quotes, written = entry.items("quotes"), entry.items("quote_at")
        try:
            spans = [Span.parse(one) for one, _ in written]
        except ValueError:
            return None
        right = len(spans) == len(quotes) and all(
            passage.holds(span) and self.text.content[span.start : span.end] == words
            for span, (words, _) in zip(spans, quotes, strict=True)
        )
        return spans if right else None

    def write(
        self, entry: Mapping, key: str, pairs: Sequence[tuple[str, str]], quote_spans: Sequence[Span]
    ) -> None:
        wanted = list(pairs)
        if quote_spans or entry.items("quote_at"):
            written = [str(span) for span in quote_spans]
            if [one for one, _ in entry.items("quote_at")] != written:
                wanted.append(("quote_at", f"[{', '.join(written)}]"))
        for name, value in wanted:
            if entry.pair(name) is not None and entry.words(name) != value:
                self.splice.set(entry, name, value)
        missing = [pair for pair in wanted if entry.pair(pair[0]) is None]
        if key == "find":
            self.splice.replace(entry, key, missing)
        else:
            self.splice.append(entry, "sha256" if entry.pair("sha256") else key, missing)

    def problem(self, line: int, name: str, what: str, words: str | None, found: Diagnosis) -> None:
        about = f"{name}: {what}".rstrip(" ") + ("" if words is None else f" {few(words)}")
        self.problems.append(Problem(f"{self.path}:{line}", about, found))


def _no_place(message: str, kind: Kind = "no-place") -> Diagnosis:
    return Diagnosis(kind, None, None, None, message)


def _changed(message: str) -> Diagnosis:
    return _no_place(message, "changed")
