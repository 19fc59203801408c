"""Run kg from a checkout, without installing it: ``python cli.py said --about tariffs``."""

from __future__ import annotations

from kg.cli.main import main

if __name__ == "__main__":
    main()
