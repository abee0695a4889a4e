"""The words of `bursar` about webhooks."""

from argparse import ArgumentTypeError
from datetime import datetime

from bursar.cli.grammar import Commands, add, by_operator, group, positive
from bursar.webhooks.kinds import CHOICES


def add_webhooks(commands: Commands) -> None:
    """`webhook`."""
    webhook = group(commands, "webhook", "Telling the vendor's programs what happens (docs/webhooks.md).")
    made = add(webhook, "add", "webhooks:add", "Tell a program; its secret is shown once.", json=True)
    made.add_argument("url", help="https://…")
    made.add_argument(
        "--event", action="append", choices=[str(each) for each in CHOICES], help="only of these (of all)"
    )
    made.add_argument("--account", default="", metavar="NUMBER", help="only of this account (of every one)")
    by_operator(made)
    add(webhook, "list", "webhooks:list_endpoints", "List them.", json=True)
    sent = add(webhook, "deliveries", "webhooks:deliveries", "What was sent to one, newest first.", json=True)
    sent.add_argument("uid", help="as listed")
    sent.add_argument("--state", default="", choices=("waiting", "taken", "given_up"), help="only those (all)")
    sent.add_argument("--limit", type=positive, default=100, help="at most so many (100)")
    for name, text in (
        ("disable", "Send it nothing for the time being."),
        ("enable", "Send it again what waits."),
        ("rotate", "Sign with a new secret, which is shown once; for a day with the old one, too."),
        ("remove", "Send it nothing ever again."),
        ("ping", "Send it an event that says nothing else."),
        ("replay", "Send again what it took or what was given up."),
    ):
        parser = add(webhook, name, f"webhooks:{name}", text, json=name == "rotate")
        parser.add_argument("uid", help="as listed")
        by_operator(parser)
        if name == "disable":
            parser.add_argument("--reason", required=True)
        if name == "replay":
            parser.add_argument("--event", default="", metavar="ID", help="this one")
            parser.add_argument("--since", type=_instant, metavar="INSTANT", help="all since 2026-11-01T00:00:00Z")


def _instant(text: str) -> datetime:
    try:
        read = datetime.fromisoformat(text)
    except ValueError:
        read = None
    if read is None or read.tzinfo is None:
        raise ArgumentTypeError(f"not an instant with its zone, such as 2026-11-01T00:00:00Z: {text}")
    return read
