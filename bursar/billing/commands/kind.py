"""The operator switches an account's billing portal from one kind to the other."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.access.facts import PortalKind
from bursar.accounts import steps as accounts
from bursar.accounts.models import Account
from bursar.accounts.queries.kinds import portal_kind, super_admins
from bursar.audit.recording import audited, record
from bursar.billing import events, steps
from bursar.billing.queries import Turn, kind_refusal, kind_turn, named_administrators
from bursar.core.errors import Refused
from bursar.mail.outbox import enqueue


@audited
def change_portal_kind(actor: Actor, *, account: Account, kind: PortalKind, reason: str) -> Turn:
    """Let the billing portal go by role, or by those who are named in it; answers who gained and lost what.

    Nothing else is touched: grants and roles keep what they contain, and what does not count in a kind sleeps. Refused
    where nobody could look after the portal afterwards.
    """
    accounts.require_operator(actor)
    if not reason.strip():
        raise Refused("reason_missing", _("Say why: the reason is recorded."), field="reason")
    accounts.lock(account)
    refusal = kind_refusal(account, kind)
    if refusal:
        raise refusal
    before, turn = portal_kind(account), kind_turn(account, kind)
    accounts.set_portal_kind(actor, account, kind, reason.strip())
    record(
        actor,
        events.PORTAL_KIND_CHANGED,
        account=account.pk,
        on=("account", account.pk),
        old={"portal_kind": before},
        new={"portal_kind": kind},
    )
    steps.reopen_portal(actor, account)
    _tell(account, turn)
    return turn


def _tell(account: Account, turn: Turn) -> None:
    """Tell whoever gains or loses, and those who look after the portal in either kind; each of their own rights."""
    concerned = {person.pk: person for person in [*turn.people, *super_admins(account), *named_administrators(account)]}
    for pk, person in sorted(concerned.items()):
        about = {"kind": turn.kind, "gained": turn.gained(person), "lost": turn.lost(person)}
        enqueue("billing.portal_kind_changed", account=account.pk, person=pk, about=about)
