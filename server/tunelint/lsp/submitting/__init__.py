"""Submission and jobs in the editor. `requests` is what the server imports; the rest is heavy."""
