"""The language server, in the make-believe internet of the process that starts this one."""

import sys
from functools import partial

from tunelint import fetch
from tunelint.lsp.serving import serve
from web import Web

transport = Web(int(sys.argv[1])).transport
vars(fetch)["Fetcher"] = partial(fetch.Fetcher, transport=transport, seconds=60)
sys.exit(serve())
