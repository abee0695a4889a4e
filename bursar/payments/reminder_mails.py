"""The mail that reminds of an invoice: one to all who want reminders in a language, with what is left to pay, or that
it is going to be paid automatically."""

from zoneinfo import ZoneInfo

from django.utils.translation import override

from bursar.billing.queries.mailing import mailed, stop_token
from bursar.invoices.models import Standing
from bursar.invoices.queries import today_of
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.payments.queries import announced_for


@builds("payments.reminder")
def reminder(mail: OutboxMail) -> Letter | None:
    """None when nothing is left to pay by now, or nobody wants it any more."""
    row = Standing.objects.select_related("document__account").get(pk=mail.about["document"])
    account = row.document.account
    rows = mailed(mail, account.pk, "reminders")
    if not rows or not row.is_open:
        return None
    due_on, plan = row.due_on or row.issued_on, announced_for(row.document)
    with override(rows[0].language):
        context = {
            "document": row.document,
            "left": row.outstanding_minor,
            "due_on": due_on,
            "paid_on": plan.charge_at.astimezone(ZoneInfo(account.time_zone)).date() if plan else None,
            "late": max(0, (today_of(account) - due_on).days),
            "account_name": account.name,
            "number": account.number,
        }
        return Letter(
            rows[0].email,
            rows[0].language,
            "invoice_reminder",
            context,
            others=tuple(each.email for each in rows[1:]),
            stop_token=stop_token(rows),
        )
