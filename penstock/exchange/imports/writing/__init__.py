"""From prepared rows to records, in sets: COPY into staging tables, then few statements for each kind."""
