"""The texts of sources: positions of quotes and passages, and why a quote is not found.

``text`` reads a text, ``location`` finds quotes in it, ``diagnosis`` explains why a quote is not found, and
``verification`` checks the anchors of a whole sheet.
"""
