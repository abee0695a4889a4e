"""`python -m bursar.cli`."""

import sys

from bursar.cli.main import main

sys.exit(main())
