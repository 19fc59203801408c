"""Where the nodes of a picture stand, so that its lines can be followed and its labels read.

::

    arrangement.py   a layout for each shape of screen
    boxes.py         the room that a node takes with its label
    springs.py       igraph's drawing, seeded
    fill.py          a drawing stretched to the frame
    spacing.py  untangle.py  clear.py    a small picture: no box on another, few lines under boxes
    spread.py        a large picture: parts side by side, symbols apart
    tangle.py        how hard a picture is to follow

Nothing is imported here.
"""
