"""The briefing as text: Markdown with a footnote for each statement, to paste, print or put under review.

::

    document.py     a store to the text of a briefing
    standings.py    who stands where, by all statements of the graph; sides.py  the same in words
    statements.py   a statement and its footnote

Text of the data and the analyst's own note are written by :mod:`kg.export.markdown`. The statements are
those that :mod:`kg.questions.subject` selects, as on the page. Nothing is imported here.
"""
