"""Coding sheets and registry files: YAML with line numbers, what may stand in it, and names resolved.

``yamlfile`` reads a file, ``parsing`` holds it against its model (``sheet``, ``registry``), ``corpus`` is a
workspace read whole. ``splice`` changes single keys and leaves every other byte as it was.
"""
