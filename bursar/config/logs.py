"""How log lines look: as JSON or plain, each with its request's id, none with a link's secret or a row's values."""

import json
import logging
import re
import time
from datetime import UTC, datetime
from typing import Any

from bursar.core.lines import visible
from bursar.core.request import request_id

# Django names the path of every answer of 400 and above; these carry a token that opens something
# (and a pattern of an address, <slug:token>, opens nothing).
_SECRET = re.compile(
    r"(/(?:invitation|recipient/stop|recipient|sign-up/confirm|confirm-address|reset-password)/)[^/\s?\"'<][^/\s?\"']*"
)


# PostgreSQL tells which value broke a constraint, and that may be somebody's address.
_VALUES = re.compile(r"^(DETAIL|CONTEXT): .*$", re.MULTILINE)


class _Trace(logging.Formatter):
    """Traces of errors without the secrets of links and without the values of rows."""

    def formatException(self, ei: Any) -> str:  # noqa: N802  # the library's name
        """The trace as text."""
        return _VALUES.sub(r"\1: …", _SECRET.sub(r"\1…", super().formatException(ei)))


class NoSecrets(logging.Filter):
    """Cuts tokens out of paths, wherever the line came from."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Keep every line, without the secret."""
        line = record.getMessage()
        cut = _SECRET.sub(r"\1…", line)
        if cut != line:
            record.msg, record.args = cut, ()
        return True


class RequestIds(logging.Filter):
    """Gives each line the id of the request it was written in, `-` outside of one."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Django writes its line on a failed answer after the request is over: then the request itself knows."""
        asked = getattr(record, "request", None)
        record.request_id = getattr(asked, "bursar_request_id", "") or request_id.get() or "-"
        return True


class Plain(_Trace):
    """A line for people, in UTC."""

    converter = staticmethod(time.gmtime)

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s [%(request_id)s] %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """What goes on after the first line is indented: no number or name that a line holds looks like one of ours."""
        return visible(super().format(record)).replace("\n", "\n  ")


class Json(_Trace):
    """A JSON object on one line, for programs."""

    def format(self, record: logging.LogRecord) -> str:
        """Time (UTC), level, logger, request, message, whatever fields the line was given, and the error's trace."""
        fields = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "request_id": getattr(record, "request_id", "-"),
            "message": record.getMessage(),
            **getattr(record, "fields", {}),
        }
        if record.exc_info:
            fields["error"] = self.formatException(record.exc_info)
        return json.dumps(fields, ensure_ascii=False, default=str)
