"""The command line: `tunelint check`, `fix`, `submit`, `jobs`, `rules`, `explain` and others."""
