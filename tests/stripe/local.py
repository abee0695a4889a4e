"""localstripe (a GPL test tool, never shipped) as a server on 127.0.0.1 alone: left to itself it listens everywhere.

`python -m tests.stripe.local` writes the port it chose. Its books stay in memory; it ends when its standard input does.
"""

import asyncio
import os
import socket
import sys
import threading

from aiohttp import web
from localstripe import resources
from localstripe.server import app


def main() -> None:
    """Serve until whoever started us is gone."""
    resources.Store.dump_to_disk = lambda self: None  # otherwise all of them share /tmp/localstripe.pickle
    listening = socket.create_server(("127.0.0.1", 0))
    sys.stdout.write(f"{listening.getsockname()[1]}\n")
    sys.stdout.flush()
    threading.Thread(target=_end_with_parent, daemon=True).start()
    asyncio.set_event_loop(asyncio.new_event_loop())
    web.run_app(app, sock=listening, print=None, access_log=None)


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(0)


if __name__ == "__main__":
    main()
