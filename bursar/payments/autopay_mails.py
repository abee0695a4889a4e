"""The mails of automatic payment and of methods that expire; built when they are sent."""

from collections.abc import Callable

from django.utils import translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from bursar.accounts.models import Account, Person
from bursar.core.days import format_day
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.payments import autopay_words as words
from bursar.payments import queries
from bursar.payments.models import Mandate, Payment, PaymentMethod, PlannedPayment


@builds("payments.autopay_set", "payments.autopay_ended", "payments.autopay_confirm")
def autopay_changed(mail: OutboxMail) -> Letter | None:
    """What became of the mandate; nothing to confirm any more once it ended."""
    mandate = _mandate(mail.about["mandate"])
    if mandate is None or (mail.kind != "payments.autopay_ended" and mandate.ended_at is not None):
        return None
    return _letter(mail, mandate.account, lambda: words.BY_KIND[mail.kind](mandate))


@builds("payments.autopay_announced")
def autopay_announced(mail: OutboxMail) -> Letter | None:
    """What will be charged when; without what was called off meanwhile."""
    mandate = _mandate(mail.about["mandate"])
    known = PlannedPayment.objects.filter(pk__in=mail.about["planned"]).select_related("invoice")
    plans = list(known.exclude(state=PlannedPayment.State.CALLED_OFF).order_by("charge_at", "pk"))
    if mandate is None or not plans:
        return None
    return _letter(mail, mandate.account, lambda: words.announced(mandate, plans))


@builds("payments.autopay_declined")
def autopay_declined(mail: OutboxMail) -> Letter | None:
    """Why a payment was declined, and when it is tried again."""
    rows = PlannedPayment.objects.select_related("invoice", "mandate__account")
    plan = rows.filter(pk=mail.about["planned"]).first()
    payment = Payment.objects.filter(pk=mail.about["payment"]).first()
    if plan is None or payment is None:
        return None
    return _letter(mail, plan.mandate.account, lambda: words.declined(plan, payment.decline_code))


@builds("payments.method_expires")
def method_expires(mail: OutboxMail) -> Letter | None:
    """That a kept card expires; nothing once it was removed."""
    method = PaymentMethod.objects.filter(pk=mail.about["method"], removed_at__isnull=True).first()
    if method is None or method.expires_on is None:
        return None
    account, expires_on = method.account, method.expires_on

    def worded() -> words.Words:
        told = {"method": queries.method_name(method), "date": format_day(expires_on, "long", get_language())}
        return {
            "heading": _("A payment method of %(account)s expires soon") % {"account": account.name},
            "paragraphs": [
                _("%(method)s can be used until %(date)s. Add another one in time.") % told,
            ],
            "facts": [],
        }

    return _letter(mail, account, worded)


def _mandate(pk: int) -> Mandate | None:
    return Mandate.objects.filter(pk=pk).select_related("account", "method", "authorised_by").first()


def _letter(mail: OutboxMail, account: Account, worded: Callable[[], words.Words]) -> Letter | None:
    reader = Person.objects.filter(pk=mail.to_person_id or 0, deactivated_at__isnull=True).first()
    if reader is None:
        return None
    with translation.override(reader.language):
        context = {**worded(), "account_name": account.name, "account_number": account.number}
    return Letter(reader.email, reader.language, "autopay_note", context)
