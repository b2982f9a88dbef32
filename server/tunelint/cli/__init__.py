"""The command line: `tunelint check`, `fix`, `rules`, `explain`, `lsp`, `rehearse`."""
