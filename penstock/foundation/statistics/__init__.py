"""Statistics for small samples: plain functions on numbers and arrays, which know nothing of records or screens."""
