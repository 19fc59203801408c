"""Generate kg/namespaces.py from the ontology, so that a misspelt term is an error.

Run: ``python ontology/generate.py`` (``make ontology``). A test compares the file with a fresh run.
The terms are the subjects of wsw.ttl (our own, and those of other vocabularies that the data use)
and the concepts of the code lists in stances.ttl and codes.ttl.
"""

from __future__ import annotations

import textwrap
from pathlib import Path

from rdflib import Graph, URIRef

HERE = Path(__file__).resolve().parent
TARGET = HERE.parent / "kg" / "namespaces.py"
FILES = ("wsw.ttl", "stances.ttl", "codes.ttl")

#: Prefixes in the order in which they are declared in exports.
PREFIXES = {
    "wsw": "https://w3id.org/wsw/ns#",
    "stance": "https://w3id.org/wsw/stance#",
    "evaluation": "https://w3id.org/wsw/evaluation#",
    "mode": "https://w3id.org/wsw/mode#",
    "attitude": "https://w3id.org/wsw/attitude#",
    "confidence": "https://w3id.org/wsw/confidence#",
    "basis": "https://w3id.org/wsw/basis#",
    "precision": "https://w3id.org/wsw/precision#",
    "status": "https://w3id.org/wsw/status#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "prov": "http://www.w3.org/ns/prov#",
    "org": "http://www.w3.org/ns/org#",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "dcterms": "http://purl.org/dc/terms/",
    "oa": "http://www.w3.org/ns/oa#",
    "time": "http://www.w3.org/2006/time#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "owl": "http://www.w3.org/2002/07/owl#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}
#: Terms of the W3C's own languages that the code names; they are not declared in wsw.ttl.
BASE_TERMS = {
    "rdf": "Statement object predicate subject type",
    "rdfs": "comment domain isDefinedBy label range subClassOf subPropertyOf",
    "owl": "Class DatatypeProperty ObjectProperty Ontology SymmetricProperty inverseOf",
    "xsd": "boolean date dateTime decimal integer string",
}

HEADER = '''"""The terms that the graph uses, one closed vocabulary per prefix.

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

'''


def terms() -> dict[str, set[str]]:
    """Local names by prefix."""
    found: dict[str, set[str]] = {prefix: set(BASE_TERMS.get(prefix, "").split()) for prefix in PREFIXES}
    graph = Graph()
    for name in FILES:
        graph.parse(HERE / name)
    for subject in set(graph.subjects()):
        for prefix, base in PREFIXES.items():
            if isinstance(subject, URIRef) and subject.startswith(base) and len(subject) > len(base):
                found[prefix].add(subject[len(base) :])
    return found


def relations() -> dict[str, set[str]]:
    """Local names of the stored relations, of the symmetric ones among them, and of the inverses."""
    graph = Graph().parse(HERE / "wsw.ttl")
    wsw, owl = PREFIXES["wsw"], PREFIXES["owl"]
    stored = graph.subjects(URIRef(PREFIXES["rdfs"] + "subPropertyOf"), URIRef(wsw + "relatedTo"))
    symmetric = graph.subjects(URIRef(PREFIXES["rdf"] + "type"), URIRef(owl + "SymmetricProperty"))
    inverse = graph.subjects(URIRef(owl + "inverseOf"))
    named = {"RELATIONS": stored, "SYMMETRIC": symmetric, "INVERSES": inverse}
    return {name: {str(iri)[len(wsw) :] for iri in iris} for name, iris in named.items()}


def sides(property_name: str) -> dict[str, set[str]]:
    """The classes that the subject or the object of a relation may have, by relation."""
    graph = Graph().parse(HERE / "wsw.ttl")
    found: dict[str, set[str]] = {}
    for relation, kind in graph.subject_objects(URIRef(PREFIXES["schema"] + property_name)):
        found.setdefault(str(relation).rpartition("#")[2], set()).add(str(kind).rpartition("#")[2])
    return found


def wrapped(names: set[str], indent: str) -> str:
    """Names as lines of a Python string."""
    lines = textwrap.wrap(" ".join(sorted(names)), 96 - len(indent), break_on_hyphens=False)
    return "\n".join(f'{indent}"{line} "' for line in lines)


def render() -> str:
    """The text of kg/namespaces.py."""
    parts = [HEADER]
    for prefix, names in terms().items():
        body = wrapped(names, "    ")
        parts.append(
            f'{prefix.upper()} = Vocabulary(\n    "{prefix}",\n    "{PREFIXES[prefix]}",\n{body},\n)\n'
        )
    listed = "".join(f"    {prefix.upper()},\n" for prefix in PREFIXES)
    parts.append(
        "\n#: Every vocabulary, in the order in which exports declare the prefixes.\n"
        f"VOCABULARIES = (\n{listed})\n\n"
        "#: Prefix to IRI.\nPREFIXES = {v.prefix: v.base for v in VOCABULARIES}\n\n"
        "#: Default base IRI of the entities of a workspace; kg.toml may set another.\n"
        'DATA = "https://w3id.org/wsw/id/"\n'
        "#: Base IRI of Wikidata's entities.\n"
        'WIKIDATA = "http://www.wikidata.org/entity/"\n'
    )
    comments = {
        "RELATIONS": "Relations between entities, each stored in this direction only.",
        "SYMMETRIC": "Symmetric relations; stored once, with the alphabetically first end as subject.",
        "INVERSES": "Inverses that the ontology declares; never stored.",
    }
    for name, found in relations().items():
        body = wrapped(found, " " * 8)
        body = f"(\n    (\n{body}\n    ).split()\n)" if "\n" in body else f"({body.strip()}.split())"
        parts.append(f"\n#: {comments[name]}\n{name} = frozenset{body}\n")
    for name, property_name, side in (
        ("DOMAINS", "domainIncludes", "subject"),
        ("RANGES", "rangeIncludes", "object"),
    ):
        listed = "".join(
            f'    "{relation}": frozenset("{" ".join(sorted(kinds))}".split()),\n'
            for relation, kinds in sorted(sides(property_name).items())
        )
        parts.append(
            f"\n#: Classes that the {side} of a relation may have; a relation not listed takes any class.\n"
            f"{name} = {{\n{listed}}}\n"
        )
    return "".join(parts)


if __name__ == "__main__":
    TARGET.write_text(render(), encoding="utf-8", newline="\n")
