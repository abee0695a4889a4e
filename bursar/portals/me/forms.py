"""Forms of My account."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.password_change import change_password
from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _l

from bursar.portals.forms import check_new_password, current_password_field, email_field, name_field, new_password_field


class ProfileForm(forms.Form):
    """One's own name and language."""

    first_name = name_field(_l("First name"), autocomplete="given-name")
    last_name = name_field(_l("Last name"), autocomplete="family-name")
    language = forms.ChoiceField(
        label=_l("Language"), choices=settings.LANGUAGES, help_text=_l("Of your pages and of the mails you get.")
    )


class ProvenForm(forms.Form):
    """A form that asks for the password first: what it changes concerns signing in."""

    current = current_password_field(_l("Your current password"))

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_current(self) -> str:
        """It has to be right; wrong ones are counted as at sign-in."""
        password = str(self.cleaned_data["current"])
        if not get_adapter().reauthenticate(self.user, password):
            raise get_adapter().validation_error("incorrect_password")
        return password


class NewAddressForm(ProvenForm):
    """The address one wants to sign in with from now on."""

    email = email_field(_l("New e-mail address"))
    field_order = ["email", "current"]


class ChangePasswordForm(ProvenForm):
    """A new password; shown on demand, so that it need not be typed twice."""

    password = new_password_field(_l("New password"))

    def clean(self) -> dict[str, Any]:
        """The password may not be like the name or the address."""
        data = super().clean() or self.cleaned_data
        check_new_password(self, "password", self.user)
        return data

    def save(self) -> None:
        """Make it the person's password."""
        change_password(self.user, self.cleaned_data["password"])
