"""The page: one HTML file with the network, the words behind it and what it rests on.

::

    subject.py     which statements: those of some issues or actors, or all
    known.py       what is known besides: other names, broader issues, the scale of scores
    debate.py      every reading of the graph toward the targets of a page, by which sides are counted
    render.py      a store, or the rows of ``kg said``, to the text of a page
    headline.py    counts, what the picture leaves out, what is contested
    note.py        the analyst's own introduction, Markdown made safe
    cards.py       a statement as the page shows it; wording.py  verbs, safe text
    gathering.py   a network too large to draw, as an aggregate
    picture.py     nodes and edges as plain data, placed by kg.export.layout
    content.py     all of that as the data that the script reads
    assembly.py    the template, the scripts and styles, pyvis, the policy that allows just these
    templates/     HTML, CSS and JavaScript

The page opens offline and sends nothing. Nothing is imported here.
"""
