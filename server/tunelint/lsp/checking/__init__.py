"""What follows from edits, settings and files: checks, and what is published of them."""
