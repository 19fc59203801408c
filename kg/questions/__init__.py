"""Named questions and what is built on them: rows with the words behind them.

A named question is one ``queries/<name>.rq``: a header and portable SPARQL. ``parts/`` holds the
queries that ``said``, ``positions``, ``explain`` and ``show`` are put together from. This layer reads
a store and returns plain data; it imports nothing but the ground floor, ``kg.store`` and the standard
library, and prints nothing.

Of the modules, ``catalogue`` reads question files, ``names`` settles what a user typed, ``dates`` reads
days as typed, ``answer`` is the shape of every answer, ``asking`` runs a named question, and ``said``,
``positions``, ``explain`` and ``show`` each serve the command of their name.

A name goes from ``names``, which decides, to ``register``, which reads names from the store, ``titles``,
which takes the title of an office apart, ``holders``, who held it on the day, and where it means nobody to
``misnomers`` and ``suggestions``. ``bodies`` knows who acts for a body; ``deeds`` and ``voices`` ask it for
what was done and said.
"""
