"""The page of a one-mode network: picture, statements of both sides behind each tie, a table of ties."""
