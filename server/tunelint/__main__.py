"""`python -m tunelint` is the command `tunelint`."""

import sys

from tunelint.cli.main import main

sys.exit(main())
