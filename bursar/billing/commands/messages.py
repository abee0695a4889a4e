"""A member who may not enter writes to the billing administrators (rule 3)."""

from django.utils.translation import gettext as _

from bursar.access.actor import Actor
from bursar.accounts.models import Account
from bursar.accounts.queries import person_by_id
from bursar.accounts.steps import lock
from bursar.audit.recording import audited, record
from bursar.billing import events
from bursar.billing import queries as billing
from bursar.billing.models import AdministratorMessage
from bursar.core import clock
from bursar.core.errors import Forbidden, Refused, TooMany
from bursar.grants.queries import access_to
from bursar.mail.outbox import enqueue


@audited
def message_administrators(actor: Actor, *, account: Account, text: str) -> None:
    """Mail a message to the Full administrators; three a day, by members only."""
    lock(account)
    access = access_to(actor, account)
    if not billing.may_ask(access):
        raise Forbidden("may_not_ask", _("Only members of the account who have no access yet may write from here."))
    readers = billing.full_now(account)
    if not readers:
        raise Refused("nobody_to_ask", _("This billing portal has no administrator at present who could answer."))
    sender = person_by_id(actor.person_id or 0)
    if billing.messages_today(account, sender) >= billing.MESSAGES_A_DAY:
        raise TooMany("too_many", _("You have sent several messages today. Wait a day before you send another."))
    message = AdministratorMessage.objects.create(
        portal=billing.portal_of(account), person=sender, text=text.strip(), sent_at=clock.now()
    )
    record(actor, events.MESSAGE_SENT, account=account.pk, on=("message", message.pk))
    about = {"message": message.pk, "by_role": access.goes_by_role}
    for reader in readers:
        enqueue("billing.message", account=account.pk, person=reader.pk, about=about)
