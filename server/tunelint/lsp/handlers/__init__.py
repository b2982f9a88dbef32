"""Which notifications, requests and commands the server follows."""

from tunelint.lsp.handlers.answers import ANSWERS, OPTIONS
from tunelint.lsp.handlers.commands import COMMANDS
from tunelint.lsp.handlers.documents import DOCUMENTS
from tunelint.lsp.handlers.examples import EXAMPLE_REQUESTS
from tunelint.lsp.handlers.submissions import SUBMISSIONS
from tunelint.lsp.server import TunelintServer


def follow_all(server: TunelintServer) -> None:
    """Have a server follow all that there is."""
    for method, handler in {**DOCUMENTS, **ANSWERS, **EXAMPLE_REQUESTS, **SUBMISSIONS}.items():
        server.feature(method, OPTIONS.get(method))(handler)
    for name, command in COMMANDS.items():
        server.command(name)(command)
