"""One example as a chat: what is to be drawn of it, in plain records."""
