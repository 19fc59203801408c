"""What stands beside a graph on disk so that no question has to read all of it.

A generation of a store (:mod:`kg.store.generations`) has, next to the graph, one SQLite file with the
words of the statements (FTS5), the words of all names, and how many things there are of each class.
:mod:`~kg.store.index.harvest` collects what is needed while the graph is written,
:mod:`~kg.store.index.creation` makes the file from it, :mod:`~kg.store.index.lookup` looks things up.

The file belongs to one generation and is made in the same step, so that it is never older than the
graph. It only narrows down where a question looks: every row of an answer still comes from the graph.
"""
