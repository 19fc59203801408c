"""Analyses of networks, each of which returns one table with its heading and notes.

Each module holds one analysis, named after its command, that takes readings and settings and returns
:class:`~kg.networks.analyses.findings.Findings`. Measures and intervals come from
:mod:`kg.networks.measures` and :mod:`kg.networks.certainty`.
"""
