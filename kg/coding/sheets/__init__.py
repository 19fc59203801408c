"""Coding sheets and registry files: YAML with line numbers, validated against models, names resolved.

``yamlfile`` reads a file, ``parsing`` validates it against its model (``sheet``, ``registry``), ``corpus``
reads a whole workspace. ``splice`` edits single keys and keeps every other byte.
"""
