"""Forms of the public pages."""

from typing import Any

from allauth.account.internal.flows.password_reset import reset_password
from django import forms
from django.utils.translation import gettext_lazy as _l

from bursar.accounts.queries import blank_person
from bursar.portals.forms import (
    check_new_password,
    current_password_field,
    email_field,
    name_field,
    new_password_field,
)
from bursar.portals.time_zones import time_zone_choices


class NewSignInForm(forms.Form):
    """A person's name and the password they choose."""

    first_name = name_field(_l("First name"), autocomplete="given-name")
    last_name = name_field(_l("Last name"), autocomplete="family-name")
    password = new_password_field()

    def clean(self) -> dict[str, Any]:
        """The password may not be like the name or the address."""
        data = super().clean() or self.cleaned_data
        person = blank_person(data.get("first_name", ""), data.get("last_name", ""), data.get("email", ""))
        check_new_password(self, "password", person)
        return data


class SignUpForm(NewSignInForm):
    """Name, work e-mail, password and organisation."""

    email = email_field(_l("Work e-mail"))
    organisation = name_field(_l("Organisation"), 120, autocomplete="organization")
    time_zone = forms.ChoiceField(label=_l("Time zone"), choices=time_zone_choices, initial="Europe/Paris")

    field_order = ["first_name", "last_name", "email", "organisation", "time_zone", "password"]


class ConfirmSignUpForm(forms.Form):
    """The password chosen when signing up: proof that the sign-up was one's own."""

    password = current_password_field(_l("The password you chose"))


class AddressForm(forms.Form):
    """An address to write to."""

    email = email_field()


class NewPasswordForm(forms.Form):
    """A new password, behind the link of a mail; allauth hands in the person and the link's key."""

    password = new_password_field(_l("New password"))

    def __init__(self, *args: Any, user: Any = None, temp_key: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean(self) -> dict[str, Any]:
        """The password may not be like the name or the address."""
        data = super().clean() or self.cleaned_data
        check_new_password(self, "password", self.user)
        return data

    def save(self) -> None:
        """Make it the person's password; every session of theirs ends."""
        reset_password(self.user, self.cleaned_data["password"])
