"""The addresses of paying behind a door; the names are the same behind each: `<door>:invoice-pay` …"""

from functools import partial, update_wrapper
from typing import Any

from django.urls import URLPattern, path

from bursar.access.permissions import Permission
from bursar.portals.doors import Door
from bursar.portals.paying.views import autopay, method, pay, payment


def urls(door: Door) -> list[URLPattern]:
    """Paying invoices, payments and receipts. They stand before the invoices, which no word such as `pay` names."""
    view, to_pay = Permission.INVOICE_VIEW, Permission.INVOICE_PAY
    return [
        path("<str:number>/invoices/pay/", _page(door, to_pay, pay.pay), name="invoice-pay"),
        path("<str:number>/invoices/pay/total/", _page(door, to_pay, pay.total), name="pay-total"),
        path("<str:number>/invoices/<str:uid>/pay/", _page(door, to_pay, pay.pay), name="invoice-pay"),
        path("<str:number>/payments/", _page(door, view, payment.listed), name="payment-list"),
        path("<str:number>/payments/<str:uid>/", _page(door, view, payment.shown), name="payment"),
        path("<str:number>/payments/<str:uid>/return/", _page(door, view, payment.returned), name="payment-return"),
        path("<str:number>/payments/<str:uid>/receipt.pdf", _page(door, view, payment.receipt), name="receipt-pdf"),
        path("<str:number>/payments/<str:uid>/check/", _page(door, to_pay, payment.check), name="payment-check"),
        path("<str:number>/payments/<str:uid>/resume/", _page(door, to_pay, payment.resume), name="payment-resume"),
        path("<str:number>/payments/<str:uid>/cancel/", _page(door, to_pay, payment.cancel), name="payment-cancel"),
    ]


def method_urls(door: Door) -> list[URLPattern]:
    """Payment methods: behind the billing portal's door only."""
    manage = Permission.PAYMENT_METHOD_MANAGE
    return [
        path("<str:number>/methods/", _page(door, manage, method.listed), name="method-list"),
        path("<str:number>/methods/add/", _page(door, manage, method.add), name="method-add"),
        path("<str:number>/methods/autopay/", _page(door, manage, autopay.edit), name="autopay"),
        path("<str:number>/methods/autopay/confirm/", _page(door, manage, autopay.confirm), name="autopay-confirm"),
        path("<str:number>/methods/autopay/pause/", _page(door, manage, autopay.pause), name="autopay-pause"),
        path("<str:number>/methods/autopay/remove/", _page(door, manage, autopay.remove), name="autopay-remove"),
        path("<str:number>/methods/added/<str:uid>/", _page(door, manage, method.returned), name="method-return"),
        path("<str:number>/methods/added/<str:uid>/check/", _page(door, manage, method.check), name="method-check"),
        path("<str:number>/methods/<str:uid>/default/", _page(door, manage, method.default), name="method-default"),
        path("<str:number>/methods/<str:uid>/remove/", _page(door, manage, method.remove), name="method-remove"),
    ]


def _page(door: Door, to: Permission, view: Any) -> Any:
    """A view of paying behind a door: it is told which one."""
    return door.page(to=to)(update_wrapper(partial(view, door=door), view))
