"""From coding sheets to the graph: read, check, anchor, compile. The building side, on rdflib.

The road inside: ``yamlfile`` (a file with line numbers) → ``registry`` and ``sheet`` (what may
stand in one) → ``corpus`` (a workspace read whole, names resolved) → ``compile`` (triples) →
``derive`` (positions, closure of the issue scheme). ``anchors`` find quotes in texts; ``validation``
and ``lint`` check the result; ``start`` begins a new workspace.

Rule of the layer: it imports nothing of ``kg`` but the ground floor.
"""
