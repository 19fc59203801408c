"""Layout of rows, positions, statements and explanations for a terminal. A view returns text."""
