"""Reading the files that people bring, without Django: a path in, a table of rows, bad rows and doubts out."""
