"""Checks of the French that people read: quantities, readability, typography, spelling. Run by `make lint`."""
