"""The terms that the graph uses, one closed vocabulary per prefix.

Generated from ontology/ by ontology/generate.py; do not edit. A term that is not in the ontology
raises an AttributeError instead of matching nothing. IRIs are plain strings, so that the query path
needs no RDF library.

>>> WSW.speaker
'https://w3id.org/wsw/ns#speaker'
>>> WSW.speeker
Traceback (most recent call last):
AttributeError: unknown term wsw:speeker (see ontology/)
"""

from __future__ import annotations

from kg.vocabulary import Vocabulary

WSW = Vocabulary(
    "wsw",
    "https://w3id.org/wsw/ns#",
    "Actor Agreement Annotation Characterization Coder CodingAct Condition Contrast Country "
    "EmbeddedAttribution Event Field Figure Government Group Issue Measure NarratedClaim Office "
    "Organization Party Passage Person Place PolledPopulation Position Proposal Quotation Reading "
    "Record RelationRecord RoleHolding Source Statement Tariff Term Topic accreditedTo addressee "
    "affectedBy affects allyOf asStated atEvent attestedOn attitude attributee backedBy basedIn "
    "characterizedIn characterizes codedAt concerns confidence contrasts counts countsBy "
    "countsFrom countsUntil criticizedBy criticizes cue dateBasis datePrecision dateReason "
    "deadlineMissedBy deadlineSetBy describedAs directedAt discussed discussedBy dislikedBy "
    "dislikes earliest employs ended endedBy evaluation exemptedUnder exempts field fieldEntity "
    "fieldValue former foundByPoll furthers furthersTransitive givenBy goods governedBy governs "
    "hasMember hasPart hasParty holder hostsEnvoy imposed imposedBy isBaseOf isCurrent "
    "isLocationOf isToBeVisitedBy isToMeet isToVisit lacksDealWith latest leads ledBy locatedIn "
    "measureKind memberOf mentions met missedDeadline mode negotiatesWith occasion onBehalfOf "
    "opposedInParliamentBy opposesInParliament outsideSource partOf participant partyTo passage "
    "place plannedBy plans pollFound pressuredBy pressures promotedBy promotes quotation rate "
    "readingCount readingOf reason receivedLetterFrom reduced reducedBy relatedTo reportedBy "
    "reportedIn representedBy represents retractionReason reviewedBy reviews revisionReason score "
    "seeks setDeadline sha256 share soughtBy speaker spokeTo stance status takenBy target text "
    "textLength textsWith unit unnamed value visited visitedBy wasAddressedBy withdrawnBy "
    "withdrew within worksAgainst worksAgainstTransitive worksFor wroteTo ",
)
STANCE = Vocabulary(
    "stance",
    "https://w3id.org/wsw/stance#",
    "mixed neutral oppose support unclear ",
)
EVALUATION = Vocabulary(
    "evaluation",
    "https://w3id.org/wsw/evaluation#",
    "mixed negative neutral positive unclear ",
)
MODE = Vocabulary(
    "mode",
    "https://w3id.org/wsw/mode#",
    "direct indirect mixed not-coded reported-belief ",
)
ATTITUDE = Vocabulary(
    "attitude",
    "https://w3id.org/wsw/attitude#",
    "believes expects knows says wants ",
)
CONFIDENCE = Vocabulary(
    "confidence",
    "https://w3id.org/wsw/confidence#",
    "high low medium ",
)
BASIS = Vocabulary(
    "basis",
    "https://w3id.org/wsw/basis#",
    "inferred published stated unknown ",
)
PRECISION = Vocabulary(
    "precision",
    "https://w3id.org/wsw/precision#",
    "day month range unknown week year ",
)
STATUS = Vocabulary(
    "status",
    "https://w3id.org/wsw/status#",
    "ended held hoped-for in-force missed not-reached planned reduced under-negotiation "
    "under-review under-way withdrawn ",
)
SKOS = Vocabulary(
    "skos",
    "http://www.w3.org/2004/02/skos/core#",
    "Concept ConceptScheme altLabel broader broaderTransitive closeMatch definition editorialNote "
    "exactMatch hasTopConcept hiddenLabel inScheme narrower narrowerTransitive notation prefLabel "
    "scopeNote topConceptOf ",
)
PROV = Vocabulary(
    "prov",
    "http://www.w3.org/ns/prov#",
    "Activity Agent Entity endedAtTime invalidatedAtTime used wasAssociatedWith wasAttributedTo "
    "wasDerivedFrom wasGeneratedBy wasRevisionOf ",
)
ORG = Vocabulary(
    "org",
    "http://www.w3.org/ns/org#",
    "Membership Organization Role member memberDuring memberOf organization role ",
)
FOAF = Vocabulary(
    "foaf",
    "http://xmlns.com/foaf/0.1/",
    "Agent Group Person ",
)
SCHEMA = Vocabulary(
    "schema",
    "https://schema.org/",
    "Country CreativeWork Event NewsArticle Place Report author domainIncludes inLanguage "
    "publisher rangeIncludes url ",
)
DCTERMS = Vocabulary(
    "dcterms",
    "http://purl.org/dc/terms/",
    "description license source title ",
)
OA = Vocabulary(
    "oa",
    "http://www.w3.org/ns/oa#",
    "TextPositionSelector TextQuoteSelector end exact start ",
)
TIME = Vocabulary(
    "time",
    "http://www.w3.org/2006/time#",
    "Instant Interval hasBeginning hasEnd inXSDDate ",
)
RDF = Vocabulary(
    "rdf",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "Statement object predicate subject type ",
)
RDFS = Vocabulary(
    "rdfs",
    "http://www.w3.org/2000/01/rdf-schema#",
    "comment domain isDefinedBy label range subClassOf subPropertyOf ",
)
OWL = Vocabulary(
    "owl",
    "http://www.w3.org/2002/07/owl#",
    "Class DatatypeProperty ObjectProperty Ontology SymmetricProperty inverseOf ",
)
XSD = Vocabulary(
    "xsd",
    "http://www.w3.org/2001/XMLSchema#",
    "boolean date dateTime decimal integer string ",
)

