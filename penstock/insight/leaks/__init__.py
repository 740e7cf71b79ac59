"""Where money runs out, in the order of what mending is worth."""
