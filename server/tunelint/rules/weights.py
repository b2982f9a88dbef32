"""Which answers are trained on, and which are not."""
