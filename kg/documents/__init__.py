"""Files that people have, read as texts and coding sheets. One package or module for each format.

Rule of the layer: it imports nothing of ``kg`` but the ground floor and :mod:`kg.coding`, whose sheets it
writes.
"""
