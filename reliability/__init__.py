"""Proof that no answer is lost, doubled or falsely called stored, with a real browser and server."""
