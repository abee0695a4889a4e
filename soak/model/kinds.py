"""The two kinds of billing portal in the model: who holds it, and the operator's switch."""

from datetime import datetime

from soak.model.levels import reopen
from soak.model.people import Op
from soak.model.rights import named_administrators, super_admins
from soak.model.state import Account, World
from soak.model.things import No


def change_portal_kind(op: Op) -> None:
    """To the other kind, where somebody can look after the portal then."""
    by_role = op.args["by_role"]
    if op.account.by_role == by_role:
        raise No("same_kind")
    if not by_role and not named_administrators(op.world, op.account, op.now):
        raise No("no_full_administrator")
    if by_role and not super_admins(op.world, op.account):
        raise No("no_super_admin")
    op.account.by_role = by_role
    reopen(op)


def told(world: World, account: Account, now: datetime) -> list[int]:
    """Who is told and asked: those at level Full, with an end too, or the Super admins."""
    if account.by_role:
        return super_admins(world, account)
    found = (who for who, level in account.levels.items() if level.terms.level == "full" and level.terms.counts(now))
    return [who for who in found if world.people[who].is_active]
