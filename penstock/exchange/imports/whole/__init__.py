"""A whole workspace as a set of files in one .zip, and the way back into an empty one, with the same ledger."""
