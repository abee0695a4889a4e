"""Sessions in the database, saved again when another request of the same browser was faster."""

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError

from bursar.audit.again import again, lost


class SessionStore(db.SessionStore):
    """Django's, whose `save` takes every failure of the database for a session that was ended meanwhile."""

    def save(self, must_create: bool = False) -> None:
        """Save; raises UpdateError for a session that was really ended, BusyError when there was no turn to write."""
        again(lambda: self._save_once(must_create))

    def _save_once(self, must_create: bool) -> None:
        try:
            super().save(must_create)
        except UpdateError as error:
            if lost(error.__context__) and error.__context__:
                raise error.__context__ from error.__context__.__cause__
            raise
