"""Words and texts for people, each phrased in one place.

=============  ==========================================================================
counts         numbers with nouns and verbs that agree
lists          names joined with "and" or "or"
days           days and ranges of days
quotes         quotation marks
quoted         words of a row: quoted, paraphrased or coded
attitudes      verbs that agree with their subject
sides          numbers of actors by side
offices        offices, with how they are known
passages       positions of passages
coders         differences between coders
visible        text for a terminal
safe_text      text for pages, Markdown and tables
addresses      addresses that may become links
html_table     rows as a table in a notebook
=============  ==========================================================================

This package imports only the modules directly in ``kg``, and :mod:`kg.model`.
"""
