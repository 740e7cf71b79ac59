"""Bringing files in: upload, what they are, the run and what it did."""
