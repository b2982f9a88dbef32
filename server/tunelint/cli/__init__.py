"""The command line: `tunelint check`, `rules`, `explain`, `lsp`."""
