"""A state of the small world as one number, by fields of bits: two accounts, three people, two groups.

Account A has the two groups, five roles, levels with and without an end, one invitation at a time; account B has Super
admins and Full alone, so that there is something that must not matter. Groups are alike: of two states that differ in
which is which, one is kept.
"""

from collections.abc import Iterator
from enum import IntEnum

PEOPLE = (0, 1, 2)


class Role(IntEnum):
    """What a person is in an account; the last two are custom roles (see `rights`)."""

    NONE = 0
    MEMBER = 1
    ADMIN = 2
    SUPER_ADMIN = 3
    REGISTRAR = 4
    CLERK = 5


class Level(IntEnum):
    """What a billing administrator was given; a Custom one is made to manage the others and no more."""

    NONE = 0
    FULL = 1
    FULL_UNTIL = 2
    MANAGER = 3
    PAYER = 4
    VIEWER = 5


class Field:
    """Some bits of the number."""

    def __init__(self, shift: int, bits: int) -> None:
        self.shift, self.mask = shift, (1 << bits) - 1

    def of(self, state: int) -> int:
        """Its value in a state."""
        return state >> self.shift & self.mask

    def put(self, state: int, value: int) -> int:
        """The state with another value of it."""
        return state & ~(self.mask << self.shift) | value << self.shift


def _row(start: int, step: int, bits: int) -> tuple[Field, ...]:
    return tuple(Field(start + step * n, bits) for n in PEOPLE)


ACTIVE = _row(0, 1, 1)
IS_LATER = Field(3, 1)  # the end of what was given until then has come
KIND = (Field(11, 1), Field(4, 1))  # of A and of B: 0 assigned, 1 by role
ROLE = (_row(26, 12, 3), _row(5, 2, 1))  # in B: nothing, or Super admin
LEVEL = (_row(30, 12, 3), _row(6, 2, 1))
IS_SUSPENDED = _row(29, 12, 1)
TICKS = _row(33, 12, 3)  # 0 nothing, 1 View, 2 View and Pay; and 3 more for Super administrator
GROUPS = tuple((Field(36 + 12 * n, 1), Field(37 + 12 * n, 1)) for n in PEOPLE)
GROUP_TICKS = (Field(12, 3), Field(15, 3))
NESTING = Field(18, 2)  # 0 none, 1 the first in the second, 2 the second in the first
CLERKS_PAY = Field(20, 1)  # what the custom role Clerk contains
INVITED, INVITER = Field(21, 2), Field(23, 2)  # 1 more than the person; 0 none
OFFERED = Field(25, 1)  # 0 Full, 1 Payer
BITS_OF_A = (1 << 62) - (1 << 11)
BITS_OF_B = (1 << 11) - (1 << 4)
SHARED = 0b1111


def role(state: int, account: int, person: int) -> int:
    """A person's role in an account."""
    value = ROLE[account][person].of(state)
    return Role.SUPER_ADMIN * value if account else value


def super_admins(state: int, account: int) -> Iterator[int]:
    """Those who are active Super admins of an account."""
    for person in PEOPLE:
        is_awake = ACTIVE[person].of(state) and not (account == 0 and IS_SUSPENDED[person].of(state))
        if is_awake and role(state, account, person) == Role.SUPER_ADMIN:
            yield person


def has_full(state: int, account: int) -> bool:
    """Whether some active person is billing administrator at level Full without an end."""
    return any(LEVEL[account][p].of(state) == Level.FULL and ACTIVE[p].of(state) for p in PEOPLE)


def beginning() -> int:
    """Each account with its founder, Super admin and first billing administrator; the third person is nobody."""
    state = 0
    for person in PEOPLE:
        state = ACTIVE[person].put(state, 1)
    state = LEVEL[0][0].put(ROLE[0][0].put(state, Role.SUPER_ADMIN), Level.FULL)
    return LEVEL[1][1].put(ROLE[1][1].put(state, 1), Level.FULL)


_FIRSTS = sum(GROUPS[n][0].mask << GROUPS[n][0].shift for n in PEOPLE)
_SWAPPED = _FIRSTS | _FIRSTS << 1 | 0b11111111 << 12


def canonical(state: int) -> int:
    """Of the state and the one with the two groups exchanged, the smaller."""
    if not state & _SWAPPED:
        return state
    first, second, nesting = GROUP_TICKS[0].of(state), GROUP_TICKS[1].of(state), NESTING.of(state)
    members = (state & _FIRSTS) << 1 | state >> 1 & _FIRSTS
    groups = second << 12 | first << 15 | (0, 2, 1)[nesting] << 18
    return min(state, state & ~_SWAPPED | members | groups)


def words(state: int) -> str:
    """A state to be read by people."""
    said = ["later" if IS_LATER.of(state) else "before the end"]
    for account, name in enumerate("AB"):
        people = "; ".join(_of_person(state, account, person) for person in PEOPLE)
        said.append(f"{name} {'by role' if KIND[account].of(state) else 'assigned'}: {people}")
    ticks = " and ".join(str(field.of(state)) for field in GROUP_TICKS)
    said.append(f"groups ticked {ticks}, nested {NESTING.of(state)}, clerks pay {CLERKS_PAY.of(state)}")
    said.append(f"{INVITER.of(state)} invited {INVITED.of(state)} to {OFFERED.of(state)}")
    return f"{state}: " + " | ".join(said)


def _of_person(state: int, account: int, person: int) -> str:
    has = [Role(role(state, account, person)).name, Level(LEVEL[account][person].of(state)).name]
    if account == 0:
        has += ["suspended"] if IS_SUSPENDED[person].of(state) else []
        has += [f"ticked {TICKS[person].of(state)}"]
        has += [f"in group {group}" for group in (0, 1) if GROUPS[person][group].of(state)]
    return f"{person}{'' if ACTIVE[person].of(state) else ' deactivated'} {', '.join(has)}"
