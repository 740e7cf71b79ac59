"""The headers of each system, as literal tables."""
