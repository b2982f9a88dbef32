"""Answers about a place, a range or a document."""
