"""Typed refusals: what a command or query answers when it will not do what was asked."""


class Refused(Exception):  # noqa: N818  # a refusal is an answer, no error
    """Something was asked that the rules do not allow; nothing was changed.

    `code` is stable snake_case for programs and tests; `message` is a sentence for the person (it may be a lazy
    translation); `field` names the form field it belongs to, or None.
    """

    status = 422

    def __init__(self, code: str, message: object, *, field: str | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.message = message
        self.field = field

    def __str__(self) -> str:
        return str(self.message)


class NotKnown(Refused):
    """404: the actor may not even know whether it exists."""

    status = 404

    def __init__(self, message: object = "Not found") -> None:
        super().__init__("not_found", message)


class Forbidden(Refused):
    """403: the actor may know of it but not do this; `why` may hold the decision that denied it."""

    status = 403

    def __init__(self, code: str, message: object, *, field: str | None = None, why: object = None) -> None:
        super().__init__(code, message, field=field)
        self.why = why


class Conflict(Refused):
    """409: it was changed in between; nothing was written."""

    status = 409


class TooMany(Refused):
    """429: asked too often."""

    status = 429


class BusyError(Exception):
    """503: too many wrote at the same time; nothing was changed, and the same may be asked again in a moment."""
