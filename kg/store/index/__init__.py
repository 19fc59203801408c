"""The index of a graph on disk, so that no question has to read the whole graph.

A generation of a store (:mod:`kg.store.generations`) has, next to the graph, one SQLite file with the words
of the statements (FTS5), the words of all names, and the number of things of each class.
:mod:`~kg.store.index.harvest` collects the data while the graph is written, :mod:`~kg.store.index.creation`
makes the file, :mod:`~kg.store.index.update` brings a copy in step with a few new triples,
:mod:`~kg.store.index.lookup` reads it.

The file belongs to one generation and is made in the same step, so it is never older than the graph. It only
narrows the search: every row of an answer comes from the graph.
"""
