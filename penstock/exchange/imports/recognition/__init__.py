"""What a file is, by its header: the system it comes from, the kind of its records, and which column means what."""
