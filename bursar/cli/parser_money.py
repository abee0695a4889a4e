"""The words of `bursar` about money: paying back, adjusting."""

from bursar.cli.grammar import Commands, add, by_operator, group

_KEY = "the same key is the same again: nothing happens twice (amount and reason)"


def add_money(commands: Commands) -> None:
    """`payment` and `adjustment`."""
    payment = group(commands, "payment", "Payments.")
    refund = add(payment, "refund", "payments:refund", "Pay back a part of a payment, or all of it.")
    refund.add_argument("payment", help="its receipt number, or its id in the address of its page")
    refund.add_argument("--amount", default="", help="how much, such as 12.50 (all that is left of it)")
    refund.add_argument("--reason", required=True, help="told to whoever paid")
    refund.add_argument("--key", default="", help=_KEY)
    by_operator(refund)
    _incoming(payment)
    adjustment = group(commands, "adjustment", "What the operator adjusts.")
    make = add(adjustment, "make", "payments:adjust", "Write off a debt, add to it, or give credit.")
    make.add_argument("account", help="the account's number")
    make.add_argument("--invoice", default="", metavar="NUMBER", help="which invoice (the account's credit)")
    make.add_argument("--amount", required=True, help="on the debt: -12.50 takes it off (write --amount=-12.50)")
    make.add_argument("--currency", required=True, help="such as EUR")
    make.add_argument("--reason", required=True)
    make.add_argument("--key", default="", help=_KEY)
    by_operator(make)


def _incoming(payment: Commands) -> None:
    taken = add(
        payment, "import", "incoming:take_in", "Take in bank transfers and payments taken elsewhere.", json=True
    )
    taken.add_argument("file", metavar="FILE", help="a .csv or .json file (docs/payments.md)")
    by_operator(taken)
    add(payment, "waiting", "incoming:waiting", "List money of which it is not clear what it is for.", json=True)
    assign = add(payment, "assign", "incoming:assign", "Say for which account and invoices money is.")
    assign.add_argument("uid", help="as listed")
    assign.add_argument("--account", required=True, metavar="NUMBER", help="the account's number")
    assign.add_argument("--invoice", action="append", default=[], metavar="NUMBER", help="which (none: it is credit)")
    by_operator(assign)
    dismiss = add(payment, "dismiss", "incoming:dismiss", "Say that money is nobody's here.")
    dismiss.add_argument("uid", help="as listed")
    dismiss.add_argument("--reason", required=True)
    by_operator(dismiss)
