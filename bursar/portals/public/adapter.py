"""allauth, wrapped once: its mails and redirects are ours."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Where allauth meets Bursar."""
