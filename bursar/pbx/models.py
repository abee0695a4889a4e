"""The version of the permissions page: a draft is saved against the version it was drawn from."""

from django.db import models


class PermissionsPage(models.Model):
    """The PBX permissions page of an account; `version` rises with each Save that changes something."""

    account = models.OneToOneField("accounts.Account", on_delete=models.PROTECT, related_name="pbx_page")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField(null=True)
    saved_by_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"permissions page of {self.account_id}, version {self.version}"
