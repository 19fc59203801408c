"""Triples of a source and of the work of coding it."""

from __future__ import annotations

from dataclasses import dataclass

from kg.coding.corpus import CodedSource, Corpus
from kg.coding.dates import When
from kg.coding.entities import write_when
from kg.coding.ids import content_id
from kg.coding.passages import anchor_hint
from kg.coding.registry import ACTOR_KINDS
from kg.coding.triples import Triples
from kg.namespaces import DCTERMS, PROV, SCHEMA, WSW

#: Kind of source, as a sheet has it -> class.
CLASSES = {
    "news-article": SCHEMA.NewsArticle,
    "report": SCHEMA.Report,
    "press-release": SCHEMA.CreativeWork,
    "speech": SCHEMA.CreativeWork,
    "other": SCHEMA.CreativeWork,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What the records of a sheet need to know of its source.

    Attributes:
        reporters: paths of the authors, or of the publisher where none is named.
        published: when it was published.
        coding: path of the coding act.
    """

    reporters: tuple[str, ...]
    published: When
    coding: str


def write_source(corpus: Corpus, coded: CodedSource, out: Triples) -> Written:
    """Write the source of a sheet and its coding act."""
    source, path, where = coded.sheet.source, coded.path, coded.file.where
    out.types(path, WSW.Source, PROV.Entity, CLASSES[source.kind])
    out.label(path, source.name)
    reporters: list[str] = []
    for number, ref in enumerate(source.authors):
        author = corpus.resolve(ref, ACTOR_KINDS, where("source", "authors", number))
        out.link(path, SCHEMA.author, author)
        reporters += [author] if author is not None else []
    if source.publisher is not None:
        publisher = corpus.resolve(source.publisher, ACTOR_KINDS, where("source", "publisher"))
        out.link(path, SCHEMA.publisher, publisher)
        reporters = reporters or ([publisher] if publisher is not None else [])
    published = write_when(corpus, out, path, source.published, where("source", "published"))
    out.link(path, SCHEMA.url, source.url)
    out.plain(path, SCHEMA.inLanguage, source.language)
    out.text(path, DCTERMS.description, source.note)
    out.plain(path, WSW.sha256, source.text.sha256)
    out.integer(path, WSW.textLength, source.text.length)
    if source.text.sha256 is None:
        corpus.problem("the text has no sha256", where("source"), anchor_hint(coded))
    return Written(tuple(reporters), published, _write_coding(corpus, coded, out))


def _write_coding(corpus: Corpus, coded: CodedSource, out: Triples) -> str:
    coding = coded.sheet.coding
    if coding.coder not in corpus.workspace.coders:
        corpus.problem(
            f"no coder is called {coding.coder!r}",
            coded.file.where("coding", "coder"),
            f"add [coders.{coding.coder}] to kg.toml",
        )
    path = content_id("coding", coded.slug, coding.coder, coding.on)
    out.types(path, WSW.CodingAct, PROV.Activity)
    out.link(path, PROV.wasAssociatedWith, f"coder/{coding.coder}")
    out.link(path, PROV.used, coded.path)
    out.moment(path, PROV.endedAtTime, coding.on)
    out.text(path, DCTERMS.description, coding.note)
    return path
