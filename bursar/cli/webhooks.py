"""`webhook`: telling the vendor's programs what happens."""

from argparse import Namespace
from typing import Any

from bursar.accounts.steps import operator_named
from bursar.cli.naming import account_numbered
from bursar.cli.output import say, show
from bursar.core.errors import NotKnown, Refused
from bursar.webhooks import commands, queries, signing
from bursar.webhooks.kinds import CHOICES


def add(args: Namespace) -> None:
    """Tell a program, and show its secret, this once."""
    account = account_numbered(args.account).pk if args.account else None
    row = commands.add_endpoint(
        operator_named(args.operator),
        url=args.url,
        types=args.event or [str(each) for each in CHOICES],
        account_id=account,
    )
    show([{"uid": row.uid, "secret": signing.secret(row.uid, row.secret_version)}], as_json=args.json)


def list_endpoints(args: Namespace) -> None:
    """All of them."""
    rows = [
        {
            "uid": row.uid,
            "url": row.url,
            "events": " ".join(row.types),
            "waiting": getattr(row, "waiting", 0),
            "failing since": row.failing_since.isoformat() if row.failing_since else "",
            "disabled": row.disabled_why if row.disabled_at else "",
        }
        for row in queries.endpoints()
    ]
    show(rows, as_json=args.json)


def deliveries(args: Namespace) -> None:
    """What was sent to one, newest first."""
    rows = []
    for row in _known(lambda: queries.deliveries(args.uid, state=args.state, limit=args.limit)):
        last = queries.last_try(row)
        rows.append(
            {
                "event": row.event.uid,
                "type": row.event.type,
                "at": row.event.at.isoformat(),
                "state": row.state,
                "attempts": row.attempts,
                "status": last.status or "" if last else "",
                "ms": last.milliseconds if last else "",
                "said": last.said if last else "",
            }
        )
    show(rows, as_json=args.json)


def disable(args: Namespace) -> None:
    """Send it nothing for the time being."""
    row = _known(lambda: commands.disable_endpoint(operator_named(args.operator), uid=args.uid, reason=args.reason))
    say(f"Disabled: {row.url}")


def enable(args: Namespace) -> None:
    """Send it again what waits."""
    say(f"Enabled: {_known(lambda: commands.enable_endpoint(operator_named(args.operator), uid=args.uid)).url}")


def rotate(args: Namespace) -> None:
    """Sign with a new secret, and show it, this once."""
    row = _known(lambda: commands.rotate_secret(operator_named(args.operator), uid=args.uid))
    show([{"uid": row.uid, "secret": signing.secret(row.uid, row.secret_version)}], as_json=args.json)


def remove(args: Namespace) -> None:
    """Send it nothing ever again."""
    say(f"Removed: {_known(lambda: commands.remove_endpoint(operator_named(args.operator), uid=args.uid)).url}")


def ping(args: Namespace) -> None:
    """Send it an event that says nothing else."""
    event = _known(lambda: commands.ping_endpoint(operator_named(args.operator), uid=args.uid))
    say(f"Event {event.uid} is on its way.")


def replay(args: Namespace) -> None:
    """Send again."""
    if not args.event and args.since is None:
        raise Refused("since_or_event", "say which event, or since when: --event ID or --since INSTANT")
    since = args.since
    count = _known(lambda: commands.replay(operator_named(args.operator), uid=args.uid, since=since, event=args.event))
    say(f"Sent again: {count}")


def _known(act: Any) -> Any:
    try:
        return act()
    except NotKnown:
        raise Refused("webhook_unknown", "there is no such webhook") from None
