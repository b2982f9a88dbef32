"""Calls of tools, and the answers to them."""
