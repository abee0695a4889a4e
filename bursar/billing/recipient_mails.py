"""The mail that asks an address whether it wants the bills."""

from bursar.billing.models import Recipient
from bursar.billing.steps.confirming import confirmation_made
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail


@builds("billing.recipient.confirm")
def confirm(mail: OutboxMail) -> Letter | None:
    """With a link that works once; none for one that was removed, confirmed or asked again meanwhile."""
    rows = Recipient.objects.filter(
        pk=mail.about["recipient"], generation=mail.about["generation"], removed_at=None, confirmed_at=None
    )
    row = rows.select_related("portal__account").first()
    if row is None:
        return None
    account = row.portal.account
    context = {
        "token": confirmation_made(row),
        "account_name": account.name,
        "expires_at": row.token_expires_at,
        "time_zone": account.time_zone,
    }
    return Letter(row.email, row.language, "recipient_confirm", context)
