"""What messages say: texts that are empty, marked like the model's own format, or too long."""
