"""docs/permissions.md, written from the tables in access/."""

from bursar.access.permissions import (
    BILLING,
    LEVELS,
    NEEDS,
    PBX,
    PBX_NEEDS,
    ROLE_BILLING,
    ROLE_PERMISSIONS,
    ROLES,
    Permission,
    role_billing,
)


def document() -> str:
    """The whole page."""
    parts = [
        "# Permissions",
        "Generated from `bursar/access/permissions.py` by `make golden`; a test keeps it true.",
        "## Billing rights, by level and by PBX permission",
        _grid(
            BILLING,
            {level.value: held for level, held in LEVELS.items()}
            | {f"PBX {p.value}": held for p, held in PBX.items() if held & set(BILLING)},
        ),
        "The level `custom` holds any of these rights, each with what it needs.",
        "## Admin portal permissions, by role",
        _grid(
            (Permission.ADMIN_PORTAL_ENTER, *ROLE_PERMISSIONS, Permission.ADMIN_MANAGE),
            {role.value: held for role, held in ROLES.items()},
        ),
        "A custom role holds any of them but `admin:manage`, and opens the admin portal. None is a billing right.",
        "## Billing rights by role, where the billing portal goes by role",
        "A portal is `assigned` (those who are named in it hold it, as above) until the operator switches it to "
        "`by_role`: `bursar billing-portal kind`. Then what was given by name sleeps, and roles count; PBX permissions "
        "are the same in both. Switched back, what roles carry sleeps.",
        _grid(
            BILLING,
            {role.value: role_billing(role) for role in ROLES} | {"custom, any of": frozenset(ROLE_BILLING)},
        ),
        "## PBX permissions",
        _grid(
            tuple(p for p in Permission if any(p in held for held in PBX.values())),
            {p.value: held for p, held in PBX.items()},
        ),
        "The account's Super admins hold `pbx:enter` and `pbx_permission:manage` by their role. "
        + " ".join(f"`{p}` cannot be ticked without `{need}`." for p, need in PBX_NEEDS.items()),
    ]
    return "\n\n".join(parts) + "\n"


def _grid(permissions: tuple[Permission, ...], columns: dict[str, frozenset[Permission]]) -> str:
    head = ["permission", "needs", *columns]
    rows = [
        [f"`{p}`", f"`{NEEDS[p]}`" if p in NEEDS else "", *("x" if p in held else "" for held in columns.values())]
        for p in permissions
    ]
    return "\n".join("| " + " | ".join(row) + " |" for row in (head, ["---"] * len(head), *rows))