#: Every vocabulary, in the order in which exports declare the prefixes.
VOCABULARIES = (
    WSW,
    STANCE,
    EVALUATION,
    MODE,
    ATTITUDE,
    CONFIDENCE,
    BASIS,
    PRECISION,
    STATUS,
    SKOS,
    PROV,
    ORG,
    FOAF,
    SCHEMA,
    DCTERMS,
    OA,
    TIME,
    RDF,
    RDFS,
    OWL,
    XSD,
)

#: Prefix to IRI.
PREFIXES = {v.prefix: v.base for v in VOCABULARIES}

#: Default base IRI of the entities of a workspace; kg.toml may set another.
DATA = "https://w3id.org/wsw/id/"
#: Base IRI of Wikidata's entities.
WIKIDATA = "http://www.wikidata.org/entity/"

#: Relations between entities, each stored in this direction only.
RELATIONS = frozenset(
    (
        "accreditedTo affects allyOf basedIn criticizes discussed dislikes ended exemptedUnder "
        "foundByPoll governs imposed isToMeet isToVisit lacksDealWith leads locatedIn memberOf "
        "met missedDeadline negotiatesWith opposesInParliament partOf partyTo plans pressures "
        "promotes reduced represents reviews seeks setDeadline spokeTo textsWith visited withdrew "
        "worksFor wroteTo "
    ).split()
)

#: Symmetric relations; stored once, with the alphabetically first end as subject.
SYMMETRIC = frozenset("allyOf isToMeet met negotiatesWith textsWith ".split())

#: Inverses that the ontology declares; never stored.
INVERSES = frozenset(
    (
        "affectedBy criticizedBy deadlineMissedBy deadlineSetBy discussedBy dislikedBy employs "
        "endedBy exempts governedBy hasMember hasPart hasParty hostsEnvoy imposedBy isBaseOf "
        "isLocationOf isToBeVisitedBy ledBy opposedInParliamentBy plannedBy pollFound pressuredBy "
        "promotedBy receivedLetterFrom reducedBy representedBy reviewedBy soughtBy visitedBy "
        "wasAddressedBy withdrawnBy "
    ).split()
)

