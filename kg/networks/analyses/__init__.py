"""What an analyst asks of a network, each answered as one table with what has to be said beside it.

One module a question; each takes readings and settings and gives
:class:`~kg.networks.analyses.findings.Findings`.
Measures and intervals come from :mod:`kg.networks.measures` and :mod:`kg.networks.certainty`.
"""
