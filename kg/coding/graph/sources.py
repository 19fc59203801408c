"""Triples of a source and of the work of coding it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from kg.coding.graph.coders import Work, write_work
from kg.coding.graph.entities import write_when
from kg.coding.graph.passages import anchor_hint
from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.fields import read_fields, write_fields
from kg.model.days import When
from kg.model.kinds import ACTOR_KINDS
from kg.namespaces import DCTERMS, PROV, SCHEMA, WSW

#: Kind of source in a sheet to class.
CLASSES = {
    "news-article": SCHEMA.NewsArticle,
    "report": SCHEMA.Report,
    "press-release": SCHEMA.CreativeWork,
    "speech": SCHEMA.CreativeWork,
    "other": SCHEMA.CreativeWork,
}


@dataclass(frozen=True, slots=True)
class Written:
    """What the records of a sheet need to know about its source.

    Attributes:
        reporters: paths of the authors, or of the publisher if no author is named.
        published: when it was published.
        work: the work of the sheet's coder.
    """

    reporters: tuple[str, ...]
    published: When
    work: Work


def write_source(corpus: Corpus, coded: CodedSource, out: Triples) -> Written:
    """Write the source of a sheet and its coding act."""
    source, path, where = coded.sheet.source, coded.path, coded.file.where
    out.types(path, WSW.Source, PROV.Entity, CLASSES[source.kind])
    out.plain(path, WSW.codedAt, corpus.coded_at(coded.file, "source"))
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
        corpus.problem("the sheet has no sha256 of its text", where("source"), anchor_hint(coded))
    fields = read_fields(corpus, source.fields, partial(where, "source", "fields"))
    write_fields(corpus, out, path, fields)
    work = write_work(corpus, coded, out, None, where("coding", "coder"))
    return Written(tuple(reporters), published, work)
