"""The rules of the domain, each once: plain typed Python, without I/O and without a graph.

=============  ==========================================================================
ids            ids that are made from content
kinds          kinds of actor and of issue
days           days, months, years and ranges; whether a range fits a filter
counting       when a statement counts
stances        stances and evaluations: their sides, numbers, signs and verbs
positions      positions: unbroken runs of readings of one stance
sides          who is for and who is against; what is contested
tenure         who held which office on a day, and how that is known
closure        broader issues at any distance
directions     which way a stance is carried from an issue to a broader one
=============  ==========================================================================

The build, the load, the questions, the networks, the page and the briefing call these and work nothing
out for themselves. Where a question must be answered by SPARQL, the build and the load store what a rule
gives (``wsw:countsFrom``, ``wsw:Position``, ``skos:broaderTransitive``, ``wsw:furthersTransitive``).

This package imports nothing but the ground floor.
"""
