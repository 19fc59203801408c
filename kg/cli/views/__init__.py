"""Rows, positions, statements and explanations laid out for a terminal. A view gives text, prints nothing."""
