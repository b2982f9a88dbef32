"""What an example is: shapes, messages, parts, images' references, and the method of a file."""
