"""What log lines never hold: the secrets of single-use links."""

import logging
import re

# Django names the path of every answer of 400 and above; these carry a token that opens something.
_SECRET = re.compile(r"(/(?:invitation|sign-up/confirm|confirm-address|reset-password)/)[^/\s?\"']+")


class NoSecrets(logging.Filter):
    """Cuts tokens out of paths, wherever the line came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line, without the secret."""
        line = record.getMessage()
        cut = _SECRET.sub(r"\1…", line)
        if cut != line:
            record.msg, record.args = cut, ()
        return True
