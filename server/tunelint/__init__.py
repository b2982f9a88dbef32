"""Tunelint: a language server and linter for fine-tuning datasets."""

__version__ = "0.1.0"
