"""The wire: frames, encoded answers, ranges, words for clients, and work that is waited for."""
