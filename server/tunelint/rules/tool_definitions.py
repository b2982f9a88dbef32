"""The tools that an example declares."""
