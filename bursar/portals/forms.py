"""What the forms of several doors share: showing a refusal, asking for an address, proving and choosing a password."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from allauth.account.forms import LoginForm, ReauthenticateForm
from django import forms
from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.core.errors import Refused
from bursar.core.lines import NO_NAME


def refused(form: forms.BaseForm, refusal: Refused) -> None:
    """Show a command's refusal beside the field it belongs to; the view answers with `refusal.status`."""
    form.add_error(refusal.field if refusal.field in form.fields else None, str(refusal))


class Ticks(forms.CheckboxSelectMultiple):
    """Ticks of which some need another one: ticking one ticks what it needs, where scripts run."""

    def __init__(self, needs: Mapping[str, str]) -> None:
        super().__init__()
        self.needs = needs

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        if str(value) in self.needs:
            option["attrs"]["data-needs"] = self.needs[str(value)]
        return option


def previews(request: HttpRequest) -> bool:
    """Whether a form was sent to be told what it would change, and nothing else."""
    return request.method == "POST" and "preview" in request.POST


def asks_meanwhile(request: HttpRequest) -> bool:
    """Whether a script asks it while the form is being filled in: it wants the answer alone, not the page around it.

    A page would also use up the messages that are meant for the next one.
    """
    return previews(request) and "HX-Request" in request.headers


def status_of_wrong(request: HttpRequest) -> int:
    """Of a page with a form that was not right; while it is still being filled in nothing is wrong yet."""
    return 200 if asks_meanwhile(request) else 422


def email_field(label: Any = None) -> forms.EmailField:
    """An e-mail address, with the browser's help."""
    widget = forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"})
    words = {"invalid": _l("This is not an e-mail address.")}
    return forms.EmailField(label=label or _l("E-mail address"), max_length=254, widget=widget, error_messages=words)


_NO_NAME = RegexValidator(NO_NAME, inverse_match=True)


def name_field(label: Any, max_length: int = 80, autocomplete: str = "") -> forms.CharField:
    """What somebody or something is called."""
    attrs = {"autocomplete": autocomplete} if autocomplete else {}
    return forms.CharField(
        label=label, max_length=max_length, validators=[_NO_NAME], widget=forms.TextInput(attrs=attrs)
    )


def date_field(label: Any, widget: forms.DateInput) -> forms.DateField:
    """A date that is not needed; far from both ends of the calendar, where time zones and last days fall off."""
    within = [MinValueValidator(date(1990, 1, 1)), MaxValueValidator(date(2199, 12, 31))]
    return forms.DateField(label=label, required=False, widget=widget, validators=within)


def time_field(label: Any) -> forms.TimeField:
    """A time of a day, to the minute; not needed."""
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, required=False, widget=widget)


def current_password_field(label: Any = None) -> forms.CharField:
    """The password one has."""
    widget = forms.PasswordInput(attrs={"autocomplete": "current-password"})
    return forms.CharField(label=label or _l("Password"), strip=False, max_length=512, widget=widget)


def new_password_field(label: Any = None) -> forms.CharField:
    """A password to be chosen: long, anything goes, pasting welcome."""
    widget = forms.PasswordInput(attrs={"autocomplete": "new-password", "minlength": settings.PASSWORD_MIN_LENGTH})
    return forms.CharField(
        label=label or _l("Password"), strip=False, max_length=512, widget=widget, help_text=password_help
    )


def password_help_text() -> str:
    """What a password has to be, in one sentence."""
    words = _(
        "At least %(count)s characters. A few unrelated words are good, no digits or signs are needed, and pasting "
        "from a password manager is welcome. Very common passwords are refused."
    )
    return words % {"count": settings.PASSWORD_MIN_LENGTH}


class _Lazy:
    """The help text in the language of the request, made when it is shown."""

    def __str__(self) -> str:
        return password_help_text()


password_help: Any = _Lazy()


def check_new_password(form: forms.BaseForm, field: str, person: object) -> None:
    """Refuse a password that is short, common or like the person's own name and address."""
    password = form.cleaned_data.get(field)
    if not password:
        return
    try:
        validate_password(password, person)  # type: ignore[arg-type]
    except forms.ValidationError as error:
        form.add_error(field, error)


class SignInForm(LoginForm):  # type: ignore[misc]
    """Address and password, in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"] = email_field()
        self.fields["password"] = current_password_field()
        self.order_fields(["login", "password"])

    def clean_login(self) -> str:
        """Addresses are lower case."""
        return str(self.cleaned_data["login"]).strip().lower()


class ProofForm(ReauthenticateForm):  # type: ignore[misc]
    """The password once more, by somebody who is signed in."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"] = current_password_field()
