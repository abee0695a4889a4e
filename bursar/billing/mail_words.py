"""The sentences of the mails about billing administrators, in the language that is active."""

from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.accounts.models import Account, Person
from bursar.billing import kind_words
from bursar.billing.models import AccessRequest, AdministratorMessage
from bursar.billing.terms import from_words
from bursar.billing.words import level_label, rights_labels
from bursar.core.days import format_beginning, format_end

People = dict[int, Person]
Words = dict[str, Any]


def facts(terms: dict[str, Any] | None, time_zone: str) -> list[tuple[str, str]]:
    """Terms as pairs of a term and its value."""
    if not terms:
        return []
    given, language = from_words(terms), get_language()
    start, end = given.valid_from, given.valid_until
    pairs = [
        (_("Level"), level_label(given.level)),
        (_("Rights"), ", ".join(rights_labels(given.permissions))),
        (_("Start date"), format_beginning(start, time_zone, language) if start else ""),
        (_("End date"), format_end(end, time_zone, language) if end else _("No end date")),
        (_("Reason"), given.reason),
    ]
    return [(term, value) for term, value in pairs if value]


def your_access(account: Account, about: Words, people: People) -> Words:
    """To the person concerned."""
    by = _by(about, people)
    headings = {
        "changed": _("Your billing access to %(account)s has changed"),
        "removed": _("Your billing access to %(account)s has ended"),
        "granted": _("You have billing access to %(account)s"),
        "appointed": _("You are a billing administrator of %(account)s"),
    }
    texts = {
        "changed": _("%(by)s has changed what you may do in the billing portal. From now on you hold:"),
        "removed": _(
            "%(by)s has ended your access to the billing portal. What you hold elsewhere, such as a role in the admin "
            "portal, stays as it is."
        ),
        "granted": _("%(by)s has granted your request. In the billing portal you hold:"),
        "appointed": _("%(by)s has appointed you billing administrator. In the billing portal you hold:"),
    }
    return {
        "heading": headings[about["change"]] % {"account": account.name},
        "paragraphs": [texts[about["change"]] % {"by": by}, *_asleep(about)],
        "facts": facts(about["terms"], account.time_zone),
        "reason": _("You get this message because it is about your own access."),
    }


def administrators(account: Account, about: Words, people: People, guest: str) -> Words:
    """To the other Full administrators."""
    who = people.get(about.get("who") or 0)
    names = {"by": _by(about, people), "who": who.name if who else guest or _("Somebody")}
    texts = {
        "invited": _("%(by)s has invited %(who)s to become a billing administrator:"),
        "accepted": _("%(who)s has accepted the invitation and is a billing administrator now:"),
        "changed": _("%(by)s has changed what %(who)s may do in the billing portal. From now on they hold:"),
        "removed": _("%(by)s has ended the access of %(who)s to the billing portal."),
        "withdrew": _("%(who)s has given up their access to the billing portal."),
        "granted": _("%(by)s has granted the access that %(who)s had requested:"),
        "appointed": _("%(by)s has appointed %(who)s billing administrator:"),
    }
    return {
        "heading": _("The billing administrators of %(account)s have changed") % {"account": account.name},
        "paragraphs": [texts[about["change"]] % names, *_asleep(about)],
        "facts": facts(about["terms"], account.time_zone),
        "reason": _because(about),
    }


def request_made(account: Account, row: AccessRequest) -> Words:
    """To the Full administrators, who decide."""
    return {
        "heading": _("%(who)s asks for billing access to %(account)s")
        % {"who": row.person.name, "account": account.name},
        "paragraphs": [
            _("%(who)s (%(email)s) is a member of %(account)s and asks for access to the billing portal.")
            % {"who": row.person.name, "email": row.person.email, "account": account.name},
            _("It is for you to decide whether to grant it, and on what terms. Nothing changes until you do."),
        ],
        "quote": row.message,
        "reason": _("You get this message because you are a billing administrator at level Full."),
    }


def request_declined(account: Account, row: AccessRequest) -> Words:
    """To the person who asked."""
    return {
        "heading": _("Your request for billing access to %(account)s was declined") % {"account": account.name},
        "paragraphs": [_("A billing administrator has looked at your request and declined it.")],
        "quote": row.answer,
        "reason": _("You get this message because you asked for access."),
    }


def message(account: Account, row: AdministratorMessage, about: Words) -> Words:
    """To the Full administrators, with the sender's address to answer to."""
    names = {"who": row.person.name, "email": row.person.email, "account": account.name}
    return {
        "heading": _("%(who)s writes to the billing administrators of %(account)s") % names,
        "paragraphs": [
            _("%(who)s is a member of %(account)s without access to the billing portal. Answer to %(email)s.") % names
        ],
        "quote": row.text,
        "reason": _because(about),
    }


def needs_admin(account: Account, reader: str) -> Words:
    """To Super admins and the operator."""
    names = {"account": account.name, "number": account.number}
    texts = {
        "super_admin": _(
            "Being a Super admin gives no right over the bills. Ask your vendor to appoint a billing administrator."
        ),
        "operator": _(
            "Appoint one with: bursar billing-admin appoint, naming the account %(number)s, the person and the reason."
        ),
        "operator_by_role": _(
            "Appoint somebody with: bursar billing-admin appoint, naming the account %(number)s, the person and the "
            "reason. Then let the portal be for those who are named: bursar billing-portal kind %(number)s assigned."
        ),
    }
    why = kind_words.nobody_left(by_role=reader == "operator_by_role")
    return {
        "heading": _("The billing portal of %(account)s has no administrator left") % names,
        "paragraphs": [why % names, texts[reader] % names],
        "reason": _("You get this message because you are responsible for this account."),
    }


def _asleep(about: Words) -> list[str]:
    """Said of what was given just now, where it does not count yet."""
    is_given = about["change"] in ("appointed", "invited", "accepted")
    return [kind_words.asleep_text()] if is_given and about.get("by_role") else []


def _because(about: Words) -> str:
    if about.get("by_role"):
        return _("You get this message because you are a Super admin, and the billing portal goes by role.")
    return _("You get this message because you are a billing administrator at level Full.")


def _by(about: Words, people: People) -> str:
    by = people.get(about.get("by") or 0)
    return by.name if by else _("The operator")
