"""Tables as files: CSV, XLSX, Parquet. Columns and rows in, bytes out; no query and no right is known here."""
