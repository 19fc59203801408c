"""The page: one HTML file with the network, the words behind it and what it rests on.

::

    subject.py     which statements: those of some issues or actors, or all
    known.py       what is known besides: other names, broader issues, offices at the time
    render.py      a store, or the rows of ``kg said``, to the text of a page
    headline.py    counts, what the picture leaves out, what is contested
    note.py        the analyst's own introduction, Markdown made safe
    cards.py       a statement as the page shows it; wording.py  dates, verbs, safe text
    gathering.py   a network too large to draw, as an aggregate
    picture.py     nodes and edges as plain data; boxes.py  the room that a node takes
    layout.py      where the nodes stand: springs.py draws, fill.py stretches to the frame,
                   spacing.py, untangle.py, clear.py  make a small picture clear, spread.py a large one
                   even; tangle.py says how hard a picture is to follow
    content.py     all of that as the data that the script reads
    assembly.py    the template, the scripts and styles, pyvis, the policy that allows just these
    templates/     HTML, CSS and JavaScript

The page opens offline and sends nothing. Nothing is imported here.
"""
