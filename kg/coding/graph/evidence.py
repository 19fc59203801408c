"""Triples of what a record is evidence for: relations, roles, figures, names given, things attested."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from kg.coding.graph.entities import CLASSES
from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import CodedSource, Corpus
from kg.coding.sheets.registry import KINDS
from kg.coding.sheets.sheet import Figure, Record, Role, Statement
from kg.model.days import When
from kg.model.ids import content_id
from kg.model.kinds import ACTOR_KINDS
from kg.namespaces import DOMAINS, ORG, RANGES, RDF, RELATIONS, SYMMETRIC, TIME, WSW
from kg.wording.lists import disjunction

BODIES = ("organization", "government", "country", "group")


def kebab(term: str) -> str:
    """Return the name of a relation as it is written in sheets.

    >>> kebab("opposesInParliament")
    'opposes-in-parliament'
    """
    return "".join(f"-{letter.lower()}" if letter.isupper() else letter for letter in term)


def _local_names(path: str) -> set[str]:
    """Local names of the classes of a path such as ``person/ann``, or of a kind."""
    return {name.rpartition("#")[2] for name in CLASSES[path.partition("/")[0]] if name.startswith(WSW.base)}


class Evidence:
    """Writer of what the records of one sheet are evidence for.

    Args:
        corpus: resolves names and collects problems.
        coded: the sheet.
        out: receives the triples.
        published: when the source was published; roles are attested on the last of these days.
        reporters: who gives a figure if no one else does.
    """

    def __init__(
        self,
        corpus: Corpus,
        coded: CodedSource,
        out: Triples,
        published: When,
        reporters: Sequence[str] = (),
    ) -> None:
        self.corpus = corpus
        self.coded = coded
        self.out = out
        self.published = published
        self.reporters = reporters

    def write(self, path: str, record: Record, keys: tuple[str | int, ...], speaker: str | None) -> None:
        """Write everything that the record at ``path`` is evidence for."""
        for number, (subject, name, target) in enumerate(record.relations):
            self._relation(path, subject, name, target, self.coded.file.where(*keys, "relations", number))
        for number, role in enumerate(record.roles):
            self._role(path, role, self.coded.file.where(*keys, "roles", number))
        for number, figure in enumerate(record.figures):
            self._figure(path, figure, speaker, self.coded.file.where(*keys, "figures", number))
        for number, ref in enumerate(record.attests):
            where = self.coded.file.where(*keys, "attests", number)
            attested = self.corpus.resolve(ref, KINDS.values(), where)
            if attested is not None:
                self.out.link(attested, WSW.backedBy, path)
        for number, call in enumerate(record.calls if isinstance(record, Statement) else []):
            where = self.coded.file.where(*keys, "calls", number)
            what = self.corpus.resolve(call.what, KINDS.values(), where)
            name = content_id("characterization", path, what, call.as_)
            self.out.types(name, WSW.Characterization)
            self.out.link(name, WSW.characterizedIn, path)
            self.out.link(name, WSW.characterizes, what)
            self.out.text(name, WSW.describedAs, call.as_)

    def _relation(self, path: str, subject: str, name: str, target: str, where: str) -> None:
        head, *rest = name.split("-")
        term = head + "".join(part.capitalize() for part in rest)
        if term not in RELATIONS:
            near = get_close_matches(name, [kebab(relation) for relation in RELATIONS], n=3)
            hint = (
                f"did you mean {disjunction(near)}?" if near else "relations are listed in ontology/wsw.ttl"
            )
            self.corpus.problem(f"unknown relation {name!r}", where, hint)
            return
        predicate = WSW[term]
        one = self.corpus.resolve(subject, KINDS.values(), where)
        other = self.corpus.resolve(target, KINDS.values(), where)
        if one is None or other is None:
            return
        if one == other:
            self.corpus.problem(f"{one} is related to itself: {name}", where, "correct subject or object")
            return
        if not self._fits(one, name, "subject", DOMAINS.get(term), where):
            return
        if not self._fits(other, name, "object", RANGES.get(term), where):
            return
        if term in SYMMETRIC and other < one:
            one, other = other, one
        relation = content_id("relation", one, predicate, other)
        self.out.types(relation, WSW.RelationRecord, RDF.Statement)
        self.out.link(relation, RDF.subject, one)
        self.out.link(relation, RDF.predicate, predicate)
        self.out.link(relation, RDF.object, other)
        self.out.link(relation, WSW.backedBy, path)

    def _fits(self, thing: str, name: str, side: str, classes: frozenset[str] | None, where: str) -> bool:
        """Whether something can be the subject or object of a relation; add a problem if it cannot."""
        if classes is None or not classes.isdisjoint(_local_names(thing)):
            return True
        kinds = [kind for kind in CLASSES if not classes.isdisjoint(_local_names(kind))]
        hint = f"expected one of: {', '.join(kinds)}; swap subject and object, or choose another relation"
        self.corpus.problem(f"{thing} cannot be the {side} of {name!r}", where, hint)
        return False

    def _role(self, path: str, role: Role, where: str) -> None:
        who = self.corpus.resolve(role.who, ACTOR_KINDS, where)
        office = self.corpus.resolve(role.office, ("office",), where)
        body = self.corpus.resolve(role.of, BODIES, where)
        if who is not None and who == body:
            self.corpus.problem(
                f"{who} holds an office in itself", where, "'of:' names the body or country of the office"
            )
        if role.since is None and role.until is None and self.coded.sheet.source.published is None:
            hint = "add 'published:' to the source, or 'since:' or 'until:' to the role"
            self.corpus.problem("it is unknown when the office was held", where, hint)
        dates = (role.since, role.until) if role.since is not None or role.until is not None else ()
        name = content_id("role", self.coded.slug, who, office, body, role.former, *dates)
        self.out.types(name, WSW.RoleHolding, ORG.Membership)
        self.out.link(name, ORG.member, who)
        self.out.link(name, ORG.role, office)
        self.out.link(name, ORG.organization, body)
        self.out.boolean(name, WSW.former, role.former)
        self.out.day(name, WSW.attestedOn, self.published.latest)
        self.out.link(name, WSW.backedBy, path)
        if role.since is not None or role.until is not None:
            self._interval(name, role)

    def _interval(self, name: str, role: Role) -> None:
        interval = f"{name}-interval"
        self.out.link(name, ORG.memberDuring, interval)
        self.out.types(interval, TIME.Interval)
        for predicate, day, end in (
            (TIME.hasBeginning, role.since, "begin"),
            (TIME.hasEnd, role.until, "end"),
        ):
            if day is not None:
                self.out.link(interval, predicate, f"{name}-{end}")
                self.out.types(f"{name}-{end}", TIME.Instant)
                self.out.day(f"{name}-{end}", TIME.inXSDDate, day)

    def _figure(self, path: str, figure: Figure, speaker: str | None, where: str) -> None:
        giver = self.corpus.resolve(figure.by, ACTOR_KINDS, where) if figure.by is not None else speaker
        name = content_id("figure", path, figure.name, figure.stated)
        if name in self.corpus.places:
            hint = f"the other is at {self.corpus.places[name]}; keep one, or give them different names"
            self.corpus.problem("duplicate figure", where, hint)
        self.corpus.places[name] = where
        if figure.value is not None and figure.unit is None:
            hint = "add 'unit:', for example percent, months, jobs"
            self.corpus.problem("the figure has a value but no unit", where, hint)
        self.out.types(name, WSW.Figure)
        self.out.label(name, figure.name)
        self.out.text(name, WSW.asStated, figure.stated)
        self.out.decimal(name, WSW.value, figure.value)
        self.out.text(name, WSW.unit, figure.unit)
        self.out.text(name, WSW.counts, figure.counts)
        for one in [giver] if giver is not None else self.reporters:
            self.out.link(name, WSW.givenBy, one)
        self.out.link(name, WSW.backedBy, path)
