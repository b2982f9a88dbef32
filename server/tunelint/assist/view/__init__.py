"""One example as a text of many lines, and that text back as the example's row."""
