"""The text of a dataset: rows, columns, JSON positions. It knows nothing of what the JSON means."""
