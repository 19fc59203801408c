"""The briefing as Markdown with a footnote for each statement.

::

    document.py     a store to the text of a briefing
    standings.py    positions and sides, by all statements of the graph; sides.py  the same in words
    footnotes.py    a statement and its footnote

:mod:`kg.export.markdown` writes text of the data and the analyst's own note. :mod:`kg.questions.subject`
selects the statements, as for the page. This module imports nothing.
"""
