"""``python -P -m casefile``: the console script by its module name."""

import sys

from casefile.cli import main

if __name__ == "__main__":
    sys.exit(main())
