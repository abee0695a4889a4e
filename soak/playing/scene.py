"""What a client sees of the installation when it chooses what to do next, and the dice it chooses with."""

import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

from bursar.access.permissions import BILLING, ROLE_BILLING, PbxPermission
from bursar.access.permissions import ROLE_PERMISSIONS as OF_ROLES
from bursar.accounts.models import Account, CustomRole, Group, Invitation, Membership
from bursar.accounts.queries.kinds import goes_by_role
from bursar.billing.models import AccessRequest, Recipient
from bursar.core import clock
from bursar.grants.models import Grant
from bursar.invoices.models import Document
from bursar.payments.models import MethodSetup, Payment, PaymentMethod
from bursar.pbx.models import PermissionsPage

T = TypeVar("T")
GROUPS = ("Alpha", "Beta", "Gamma", "Delta", "Epsilon", "Zeta", "Eta")
ROLES = ("Reception", "Office", "Helpdesk")
LEVELS = ("full", "full", "full", "payer", "viewer", "custom")
# Who does what, mostly; the others are for those who may do most in the admin portal.
PARTS = dict.fromkeys(
    ("leave_billing_portal", "decline_request", "grant_request", "add_billing_admin", "resend_invitation",
     "revoke_invitation", "correct_invitation", "change_billing_admin", "remove_billing_admin", "make_method_default",
     "remove_method", "start_adding_method", "intend_payment", "ask_to_cancel_payment", "add_recipient",
     "change_recipient", "remove_recipient"),
    "billing",
)  # fmt: skip
NOBODYS = 999_999_999  # an id that no row has


