"""Who holds what in a state of the small world, straight from the product's sections 3 and 4; not by bursar/access."""

from bursar.access.permissions import Permission
from soak.small.state import (
    ACTIVE,
    CLERKS_PAY,
    GROUP_TICKS,
    GROUPS,
    IS_LATER,
    IS_SUSPENDED,
    KIND,
    LEVEL,
    NESTING,
    TICKS,
    Level,
    Role,
    role,
)

NAMES = tuple(Permission)  # the words alone: what they belong to is said below
BIT = {str(name): 1 << n for n, name in enumerate(NAMES)}


def bits(*names: str) -> int:
    """A set of rights as a number."""
    return sum(BIT[name] for name in names)


ENTER, VIEW, PAY = BIT["billing_portal:enter"], BIT["invoice:view"], BIT["invoice:pay"]
MANAGE_BILLING = BIT["billing_admin:manage"]
GUARDED = VIEW | PAY
FULL = (
    ENTER | GUARDED | MANAGE_BILLING | bits("payment_method:manage", "billing_details:manage", "billing_activity:view")
)
LEVELS = (0, FULL, FULL, ENTER | MANAGE_BILLING, ENTER | GUARDED, ENTER | VIEW)  # in the order of `Level`
PBX_ENTER, PBX_MANAGE = BIT["pbx:enter"], BIT["pbx_permission:manage"]
MEMBERS, ADMINS, IN_GROUPS = BIT["member:manage"], BIT["admin:manage"], BIT["group:manage"]
ROLES_TOO = BIT["role:manage"]
_OFFICE = bits("admin_portal:enter", "member:view", "activity:view")
ROLES = (  # in the order of `Role`
    0,
    0,
    _OFFICE | MEMBERS | IN_GROUPS,
    _OFFICE | MEMBERS | IN_GROUPS | ROLES_TOO | ADMINS | BIT["account:manage"] | PBX_ENTER | PBX_MANAGE,
    BIT["admin_portal:enter"] | MEMBERS | IN_GROUPS | ROLES_TOO,
    BIT["admin_portal:enter"],
)
_TICKED = (0, PBX_ENTER | VIEW, PBX_ENTER | GUARDED)
_NEEDS = (
    (PAY | BIT["payment_method:manage"], VIEW),
    (bits("billing_details:manage", "billing_admin:manage", "billing_activity:view"), ENTER),
)


def ticked(code: int) -> int:
    """What ticks give."""
    return _TICKED[code % 3] | (PBX_ENTER | PBX_MANAGE if code > 2 else 0)


def carried(state: int, group: int) -> int:
    """What being in a group gives, with what the one around it carries."""
    around = NESTING.of(state) == group + 1
    return ticked(GROUP_TICKS[group].of(state)) | (ticked(GROUP_TICKS[1 - group].of(state)) if around else 0)


def contained(state: int, account: int, has: int) -> int:
    """What a role contains, with what it carries of the bills where the portal goes by role."""
    if not KIND[account].of(state):
        return ROLES[has]
    clerk = ENTER | VIEW | (PAY if CLERKS_PAY.of(state) else 0)
    of_the_bills = {Role.SUPER_ADMIN: FULL, Role.CLERK: clerk}
    return ROLES[has] | of_the_bills.get(Role(has), 0)


def held(state: int, account: int, person: int, *, endless: bool = False) -> int:
    """The rights of a person in an account; or those that have no end alone."""
    if not ACTIVE[person].of(state):
        return 0
    level = LEVEL[account][person].of(state)
    ended = level == Level.FULL_UNTIL and (endless or IS_LATER.of(state))
    rights = 0 if ended or KIND[account].of(state) else LEVELS[level]
    has = role(state, account, person)
    if has and not (account == 0 and IS_SUSPENDED[person].of(state)):
        rights |= contained(state, account, has)
        if account == 0:
            rights |= ticked(TICKS[person].of(state))
            for group in (0, 1):
                rights |= carried(state, group) if GROUPS[person][group].of(state) else 0
    for needy, need in _NEEDS:
        rights &= -1 if rights & need else ~needy
    return rights


def listed(rights: int) -> str:
    """The words of some rights."""
    return ", ".join(name for name, bit in BIT.items() if rights & bit) or "nothing"
