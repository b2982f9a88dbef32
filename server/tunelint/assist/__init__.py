"""What an editor asks about a place in an open dataset: positions in, plain data out."""
