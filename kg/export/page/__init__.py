"""The page: one HTML file with the network, the words behind it and what it rests on.

::

    render.py           a store, or the rows of ``kg said``, to the text of a page
    headline.py         counts, what the picture leaves out, what is contested
    statement_cards.py  a statement as the page shows it; words.py  how values read on a page
    aggregate.py        a network too large to draw
    picture.py          nodes and edges as plain data, placed by kg.export.layout
    content.py          all of that as the data that the script reads
    assembly.py         the template, the scripts and styles, pyvis, the policy that allows just these
    network_page.py     the page of ``kg network -f html``; onemode/  that of a one-mode network
    templates/          HTML, CSS and JavaScript

What is shown is selected and fetched by :mod:`kg.questions.subject`, :mod:`kg.questions.context` and
:mod:`kg.questions.debate`. The page opens offline and sends nothing. Nothing is imported here.
"""
