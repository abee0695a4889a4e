"""`billing-portal kind`: who would gain and who would lose, then the switch."""

import sys
from argparse import Namespace
from collections.abc import Sequence

from bursar.access.facts import PortalKind
from bursar.access.permissions import LEVELS, Level, Permission
from bursar.accounts.steps import operator_named
from bursar.billing.commands.kind import change_portal_kind
from bursar.billing.queries import Turn, kind_refusal, kind_turn
from bursar.billing.words import rights_labels
from bursar.cli.accounts import account_named
from bursar.cli.output import say

NOT_DONE = 1


def kind(args: Namespace) -> int:
    """Show what the switch gives and takes; do it with --yes, or on being told so at a terminal. 1 when not done."""
    account, wanted = account_named(args.account), PortalKind(args.kind.replace("-", "_"))
    refusal = kind_refusal(account, wanted)
    if refusal:
        raise refusal
    _show(f"{account.name} ({account.number})", kind_turn(account, wanted))
    if not args.yes and not _is_confirmed():
        say("Nothing was changed. To do it, say --yes.")
        return NOT_DONE
    change_portal_kind(operator_named(args.operator), account=account, kind=wanted, reason=args.reason)
    say(f"Done: the billing portal of {account.name} is {args.kind} now. Everybody concerned is told by mail.")
    return 0


def _show(account: str, turn: Turn) -> None:
    say(f"{account}: billing portal {turn.kind.replace('_', ' ')}")
    for sign, word, rights_of in (("+", "gain", turn.gained), ("-", "lose", turn.lost)):
        people = [person for person in turn.people if rights_of(person)]
        say(f"{_count(people)} would {word}:" if people else f"Nobody would {word} anything.")
        for person in people:
            say(f"  {sign} {person.name} <{person.email}>: {_rights(rights_of(person))}")


def _rights(rights: list[Permission]) -> str:
    return "every right" if LEVELS[Level.FULL] <= set(rights) else ", ".join(rights_labels(rights))


def _count(people: Sequence[object]) -> str:
    return "1 person" if len(people) == 1 else f"{len(people)} people"


def _is_confirmed() -> bool:
    """Asks on a terminal only: a script says --yes."""
    if not sys.stdin.isatty():
        return False
    sys.stdout.write("Switch it? [y/N] ")
    sys.stdout.flush()
    return sys.stdin.readline().strip().lower() in ("y", "yes")
