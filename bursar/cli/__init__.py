"""The operator's door: the command `bursar`.

Exit codes: 0 done, 1 refused by a rule (nothing was changed), 2 wrong words or a wrong file, 3 the installation is not
in order (settings, database).
"""

from bursar.cli.main import main

__all__ = ["main"]
