"""The language server: wiring and conversion. Nothing else knows the protocol."""
