"""Views of single examples: what they show, and how they are written back."""
