"""Starts servers by forking a process that has imported one: the imports are most of a start.

What a server imports only when it needs that is not imported here either.
"""

import atexit
import importlib
import json
import os
import runpy
import select
import signal
import socket
import subprocess
import sys
from functools import cache
from typing import NoReturn

CAN_FORK = hasattr(os, "pidfd_open")
LONGEST_REQUEST = 1 << 17

STAND_IN = """
import json, os, socket, sys
zygote = socket.socket(fileno=int(sys.argv[1]))
here, there = socket.socketpair()
request = json.dumps([sys.argv[2:], os.getcwd(), {**os.environ}]).encode()
socket.send_fds(zygote, [request], [0, 1, 2, there.fileno()])
there.close()
sys.exit(here.recv(1)[0])
"""
"""Has a server forked onto its own streams, and ends as that does; if it is killed, so is that."""


def command(*arguments: str) -> tuple[list[str], list[int]]:
    """A command that does what Python does with these arguments, and what it has to inherit.

    They are `-m` and a module, or a script, and what that is given.
    """
    channel = _zygote()
    return [sys.executable, "-I", "-S", "-c", STAND_IN, str(channel), *arguments], [channel]


@cache
def _zygote() -> int:
    """The channel to the zygote of this process, which ends with it."""
    here, there = socket.socketpair(type=socket.SOCK_SEQPACKET)
    run = [sys.executable, __file__, str(there.fileno())]
    process = subprocess.Popen(run, pass_fds=[there.fileno()], stdin=subprocess.DEVNULL)
    there.close()

    def end() -> None:
        here.close()
        process.wait()

    atexit.register(end)
    return here.fileno()


def main(channel: socket.socket) -> None:
    """Fork for each request, until nobody is left to make one."""
    importlib.import_module("tunelint.cli.main")
    importlib.import_module("tunelint.lsp.serving")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # guards are not waited for
    while True:
        request, streams, _, _ = socket.recv_fds(channel, LONGEST_REQUEST, 4)
        if not request:
            return
        if not os.fork():
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            channel.close()
            if server := os.fork():
                _guard(server, streams)
            _take_place(streams)
            _run(*json.loads(request))
            return
        for stream in streams:
            os.close(stream)


def _guard(server: int, streams: list[int]) -> NoReturn:
    """Tell the stand-in how the server ends, or end the server with the stand-in."""
    for stream in streams[:3]:
        os.close(stream)
    stand_in = socket.socket(fileno=streams[3])
    ready, _, _ = select.select([os.pidfd_open(server), stand_in.fileno()], [], [])
    if stand_in.fileno() in ready:
        os.kill(server, signal.SIGKILL)
    else:
        _, status = os.waitpid(server, 0)
        stand_in.send(bytes([os.waitstatus_to_exitcode(status) % 256]))
    os._exit(0)


def _take_place(streams: list[int]) -> None:
    """Be on the streams of the stand-in."""
    for standard, stream in enumerate(streams[:3]):
        os.dup2(stream, standard)
    for stream in streams:
        os.close(stream)
    sys.stdin, sys.stdout, sys.stderr = os.fdopen(0), os.fdopen(1, "w"), os.fdopen(2, "w")


def _run(arguments: list[str], folder: str, environment: dict[str, str]) -> None:
    """Do what Python would do there with these arguments."""
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    if arguments[0] == "-m":
        sys.argv = arguments[1:]
        runpy.run_module(arguments[1], run_name="__main__", alter_sys=True)
    else:
        sys.argv = arguments
        runpy.run_path(arguments[0], run_name="__main__")


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
