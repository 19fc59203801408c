"""The page: one HTML file with the network, its statements and their evidence.

::

    render.py           a store, or the rows of ``kg said``, to the text of a page
    headline.py         counts, limits of the picture, contested issues
    statement_cards.py  a statement for the page; phrases.py  values in words
    aggregate.py        a network that is too large to draw
    picture.py          nodes and edges as plain data, with positions from kg.export.layout
    content.py          the data for the scripts
    assembly.py         the template, scripts and styles, pyvis, the content security policy
    pyvis_network.py    pyvis, imported without IPython
    network_page.py     the page of ``kg network -f html``; onemode/  that of a one-mode network
    templates/          HTML, CSS and JavaScript

Statements are selected and fetched by :mod:`kg.questions.subject`, :mod:`kg.questions.context` and
:mod:`kg.questions.debate`. The page opens offline and sends nothing. This module imports nothing.
"""
