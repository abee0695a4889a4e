"""Who signs in, and whose session it is: allauth's backend, with the person of a session read the short way."""

from allauth.account.auth_backends import AuthenticationBackend

from bursar.accounts.queries.signed_in import signed_in


class Backend(AuthenticationBackend):  # type: ignore[misc]  # allauth has no types
    """allauth's."""

    def get_user(self, user_id: int) -> object | None:
        """The person of a session, unless deactivated."""
        return signed_in(user_id)
