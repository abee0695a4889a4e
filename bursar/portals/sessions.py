"""Sessions in the database, saved again when another request of the same browser was faster."""

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.backends.base import UpdateError
from django.db import connection
from django.utils import timezone

from bursar.audit.again import again, lost

_LOAD = "SELECT session_data FROM django_session WHERE session_key = %s AND expire_date > %s"


class SessionStore(db.SessionStore):
    """Django's, whose `save` takes every failure of the database for a session that was ended meanwhile."""

    def load(self) -> dict[str, Any]:
        """What is kept for the browser; nothing for a session that is over. By one plain statement: it is read at every
        request."""
        now = connection.ops.adapt_datetimefield_value(timezone.now())
        with connection.cursor() as cursor:
            cursor.execute(_LOAD, [self.session_key, now])
            row = cursor.fetchone()
        if row is None:
            self._session_key = None
            return {}
        return self.decode(row[0])

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
