"""The page: one HTML file with the network, the words behind it and what it rests on.

::

    render.py      a store, or the rows of ``kg said``, to the text of a page
    assembly.py    the template, the scripts and styles, pyvis, the policy that allows just these
    headline.py    counts, what the picture leaves out, what is contested
    cards.py       a statement as the page shows it
    picture.py     nodes and edges as plain data; layout.py, tangle.py, boxes.py  where they stand
    wording.py     dates, verbs, text that is safe to show
    templates/     HTML, CSS and JavaScript

The page opens offline and sends nothing. Nothing is imported here.
"""
