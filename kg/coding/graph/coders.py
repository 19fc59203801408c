"""Triples of coding acts: who coded an entry, and when."""

from __future__ import annotations

from dataclasses import dataclass

from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.model.ids import content_id
from kg.namespaces import DCTERMS, PROV, WSW


@dataclass(frozen=True, slots=True)
class Work:
    """The work of one coder on one source.

    Attributes:
        coder: path of the coder.
        act: path of the coding act.
        usual: whether this is the coder of the whole sheet.
    """

    coder: str
    act: str
    usual: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """Parts that the coder adds to a content id: none for the coder of the sheet."""
        return () if self.usual else (self.coder,)

    def attribute(self, path: str, out: Triples) -> None:
        """Attribute the record or reading at ``path`` to this work."""
        out.link(path, PROV.wasAttributedTo, self.coder)
        out.link(path, PROV.wasGeneratedBy, self.act)


def write_work(corpus: Corpus, coded: CodedSource, out: Triples, coder: str | None, where: str) -> Work:
    """Write the coding act of a coder on the day of the sheet; an unknown coder is a problem.

    Args:
        corpus: collects problems.
        coded: the sheet.
        out: receives the triples.
        coder: slug of the coder; None for the coder of the sheet.
        where: ``file:line`` of the name.
    """
    coding = coded.sheet.coding
    slug = coder or coding.coder
    if slug not in corpus.workspace.coders:
        corpus.problem(f"unknown coder {slug!r}", where, f"add [coders.{slug}] to kg.toml")
    path = content_id("coding", coded.slug, slug, coding.on)
    out.types(path, WSW.CodingAct, PROV.Activity)
    out.link(path, PROV.wasAssociatedWith, f"coder/{slug}")
    out.link(path, PROV.used, coded.path)
    out.moment(path, PROV.endedAtTime, coding.on)
    if slug == coding.coder:
        out.text(path, DCTERMS.description, coding.note)
    return Work(f"coder/{slug}", path, slug == coding.coder)
