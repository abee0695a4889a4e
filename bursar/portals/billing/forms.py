"""The forms of the billing portal's administration: terms, people, requests, messages."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import BILLING, LEVELS, Level, Permission
from bursar.billing.terms import Terms, for_period
from bursar.billing.words import level_hint, level_label
from bursar.grants.queries import Access, permission_label
from bursar.portals.forms import email_field, name_field
from bursar.portals.periods import PeriodFields

ENTER = Permission.BILLING_PORTAL_ENTER  # part of every level: who may not enter is no billing administrator


class RadioSelect(forms.RadioSelect):
    """Radio buttons of which some cannot be chosen."""

    unavailable: frozenset[str] = frozenset()

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if str(option["value"]) in self.unavailable:
            option["attrs"]["disabled"] = True
        return option


class TermsForm(PeriodFields):
    """Level or rights, dates and reason; what the actor does not hold cannot be chosen."""

    level = forms.ChoiceField(label=_l("Level"), widget=RadioSelect)
    rights = forms.MultipleChoiceField(label=_l("Rights of the level Custom"), required=False)
    reason = forms.CharField(
        label=_l("Reason"), required=False, max_length=300, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )

    field_order: tuple[str, ...] = ("level", "rights", "starts_on", "starts_at", "ends_on", "ends_at", "reason")

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        self.access = access
        super().__init__(*args, time_zone=access.account.time_zone, **kwargs)
        level: Any = self.fields["level"]
        level.choices = [(str(each), f"{level_label(each)}\n{level_hint(each)}") for each in Level]
        level.widget.unavailable = frozenset(
            str(each) for each, contained in LEVELS.items() if not contained <= access.held
        )
        rights: Any = self.fields["rights"]
        rights.choices = [(str(right), permission_label(right)) for right in BILLING if right != ENTER]
        self.fields["reason"].help_text = _("Shown in the list, and in the mails about it.")

    def clean(self) -> dict[str, Any]:
        """A Custom level needs its rights named; the rules on them are the command's."""
        cleaned = super().clean() or {}
        if cleaned.get("level") == Level.CUSTOM and not cleaned.get("rights"):
            self.add_error("rights", _("Choose at least one right, or another level."))
        return cleaned

    def terms(self) -> Terms:
        """What was chosen."""
        chosen = self.cleaned_data
        rights = {ENTER, *(Permission(right) for right in chosen["rights"])}
        return for_period(Level(chosen["level"]), rights, self.period(), reason=chosen["reason"])

    def matrix(self) -> list[dict[str, Any]]:
        """The table of what each level contains, with the ticks of the level Custom."""
        ticked = {str(right) for right in self["rights"].value() or []}
        return [
            {
                "right": str(right),
                "label": permission_label(right),
                "levels": [(str(level), right in LEVELS[level]) for level in LEVELS],
                "is_always": right == ENTER,
                "is_ticked": str(right) in ticked,
                "is_held": self.access.may(right),
            }
            for right in BILLING
        ]


class PersonFields(forms.Form):
    """Who is meant: for an invitation, until it is accepted."""

    first_name = name_field(_l("First name"))
    last_name = name_field(_l("Last name"))
    email = email_field()
    language = forms.ChoiceField(label=_l("Language"), choices=settings.LANGUAGES)

    def clean_email(self) -> str:
        """Addresses are lower case."""
        return str(self.cleaned_data["email"]).strip().lower()


class InvitationForm(TermsForm, PersonFields):
    """Adding a billing administrator, or correcting the invitation until it is accepted."""

    field_order: tuple[str, ...] = ("first_name", "last_name", "email", "language", *TermsForm.field_order)
    seen = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("first_name", "last_name", "email"):  # somebody else's: the browser shall not fill in one's own
            self.fields[name].widget.attrs["autocomplete"] = "off"

    def person(self) -> dict[str, str]:
        """Names, address and language."""
        return {name: self.cleaned_data[name] for name in ("first_name", "last_name", "email", "language")}


class EditForm(TermsForm):
    """The terms of somebody who is a billing administrator already."""

    seen = forms.CharField(widget=forms.HiddenInput)


class SeenForm(forms.Form):
    """A confirmation that carries what it was drawn from."""

    seen = forms.CharField(widget=forms.HiddenInput)


class AnswerForm(forms.Form):
    """A word to the person who asked."""

    answer = forms.CharField(
        label=_l("Your answer"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class RequestForm(forms.Form):
    """Why one asks for access."""

    message = forms.CharField(
        label=_l("What do you need it for?"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )


class MessageForm(forms.Form):
    """A message to the billing administrators."""

    text = forms.CharField(label=_l("Message"), max_length=1000, widget=forms.Textarea(attrs={"rows": 6}))


def terms_initial(terms: Terms) -> dict[str, Any]:
    """What the terms form shows for existing terms besides their period."""
    return {"level": str(terms.level), "rights": [str(right) for right in terms.rights], "reason": terms.reason}
