"""Triples of the registry files: actors, issues, measures, agreements, events, places, terms, coders."""

from __future__ import annotations

from functools import partial

from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import Corpus, Known
from kg.coding.sheets.date_ranges import read_when
from kg.coding.sheets.fields import read_fields, write_fields
from kg.coding.sheets.registry import Event, Group, Issue, Measure, Organization, Population
from kg.model.days import When
from kg.model.kinds import ACTOR_KINDS
from kg.namespaces import DCTERMS, FOAF, ORG, PROV, RDFS, SCHEMA, SKOS, STATUS, WSW

#: Kind to the classes that are stored, the most specific first.
CLASSES = {
    "person": (WSW.Person, WSW.Actor, FOAF.Person),
    "organization": (WSW.Organization, WSW.Actor, ORG.Organization),
    "government": (WSW.Government, WSW.Organization, WSW.Actor, ORG.Organization),
    "country": (WSW.Country, WSW.Actor, SCHEMA.Country),
    "group": (WSW.Group, WSW.Actor, FOAF.Group),
    "population": (WSW.PolledPopulation, WSW.Group, WSW.Actor, FOAF.Group),
    "office": (WSW.Office, ORG.Role),
    "place": (WSW.Place, SCHEMA.Place),
    "issue": (WSW.Issue, SKOS.Concept),
    "measure": (WSW.Measure,),
    "agreement": (WSW.Agreement,),
    "event": (WSW.Event, SCHEMA.Event),
    "term": (WSW.Term,),
}
ISSUE_CLASSES = {"proposal": WSW.Proposal, "condition": WSW.Condition, "topic": WSW.Topic}
#: Key of an issue to the direction toward the issues it lists; all of these are broader.
BROADER = {"broader": None, "furthers": WSW.furthers, "works_against": WSW.worksAgainst}
SCHEME = "scheme/issues"
CONCERNED = ("measure", "agreement", "event", *ACTOR_KINDS)


def write_entities(corpus: Corpus, out: Triples) -> None:
    """Write every entity of the registry, and the coders of kg.toml."""
    for known in corpus.entities.values():
        corpus.places[known.path] = known.where()
        out.plain(known.path, WSW.codedAt, corpus.coded_at(known.file, known.section, known.slug))
        _write_names(known, out)
        write_fields(
            corpus, out, known.path, read_fields(corpus, known.entry.fields, partial(known.where, "fields"))
        )
        match known.entry:
            case Population(share=share):
                out.boolean(known.path, WSW.unnamed, False)
                out.decimal(known.path, WSW.share, share)
            case Organization(party=True):
                out.types(known.path, WSW.Party)
            case Group(unnamed=unnamed):
                out.boolean(known.path, WSW.unnamed, unnamed)
            case Issue():
                _write_issue(corpus, known, known.entry, out)
            case Measure():
                _write_measure(corpus, known, known.entry, out)
            case Event():
                _write_event(corpus, known, known.entry, out)
        status = getattr(known.entry, "status", None)
        if status is not None:
            out.link(known.path, WSW.status, STATUS[status])
    for slug, name in corpus.workspace.coders.items():
        out.types(f"coder/{slug}", WSW.Coder, PROV.Agent)
        out.label(f"coder/{slug}", name)


def write_when(corpus: Corpus, out: Triples, path: str, value: object, where: str) -> When:
    """Write a date and return it; an invalid date is a problem of the corpus."""
    try:
        when = read_when(value)  # type: ignore[arg-type]
    except ValueError as error:
        message, _, hint = str(error).partition("; ")
        corpus.problem(message, where, hint or None)
        when = When()
    out.when(path, when)
    return when


def _write_names(known: Known, out: Triples) -> None:
    path, entry = known.path, known.entry
    out.types(path, *CLASSES[known.kind])
    out.label(path, entry.name, concept=known.kind == "issue")
    for name in entry.also:
        out.text(path, SKOS.altLabel, name)
    for name in entry.formerly:
        out.text(path, SKOS.hiddenLabel, name)
    out.text(path, SKOS.definition if known.kind == "issue" else DCTERMS.description, entry.note)
    out.text(path, WSW.outsideSource, entry.outside)
    if entry.wikidata is not None:
        out.link(path, SKOS.exactMatch, f"http://www.wikidata.org/entity/{entry.wikidata}")


def _write_issue(corpus: Corpus, known: Known, issue: Issue, out: Triples) -> None:
    out.types(SCHEME, SKOS.ConceptScheme)
    out.text(SCHEME, RDFS.label, f"Issues: {corpus.workspace.name}")
    out.types(known.path, ISSUE_CLASSES[issue.kind])
    out.link(known.path, SKOS.inScheme, SCHEME)
    for key, direction in BROADER.items():
        for number, ref in enumerate(getattr(issue, key)):
            broader = corpus.resolve(ref, ("issue",), known.where(key, number))
            out.link(known.path, SKOS.broader, broader)
            if direction is not None:
                out.link(known.path, direction, broader)
    if not any(getattr(issue, key) for key in BROADER):
        out.link(known.path, SKOS.topConceptOf, SCHEME)
    for ref in issue.concerns:
        out.link(known.path, WSW.concerns, corpus.resolve(ref, CONCERNED, known.where("concerns")))


def _write_measure(corpus: Corpus, known: Known, measure: Measure, out: Triples) -> None:
    path = known.path
    if measure.kind == "tariff":
        out.types(path, WSW.Tariff)
        for key in ("rate", "by", "against", "goods", "status"):
            if getattr(measure, key) is None:
                hint = f"add '{key}:', or give the measure another kind, for example 'retaliatory tariffs'"
                corpus.problem(f"a tariff must have '{key}'", known.where(), hint)
    elif measure.rate is not None:
        corpus.problem(
            "only a tariff can have a rate", known.where("rate"), "write kind: tariff, or remove the rate"
        )
    out.text(path, WSW.measureKind, measure.kind)
    by = against = None
    if measure.by is not None:
        by = corpus.resolve(measure.by, ACTOR_KINDS, known.where("by"))
        out.link(path, WSW.takenBy, by)
    if measure.against is not None:
        against = corpus.resolve(measure.against, ACTOR_KINDS, known.where("against"))
        out.link(path, WSW.directedAt, against)
        if by == against and against is not None:
            corpus.problem(
                f"{by} takes a measure against itself", known.where("against"), "correct 'by:' or 'against:'"
            )
    out.text(path, WSW.goods, measure.goods)
    if measure.kind == "tariff":
        out.decimal(path, WSW.rate, measure.rate)


def _write_event(corpus: Corpus, known: Known, event: Event, out: Triples) -> None:
    write_when(corpus, out, known.path, event.when, known.where("when"))
    if event.place is not None:
        place = corpus.resolve(event.place, ("place", "country"), known.where("place"))
        out.link(known.path, WSW.place, place)
    for ref in event.participants:
        actor = corpus.resolve(ref, ACTOR_KINDS, known.where("participants"))
        out.link(known.path, WSW.participant, actor)
