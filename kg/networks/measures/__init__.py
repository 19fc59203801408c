"""Measures of networks: who is central, who belongs together, what carries the structure.

Every module works on plain inputs (a networkx graph with ``weight`` on its edges, or an array of
weights), knows nothing of readings or stores, and returns data frames or frozen dataclasses. Nothing
depends on the order in which nodes or edges were added, and what draws random numbers takes a seed.
"""