#: Classes that the subject of a relation may have; a relation not listed takes any class.
DOMAINS = {
    "accreditedTo": frozenset("Actor".split()),
    "affects": frozenset("Agreement Event Issue Measure".split()),
    "allyOf": frozenset("Actor".split()),
    "basedIn": frozenset("Actor".split()),
    "criticizes": frozenset("Actor".split()),
    "discussed": frozenset("Actor".split()),
    "dislikes": frozenset("Actor".split()),
    "ended": frozenset("Actor".split()),
    "foundByPoll": frozenset("Actor".split()),
    "governs": frozenset("Actor".split()),
    "imposed": frozenset("Actor".split()),
    "isToMeet": frozenset("Actor".split()),
    "isToVisit": frozenset("Actor".split()),
    "lacksDealWith": frozenset("Actor".split()),
    "leads": frozenset("Actor".split()),
    "locatedIn": frozenset("Actor Event Place".split()),
    "memberOf": frozenset("Actor".split()),
    "met": frozenset("Actor".split()),
    "missedDeadline": frozenset("Actor".split()),
    "negotiatesWith": frozenset("Actor".split()),
    "opposesInParliament": frozenset("Actor".split()),
    "partyTo": frozenset("Actor".split()),
    "plans": frozenset("Actor".split()),
    "pressures": frozenset("Actor".split()),
    "promotes": frozenset("Actor".split()),
    "reduced": frozenset("Actor".split()),
    "represents": frozenset("Actor".split()),
    "reviews": frozenset("Actor".split()),
    "seeks": frozenset("Actor".split()),
    "setDeadline": frozenset("Actor".split()),
    "spokeTo": frozenset("Actor".split()),
    "textsWith": frozenset("Actor".split()),
    "visited": frozenset("Actor".split()),
    "withdrew": frozenset("Actor".split()),
    "worksFor": frozenset("Actor".split()),
    "wroteTo": frozenset("Actor".split()),
}

#: Classes that the object of a relation may have; a relation not listed takes any class.
RANGES = {
    "accreditedTo": frozenset("Country Organization".split()),
    "affects": frozenset("Actor Agreement Event Issue Measure Place Term".split()),
    "allyOf": frozenset("Actor".split()),
    "basedIn": frozenset("Country Place".split()),
    "ended": frozenset("Agreement Event Issue Measure".split()),
    "exemptedUnder": frozenset("Agreement Measure".split()),
    "foundByPoll": frozenset("Actor".split()),
    "governs": frozenset("Country Group Organization Place".split()),
    "imposed": frozenset("Agreement Event Issue Measure".split()),
    "isToMeet": frozenset("Actor".split()),
    "isToVisit": frozenset("Actor Event Place".split()),
    "lacksDealWith": frozenset("Actor".split()),
    "leads": frozenset("Country Event Group Organization Place".split()),
    "locatedIn": frozenset("Country Place".split()),
    "memberOf": frozenset("Agreement Country Event Group Organization".split()),
    "met": frozenset("Actor".split()),
    "missedDeadline": frozenset("Agreement Event Issue Measure".split()),
    "negotiatesWith": frozenset("Actor".split()),
    "opposesInParliament": frozenset("Actor".split()),
    "partOf": frozenset("Agreement Country Event Group Issue Measure Organization Place Term".split()),
    "partyTo": frozenset("Agreement Event Measure".split()),
    "plans": frozenset("Agreement Event Issue Measure Term".split()),
    "pressures": frozenset("Actor".split()),
    "reduced": frozenset("Agreement Event Issue Measure".split()),
    "represents": frozenset("Actor Place".split()),
    "setDeadline": frozenset("Agreement Event Issue Measure".split()),
    "spokeTo": frozenset("Actor Event".split()),
    "textsWith": frozenset("Actor".split()),
    "visited": frozenset("Actor Event Place".split()),
    "withdrew": frozenset("Agreement Event Issue Measure".split()),
    "worksFor": frozenset("Actor".split()),
    "wroteTo": frozenset("Actor".split()),
}
