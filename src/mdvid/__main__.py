"""`python -m mdvid`."""

import sys

from mdvid.cli.main import main

if __name__ == "__main__":
    sys.exit(main())
