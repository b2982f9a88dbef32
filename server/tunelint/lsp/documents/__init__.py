"""Open documents: their rows and results, and where things stand in them."""
