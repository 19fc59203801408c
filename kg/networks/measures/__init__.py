"""Measures of networks: centrality, communities, polarisation, backbones, scaling and phases.

Every module takes plain inputs (a networkx graph with ``weight`` on its edges, or an array of weights) and
returns data frames or frozen dataclasses; none knows of readings or stores. No result depends on the order in
which nodes or edges were added, and everything that draws random numbers takes a seed.
"""
