"""Markdown, read and written: an analyst's note made safe to show, and text of the data escaped.

``note`` reads a note and renders it as HTML; ``rewriting`` writes it as Markdown that is safe in any reader,
with ``blocks`` and ``inlines`` for its parts; ``escaping`` is for values of the data.
"""
