"""What changed in the pipeline between two days, to the minor unit (METRICS, 4: changes)."""
