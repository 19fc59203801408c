"""Import of existing files as texts and coding sheets, with one package or module for each format.

Rule of the layer: it imports only the modules directly in ``kg``, :mod:`kg.model`, :mod:`kg.wording` and
:mod:`kg.coding`, whose sheets it writes.
"""
