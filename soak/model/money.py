"""Bills and payments in the model: what is outstanding, what is reserved, what was charged."""

from typing import Any

from bursar.access.permissions import Permission
from soak.model.people import Op
from soak.model.things import NOT_FOUND, Invoice, No, Payment

P = Permission
UNDER_WAY = ("pending", "unknown")
RANK = {"pending": 0, "unknown": 1, "declined": 2, "cancelled": 2, "succeeded": 3}
METHODS = 20


def take_in(op: Op) -> None:
    """A file of invoices and credit notes of one account and issuer: all of it, or every problem."""
    known = {i.number: i for account in op.world.accounts.values() for i in account.invoices.values()}
    mine = {invoice.number: invoice for invoice in op.account.invoices.values()}
    new = [row for row in op.args["documents"] if row["number"] not in known]
    for row in op.args["documents"]:
        there, own = known.get(row["number"]), mine.get(row["number"])
        if there is not None and (own is None or (own.gross, own.kind) != (row["gross"], row["kind"])):
            raise No("file_refused")
    for row in sorted(new, key=lambda row: str(row["kind"]), reverse=True):  # invoices before what refers to them
        if row["kind"] == "credit_note":
            _credit(row, mine)
        id = op.made.get("documents", {}).get(row["number"], 0)
        invoice = Invoice(id, row["number"], row["currency"], row["gross"], row["due"], row["kind"])
        mine[row["number"]] = invoice
    op.account.invoices = {invoice.id: invoice for invoice in mine.values()}


def _credit(row: dict[str, Any], mine: dict[str, Invoice]) -> None:
    about = mine.get(row["refers_to"])
    if about is None or about.kind != "invoice" or about.currency != row["currency"]:
        raise No("file_refused")
    if row["gross"] > about.gross - about.credited:
        raise No("file_refused")
    about.credited += row["gross"]


def intend_payment(op: Op) -> None:
    """Reserve an amount of each invoice; the same key is the same payment."""
    op.access(P.INVOICE_PAY)
    parts = {int(id): amount for id, amount in op.args["parts"]}
    before = next((p for p in op.account.payments.values() if p.key == op.args["key"]), None)
    if before is not None:
        if (before.parts, before.method, before.by) != (parts, op.args["method"], op.by):
            raise No("key_used_otherwise")
        return
    _payable(op, parts)
    method = op.args["method"]
    if method is not None and method not in op.account.methods:
        raise No("method_unknown")
    made = op.made["id"]
    op.account.payments[made] = Payment(made, op.by, op.args["key"], parts, method)


def settle_payment(op: Op) -> None:
    """Forward only; money that moved is posted, what is too much becomes credit."""
    payment, state = op.account.payments[op.args["payment"]], op.args["outcome"]["state"]
    if RANK[state] <= RANK[payment.state]:
        return
    payment.state = state
    if state != "succeeded":
        return
    for id, amount in payment.parts.items():
        invoice = op.account.invoices[id]
        posted = min(amount, invoice.outstanding)
        invoice.paid += posted
        payment.credit += amount - posted


def ask_to_cancel_payment(op: Op) -> None:
    """While it is pending."""
    op.access(P.INVOICE_PAY)
    if op.account.payments[op.args["payment"]].state != "pending":
        raise No("payment_not_cancellable")


def start_adding_method(op: Op) -> None:
    """At the provider's page."""
    op.access(P.PAYMENT_METHOD_MANAGE)
    if len(op.account.methods) >= METHODS:
        raise No("too_many_methods")
    op.account.setups[op.made["id"]] = "open"


def settle_method_setup(op: Op) -> None:
    """A method that the provider keeps is never lost."""
    setup, state = op.args["setup"], op.args["outcome"]["state"]
    if state == "succeeded" and op.account.setups[setup] != "kept":
        op.account.setups[setup] = "kept"
        op.account.methods[op.made["method"]] = not any(op.account.methods.values())
    elif state in ("declined", "cancelled") and op.account.setups[setup] == "open":
        op.account.setups[setup] = "over"


def make_method_default(op: Op) -> None:
    """Offered first."""
    op.access(P.PAYMENT_METHOD_MANAGE)
    _method(op)
    op.account.methods = {id: id == op.args["method"] for id in op.account.methods}


def remove_method(op: Op) -> None:
    """The newest of the others takes its place."""
    op.access(P.PAYMENT_METHOD_MANAGE)
    _method(op)
    was_default = op.account.methods.pop(op.args["method"])
    if was_default and op.account.methods:
        op.account.methods[list(op.account.methods)[-1]] = True


def _method(op: Op) -> None:
    if op.args["method"] not in op.account.methods:
        raise No(NOT_FOUND)


def _payable(op: Op, parts: dict[int, int]) -> None:
    if not parts:
        raise No("nothing_to_pay")
    if any(id not in op.account.invoices for id in parts):
        raise No(NOT_FOUND)
    invoices = sorted((op.account.invoices[id] for id in parts), key=lambda i: (i.due, i.id))
    if any(invoice.kind != "invoice" for invoice in invoices):
        raise No("not_an_invoice")
    if len({invoice.currency for invoice in invoices}) > 1:
        raise No("currencies_differ")
    for invoice in invoices:
        _fits(op, invoice, parts[invoice.id])


def _fits(op: Op, invoice: Invoice, amount: int) -> None:
    under_way = (p.parts.get(invoice.id, 0) for p in op.account.payments.values() if p.state in UNDER_WAY)
    free = invoice.outstanding - sum(under_way)
    if amount <= 0:
        raise No("amount_not_positive")
    if invoice.outstanding <= 0:
        raise No("nothing_outstanding")
    if free <= 0:
        raise No("payment_under_way")
    if amount > free:
        raise No("amount_too_high")
