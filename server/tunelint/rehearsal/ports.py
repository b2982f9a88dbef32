"""Ports of this machine, to serve at."""

import socket

from tunelint.rehearsal.serving import HOST


def free_port() -> int:
    """A port that nobody serves at."""
    with socket.create_server((HOST, 0)) as server:
        return int(server.getsockname()[1])


def is_free(port: int) -> bool:
    """Whether nobody serves at a port."""
    try:
        socket.create_server((HOST, port)).close()
    except OSError:
        return False
    return True
