"""The request that is being answered, for whatever is written on the way: entries and log lines carry its id."""

from contextvars import ContextVar

request_id: ContextVar[str] = ContextVar("bursar_request_id", default="")
