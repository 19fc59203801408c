"""The briefing as text: Markdown with a footnote for each statement, to paste, print or put under review.

::

    document.py     a store to the text of a briefing
    standings.py    who stands where, by all statements of the graph; sides.py  the same in words
    statements.py   a statement and its footnote
    escaping.py     text of the data, which is never markup
    note.py         the analyst's own introduction, written anew so that it is safe;
                    blocks.py, inlines.py  how

It shows the statements that :mod:`kg.questions.subject` selects, as the page does. Nothing is imported
here.
"""
