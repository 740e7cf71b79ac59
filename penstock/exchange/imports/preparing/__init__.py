"""From a table and its mapping to typed rows and refused ones, without Django."""