class Scene:
    """One round's accounts and people, and the dice of one operation."""

    def __init__(self, dice: random.Random, accounts: list[int], people: list[int], emails: list[str]) -> None:
        self.dice, self.accounts, self.people, self.emails = dice, accounts, people, emails
        self.account = dice.choice(accounts)
        self.person = dice.choice(people)

    def one(self, rows: Any, field: str = "pk") -> int:
        """One of the rows, or now and then an id that is not there."""
        found = list(rows.order_by("pk").values_list(field, flat=True))
        is_there = found and self.dice.random() > 0.02
        return int(self.dice.choice(found)) if is_there else NOBODYS

    def some(self, things: Sequence[T], most: int) -> list[T]:
        """Some of them, none twice."""
        return self.dice.sample(list(things), min(len(things), self.dice.randint(0, most)))

    def likely(self, share: float) -> bool:
        """True so often."""
        return self.dice.random() < share

    def group(self) -> int:
        """A group that is open, mostly."""
        return self.one(Group.objects.filter(account=self.account, deleted_at=None))

    def groups(self, most: int) -> list[int]:
        """Some groups that are open."""
        rows = Group.objects.filter(account=self.account, deleted_at=None).order_by("pk")
        return self.some(list(rows.values_list("pk", flat=True)), most)

    def role(self) -> int:
        """A custom role that is open, mostly."""
        return self.one(CustomRole.objects.filter(account=self.account, deleted_at=None))

    def member(self) -> int:
        """A member, mostly."""
        return self.one(Membership.objects.filter(account=self.account, ended_at=None), "person_id")

    def invitation(self, purpose: str) -> int:
        """An open invitation."""
        return self.one(Invitation.objects.filter(account=self.account, purpose=purpose, state="open"))

    def request(self, *, is_mine: bool = False) -> int:
        """A request, rather an open one; the actor's own by having the one who asked act."""
        rows = AccessRequest.objects.filter(portal__account=self.account)
        found = self.one(rows.filter(state="open") if self.likely(0.9) else rows)
        asked = rows.filter(pk=found).values_list("person_id", flat=True).first()
        self.person = asked if is_mine and asked else self.person
        return found

    def administrator(self) -> Grant | None:
        """A billing administrator's row."""
        rows = list(Grant.objects.filter(account=self.account, source="billing", closed_at=None).order_by("pk"))
        return self.dice.choice(rows) if rows else None

    def recipient(self) -> Recipient | None:
        """A recipient."""
        rows = list(Recipient.objects.filter(portal__account=self.account, removed_at=None).order_by("pk"))
        return self.dice.choice(rows) if rows else None

    def payment(self) -> Payment | None:
        """A payment, rather one under way."""
        rows = Payment.objects.filter(account=self.account)
        found = list((rows.filter(settled_at=None) if self.likely(0.9) else rows).order_by("pk")[:20])
        return self.dice.choice(found) if found else None

    def setup(self) -> MethodSetup | None:
        """A method that is being added."""
        found = list(MethodSetup.objects.filter(account=self.account).order_by("-pk")[:4])
        return self.dice.choice(found) if found else None

    def method(self) -> int:
        """A method that is kept."""
        return self.one(PaymentMethod.objects.filter(account=self.account, removed_at=None))

    def invoices(self) -> list[Document]:
        """The account's documents."""
        return list(Document.objects.filter(account=self.account).order_by("pk"))

    def ticks(self) -> tuple[int, list[tuple[str, int, str]]]:
        """The permissions page: its version, and who has which tick."""
        version = PermissionsPage.objects.get(account=self.account).version
        rows = Grant.objects.filter(account=self.account, source="pbx", closed_at=None).order_by("pk")
        found = rows.values_list("person_id", "group_id", "name")
        return version, [("person" if person else "group", person or group, name) for person, group, name in found]

    def email(self) -> str:
        """An address, of somebody or of nobody yet."""
        return self.dice.choice(self.emails)

    @property
    def by_role(self) -> bool:
        """Whether the account's portal goes by role now."""
        return goes_by_role(Account(pk=self.account))

    def role_rights(self) -> list[str]:
        """What a custom role may be made of, mostly; rights over bills also where they are refused."""
        rights = [str(right) for right in self.some(OF_ROLES, 5)]
        if self.likely(0.6 if self.by_role else 0.1):
            rights += [str(right) for right in self.some(ROLE_BILLING, 3)]
        return rights + ["member:view"] * (self.likely(0.7) and "member:view" not in rights)

    def pbx_rights(self) -> list[str]:
        """Ticks; Pay without View now and then."""
        return [str(name) for name in self.some(list(PbxPermission), 4)]

    def terms(self) -> dict[str, Any]:
        """A level with dates: ends and beginnings at midnight (UTC), where no operation is ever under way."""
        level, today = self.dice.choice(LEVELS), clock.now().astimezone(UTC).replace(hour=0, minute=0, second=0)
        rights = [str(r) for r in self.some(BILLING, 6)] + ["billing_portal:enter"] * self.likely(0.8)
        start = self.dice.choice([None, None, None, None, None, 1, 2, -1])
        end = self.dice.choice([None, None, None, None, 1, 3, 6, 0])
        return {
            "level": level,
            "rights": sorted(set(rights)) if level == "custom" else [],
            "from": _day(today, start),
            "until": _day(today, end),
            "reason": self.dice.choice(["", "", "because"]),
        }

    def cast(self, part: str) -> None:
        """Somebody who may, mostly: `admin` an active Super admin, `billing` a Full administrator.

        `office`: somebody with another role than Member, who may arrange much and give little.
        """
        if part == "office":
            rows: Any = Membership.objects.filter(ended_at=None, is_suspended=False).exclude(role="member")
        elif part == "admin" or self.by_role:
            rows = Membership.objects.filter(role="super_admin", ended_at=None, is_suspended=False)
        else:
            rows = Grant.objects.filter(name="full", closed_at=None, person__deactivated_at=None)
        able = list(rows.filter(account=self.account).order_by("pk").values_list("person_id", flat=True))
        self.person = self.dice.choice(able or self.people)


def _day(today: datetime, days: int | None) -> str | None:
    if days is None:
        return None
    return (today.replace(microsecond=0) + timedelta(days=days)).isoformat()
