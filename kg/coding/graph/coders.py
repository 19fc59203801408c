"""Who coded what, and in which coding act."""

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
        usual: whether it is the coder of the whole sheet.
    """

    coder: str
    act: str
    usual: bool

    @property
    def parts(self) -> tuple[str, ...]:
        """What the coder adds to a content id: nothing, if it is the coder of the sheet."""
        return () if self.usual else (self.coder,)

    def attribute(self, path: str, out: Triples) -> None:
        """Say that the record or reading at ``path`` comes of this work."""
        out.link(path, PROV.wasAttributedTo, self.coder)
        out.link(path, PROV.wasGeneratedBy, self.act)


def write_work(corpus: Corpus, coded: CodedSource, out: Triples, coder: str | None, where: str) -> Work:
    """Write the coding act of a coder on the day that the sheet gives; an unknown coder becomes a problem.

    Args:
        corpus: gathers problems.
        coded: the sheet.
        out: receives the triples.
        coder: slug of the coder; None for the coder of the sheet.
        where: ``file:line`` of the name.
    """
    coding = coded.sheet.coding
    slug = coder or coding.coder
    if slug not in corpus.workspace.coders:
        corpus.problem(f"no coder is called {slug!r}", where, f"add [coders.{slug}] to kg.toml")
    path = content_id("coding", coded.slug, slug, coding.on)
    out.types(path, WSW.CodingAct, PROV.Activity)
    out.link(path, PROV.wasAssociatedWith, f"coder/{slug}")
    out.link(path, PROV.used, coded.path)
    out.moment(path, PROV.endedAtTime, coding.on)
    if slug == coding.coder:
        out.text(path, DCTERMS.description, coding.note)
    return Work(f"coder/{slug}", path, slug == coding.coder)
