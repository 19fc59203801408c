"""Compilation of a workspace to its graph."""

from __future__ import annotations

from rdflib import Graph

from kg.coding import rules
from kg.coding.graph.derive import (
    write_closure,
    write_counting,
    write_directions,
    write_positions,
    write_relations,
)
from kg.coding.graph.entities import write_entities
from kg.coding.graph.records import SheetWriter
from kg.coding.graph.triples import Triples
from kg.coding.sheets.corpus import Corpus, read_corpus
from kg.workspace import Workspace


def compile_workspace(workspace: Workspace) -> Graph:
    """Compile a workspace to its graph; the same files always give the same triples.

    Raises:
        SheetError: with every problem of the files, each with its line.
    """
    corpus = read_corpus(workspace)
    graph = compile_corpus(corpus)
    corpus.raise_problems()
    return graph


def compile_corpus(corpus: Corpus) -> Graph:
    """Compile a corpus to its graph, and add what is wrong to the problems of the corpus.

    A corpus with problems gives an incomplete graph, without derived triples.
    """
    out = Triples(corpus.workspace.base, corpus.workspace.language)
    write_entities(corpus, out)
    for coded in corpus.sheets:
        SheetWriter(corpus, coded, out).write()
    rules.apply(corpus)
    if corpus.problems:
        return out.graph
    write_closure(out)
    write_directions(out)
    write_counting(out)
    write_relations(out)
    write_positions(out)
    return out.graph
