"""Named questions and the commands built on them: rows with the words behind them.

A named question is one file ``queries/<name>.rq``: a header and portable SPARQL. ``parts/`` has the queries
behind ``said``, ``positions``, ``explain`` and ``show``. This package reads a store and returns plain data.
It imports only modules of the ground floor, ``kg.model``, ``kg.wording``, ``kg.store`` and the standard
library, and prints nothing.

``catalogue`` reads question files, ``ask`` runs a named question, ``answer`` is the type of every answer, and
``periods`` reads dates as typed. ``said``, ``positions``, ``explain``, ``show`` and ``status`` each serve the
command of that name; ``subject``, ``context`` and ``debate`` serve pages and briefings. ``all_statements``
reads the statements of a whole graph for exports.

``names`` decides what a typed name means. It uses ``register``, which reads names from the store;
``office_titles``, which parses the title of an office; ``office_holders``, which finds who held the office
on a day; and ``unknown_names``, which suggests names when nothing matches. ``bodies`` finds who acts for a
body; ``actions`` uses it for what was done, ``said`` for what was said.
"""
