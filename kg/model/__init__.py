"""The rules of the domain, each defined once: plain typed Python without I/O and without RDF.

=============  ==========================================================================
ids            ids that are made from content
kinds          kinds of actor and of issue
days           days, months, years and ranges; whether a range matches a filter
counting       when a statement counts
stances        stances and evaluations: their sides, scores, signs and verbs
positions      positions: unbroken runs of readings of one stance
sides          who is for and who is against; what is contested
tenure         who held which office on a day, and how that is known
closure        broader issues at any distance
directions     whether a stance on an issue implies one on a broader issue
statement      the rows that answers are made of
=============  ==========================================================================

The build, the load, the questions, the networks, the page and the briefing call these rules and have none
of their own. Where SPARQL must answer a question, the build and the load store the result of a rule
(``wsw:countsFrom``, ``wsw:Position``, ``skos:broaderTransitive``, ``wsw:furthersTransitive``).

This package imports only the modules directly in ``kg``.
"""
