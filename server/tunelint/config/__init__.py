"""How a dataset is to be checked."""
