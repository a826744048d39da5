"""``python -m callstation``."""

import sys

from callstation.cli.main import main

sys.exit(main())
