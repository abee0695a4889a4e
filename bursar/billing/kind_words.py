"""The two kinds of billing portal in words: what they are called, and the mails about a switch between them."""

from typing import Any

from django.utils.translation import gettext as _

from bursar.access.facts import PortalKind
from bursar.access.permissions import Permission
from bursar.accounts.models import Account
from bursar.billing.words import rights_labels


def kind_label(kind: str) -> str:
    """A kind of billing portal."""
    return {PortalKind.ASSIGNED: _("assigned by name"), PortalKind.BY_ROLE: _("by role")}[PortalKind(kind)]


def kind_hint(kind: PortalKind) -> str:
    """Who may do something in a portal of this kind."""
    return {
        PortalKind.ASSIGNED: _(
            "The billing portal is for the billing administrators who are named in it, and a role gives nothing there."
        ),
        PortalKind.BY_ROLE: _(
            "The billing portal goes by role: Super admins hold every right in it, and custom roles those that they "
            "carry. What billing administrators were given by name sleeps."
        ),
    }[kind]


def asleep_text() -> str:
    """What is said beside anything that was given by name where it does not count."""
    return _(
        "It sleeps, though: in this account the billing portal goes by role, and what was given by name does not count."
    )


def nobody_left(*, by_role: bool) -> str:
    """How a portal came to be without anybody who looks after it."""
    if by_role:
        return _(
            "The last Super admin of %(account)s was deactivated, and its billing portal goes by role. Those whose "
            "custom role carries rights over bills keep them; nobody can give any."
        )
    return _(
        "The last billing administrator at level Full of %(account)s was deactivated. Those who hold other "
        "rights in the billing portal keep them; nobody can add or change administrators."
    )


def portal_kind_changed(account: Account, about: dict[str, Any]) -> dict[str, Any]:
    """To whoever gains or loses by it, and to those who look after the portal before and after."""
    gained, lost = (rights_labels(Permission(right) for right in about[what]) for what in ("gained", "lost"))
    facts = [(_("You hold now"), ", ".join(gained)), (_("You no longer hold"), ", ".join(lost))]
    paragraphs = [_("The operator has changed the kind of billing portal that %(account)s has.")]
    paragraphs.append(kind_hint(PortalKind(about["kind"])))
    if not gained and not lost:
        paragraphs.append(_("For you nothing changes."))
    return {
        "heading": _("Who holds the billing portal of %(account)s has changed") % {"account": account.name},
        "paragraphs": [text % {"account": account.name} for text in paragraphs],
        "facts": [(term, value) for term, value in facts if value],
        "reason": _("You get this message because it is about your access or because you look after this account."),
    }
