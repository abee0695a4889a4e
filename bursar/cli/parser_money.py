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
    adjustment = group(commands, "adjustment", "What the operator adjusts.")
    make = add(adjustment, "make", "payments:adjust", "Write off a debt, add to it, or give credit.")
    make.add_argument("account", help="the account's number")
    make.add_argument("--invoice", default="", metavar="NUMBER", help="which invoice (the account's credit)")
    make.add_argument("--amount", required=True, help="on the debt: -12.50 takes it off (write --amount=-12.50)")
    make.add_argument("--currency", required=True, help="such as EUR")
    make.add_argument("--reason", required=True)
    make.add_argument("--key", default="", help=_KEY)
    by_operator(make)
