"""From the text of a cell to a value: compiled once for a column, after looking at the whole of it."""
