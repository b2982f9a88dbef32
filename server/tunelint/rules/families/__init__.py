"""One family of rules a module."""
