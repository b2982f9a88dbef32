"""Preference examples: an input, and the better and the worse answer to it."""
