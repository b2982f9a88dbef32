"""Runs the rules: over one line, over an open document, over a stream."""
