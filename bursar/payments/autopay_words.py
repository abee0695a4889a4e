"""Automatic payment in the reader's words."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.core.days import format_beginning
from bursar.core.money import format_money
from bursar.payments import queries
from bursar.payments.models import Mandate, PlannedPayment
from bursar.payments.words import decline_text

_ENDED = {
    Mandate.Ended.REPLACED: _l("Other terms took its place."),
    Mandate.Ended.PAUSED: _l("It was paused."),
    Mandate.Ended.REMOVED: _l("It was removed."),
    Mandate.Ended.METHOD_GONE: _l("Its payment method was removed or has expired."),
    Mandate.Ended.NOT_CONFIRMED: _l("Nobody confirmed it in time."),
}
State = PlannedPayment.State
Words = dict[str, Any]


def ended_text(because: str) -> str:
    """Why a mandate ended."""
    return str(_ENDED[Mandate.Ended(because)])


def planned_text(state: str) -> str:
    """How a planned payment stands."""
    return {
        State.ANNOUNCED: _("Announced"),
        State.ORDERED: _("Under way"),
        State.PAID: _("Paid"),
        State.GIVEN_UP: _("Not tried again"),
        State.CALLED_OFF: _("Called off"),
        State.OVER_LIMIT: _("Above the limit: not paid by itself"),
    }[State(state)]


def terms(mandate: Mandate) -> list[tuple[str, str]]:
    """What was authorised."""
    return [
        (_("Payment method"), queries.method_name(mandate.method)),
        (_("At most for each payment"), _money(mandate.limit_minor, mandate)),
        (_("Announced before"), _("%(days)s days") % {"days": mandate.notice_days}),
        (_("Authorised by"), mandate.authorised_by.name),
    ]


def set_up(mandate: Mandate) -> Words:
    """That somebody authorised it."""
    return {
        "heading": _("Invoices of %(account)s are paid automatically") % _account(mandate),
        "paragraphs": [
            _("%(person)s authorised automatic payment on these terms. Each payment is announced by mail before.")
            % {"person": mandate.authorised_by.name},
            _how_to_stop(),
        ],
        "facts": terms(mandate),
    }


def ended(mandate: Mandate) -> Words:
    """That it stopped, and why."""
    return {
        "heading": _("Automatic payment of %(account)s has stopped") % _account(mandate),
        "paragraphs": [
            ended_text(mandate.ended_because),
            _("Invoices are paid by hand until somebody authorises it again, on the page of payment methods."),
        ],
        "facts": terms(mandate),
    }


def to_confirm(mandate: Mandate) -> Words:
    """That whoever authorised it may pay no more: another one confirms it, or it stops."""
    by = format_beginning(mandate.confirm_by, mandate.account.time_zone, get_language()) if mandate.confirm_by else ""
    return {
        "heading": _("Confirm automatic payment of %(account)s, or it stops") % _account(mandate),
        "paragraphs": [
            _("%(person)s authorised it and can no longer pay invoices here. It goes on until %(time)s.")
            % {"person": mandate.authorised_by.name, "time": by},
            _("To keep it, confirm it with one click on the page of payment methods. Otherwise it stops then."),
        ],
        "facts": terms(mandate),
    }


def announced(mandate: Mandate, plans: list[PlannedPayment]) -> Words:
    """What will be charged, and when; and what is left to people."""
    will, above = [p for p in plans if p.state != State.OVER_LIMIT], [p for p in plans if p.state == State.OVER_LIMIT]
    paragraphs = []
    if will:
        method = queries.method_name(mandate.method)
        paragraphs += [_("These invoices will be charged to %(method)s:") % {"method": method}]
    if above:
        paragraphs += [_("What is above the limit is not paid automatically: pay it by hand.")]
    return {
        "heading": _("Automatic payment of %(account)s: what comes next") % _account(mandate),
        "paragraphs": [*paragraphs, _how_to_stop()],
        "facts": [(_invoice(plan), _planned(plan, mandate)) for plan in [*will, *above]],
    }


def declined(plan: PlannedPayment, code: str) -> Words:
    """Why nothing was charged, and what follows."""
    when = format_beginning(plan.charge_at, plan.mandate.account.time_zone, get_language())
    again = _("It will be tried again on %(time)s.") % {"time": when}
    by_hand = _("It will not be tried again: pay the invoice by hand.")
    return {
        "heading": _("An automatic payment of %(account)s was declined") % _account(plan.mandate),
        "paragraphs": [decline_text(code), again if plan.state == State.ANNOUNCED else by_hand],
        "facts": [(_invoice(plan), _money(plan.amount_minor, plan.mandate))],
    }


def _planned(plan: PlannedPayment, mandate: Mandate) -> str:
    amount = _money(plan.amount_minor, mandate)
    if plan.state == State.OVER_LIMIT:
        return _("%(amount)s, above the limit") % {"amount": amount}
    when = format_beginning(plan.charge_at, mandate.account.time_zone, get_language())
    return _("%(amount)s on %(time)s") % {"amount": amount, "time": when}


def _invoice(plan: PlannedPayment) -> str:
    return _("Invoice %(number)s") % {"number": plan.invoice.number}


def _how_to_stop() -> str:
    return _("To stop it, pause or remove it on the page of payment methods before that day.")


def _money(minor: int, mandate: Mandate) -> str:
    return format_money(minor, mandate.currency, get_language() or "en")


def _account(mandate: Mandate) -> dict[str, str]:
    return {"account": mandate.account.name}


BY_KIND: dict[str, Callable[[Mandate], Words]] = {
    "payments.autopay_set": set_up,
    "payments.autopay_ended": ended,
    "payments.autopay_confirm": to_confirm,
}
