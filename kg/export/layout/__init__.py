"""Positions of the nodes of a picture, chosen so that lines can be followed and labels read.

::

    arrangement.py   a layout for each shape of screen
    boxes.py         the size of a node with its label
    springs.py       drawings by igraph, seeded
    fill.py          a drawing stretched to the frame
    spacing.py  untangle.py  clear.py    a small picture: no overlapping boxes, few lines under boxes
    spread.py        a large picture: components side by side, symbols separated
    clutter.py       edge crossings and lines under boxes

This module imports nothing.
"""
