"""`python -m bench.large_work WHAT …`: one process of the trial of a large import, on the database of the environment.

`prepare` makes the accounts, `import` takes in the file; `pay`, `add` and `sign in` are what others do meanwhile, and
`verify` looks at all of it afterwards. Each prints what it found as one line of JSON.
"""

import json
import sys
import time
from importlib import import_module
from pathlib import Path
from typing import Any

from soak import site

PAUSE = 0.05  # seconds between two forms of one person, who is fast


def main() -> int:
    """0; anything else is an error of ours."""
    what, *args = sys.argv[1:]
    site.prepare()
    acts = import_module("bench.large_acts")
    if what == "prepare":
        found = acts.prepare(int(args[0]), int(args[1]))
    elif what == "import":
        found = acts.take_in(Path(args[0]))
    elif what == "verify":
        found = {"size": acts.database_size(), "breaches": site.breaches()}
    else:
        found = _work({"pay": acts.pay, "add": acts.add, "sign in": acts.sign_in}[what](args[0]), Path(args[1]))
    print(json.dumps(found))
    return 0


def _work(forms: Any, stop: Path) -> list[tuple[float, float, int]]:
    """When each form was sent (seconds since 1970), how long its answer took, and its status; until `stop` is there."""
    answers = []
    for send in forms:
        at, began = time.time(), time.perf_counter()
        status = send().status_code
        answers.append((at, time.perf_counter() - began, status))
        if stop.exists():
            break
        time.sleep(PAUSE)
    return answers


if __name__ == "__main__":
    sys.exit(main())
