"""Markdown, read and written: an analyst's note made safe to show, and text escaped for any reader.

``note`` reads a note and renders it as HTML; ``rewriting`` writes it again as Markdown that is safe in any
reader, with ``blocks`` and ``inlines`` for its parts; ``escaping`` is for values of the data.
"""
