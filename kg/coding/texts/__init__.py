"""The texts of sources: where quotes and passages stand in them, and why one does not.

``text`` reads a text, ``location`` finds quotes in it, ``diagnosis`` explains a quote that is not found, and
``verification`` checks the anchors of a whole sheet.
"""
