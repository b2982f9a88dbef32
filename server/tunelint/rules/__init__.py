"""What is wrong with an example or a file: one family of rules a module."""
