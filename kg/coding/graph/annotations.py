"""Triples of annotations: passages that are coded in the coder's own variables.

An annotation is not a record: it reports nothing that anyone said, so questions about statements, claims
or positions never return one.
"""

from __future__ import annotations

from functools import partial

from kg.coding.graph.coders import Work
from kg.coding.graph.passages import Keys, Passages
from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.fields import read_fields, write_fields
from kg.coding.sheets.sheet import Annotation
from kg.model.ids import content_id
from kg.namespaces import DCTERMS, WSW


def write_annotation(
    corpus: Corpus,
    coded: CodedSource,
    out: Triples,
    annotation: Annotation,
    keys: Keys,
    work: Work,
) -> None:
    """Write one annotation. Its id is made from its passage, kind, fields and coder.

    Args:
        corpus: resolves names and collects problems.
        coded: the sheet.
        out: receives the triples.
        annotation: the entry.
        keys: path of the entry in the sheet.
        work: the coder's work.
    """
    where = coded.file.where(*keys)
    fields = read_fields(corpus, annotation.fields, partial(coded.file.where, *keys, "fields"))
    parts = [coded.slug, annotation.at, annotation.kind, *work.parts, *(field.part for field in fields)]
    path = content_id("annotation", *parts)
    if path in corpus.places and annotation.at is not None:
        hint = f"the other is at {corpus.places[path]}; keep one, or give them different fields"
        corpus.problem("duplicate annotation", where, hint)
    corpus.places[path] = where
    out.types(path, WSW.Annotation)
    out.plain(path, WSW.codedAt, corpus.coded_at(coded.file, *keys))
    out.label(path, annotation.kind)
    Passages(corpus, coded, out).write(path, annotation, keys)
    out.link(path, WSW.reportedIn, coded.path)
    out.text(path, DCTERMS.description, annotation.note)
    write_fields(corpus, out, path, fields)
    work.attribute(path, out)
