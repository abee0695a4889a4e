"""The sentences of the mails about an end that comes near, in the language that is active."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.billing.queries import full_now
from bursar.billing.words import level_label
from bursar.core.days import format_end
from bursar.grants.models import Grant


def your_access_ends(grant: Grant) -> dict[str, Any]:
    """To the person whose access ends."""
    who = ", ".join(person.name for person in full_now(grant.account) if person.pk != grant.person_id)
    paragraphs = [
        _("You are a billing administrator at the level %(level)s until then. What you hold elsewhere stays as it is.")
        % {"level": level_label(grant.name)},
        _("These people can extend it: %(names)s.") % {"names": who} if who else "",
    ]
    return {
        "heading": _("Your billing access to %(account)s ends on %(date)s") % _names(grant),
        "paragraphs": [text for text in paragraphs if text],
        "reason": _("You get this message because it is about your own access."),
    }


def access_ends(grant: Grant) -> dict[str, Any]:
    """To those who may extend it."""
    return {
        "heading": _("The billing access of %(who)s to %(account)s ends on %(date)s") % _names(grant),
        "paragraphs": [
            _("%(who)s is a billing administrator at the level %(level)s until then.")
            % {**_names(grant), "level": level_label(grant.name)},
            _("If it is to go on, extend it in the billing portal. If not, you need do nothing: it ends by itself."),
        ],
        "reason": _("You get this message because you are a billing administrator at level Full."),
    }


def _names(grant: Grant) -> dict[str, str]:
    end = format_end(grant.valid_until, grant.account.time_zone, get_language()) if grant.valid_until else ""
    return {"account": grant.account.name, "who": grant.person.name if grant.person else "", "date": end}
