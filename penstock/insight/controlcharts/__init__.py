"""A metric over time with its control chart: usual, or changed, and since when."""
