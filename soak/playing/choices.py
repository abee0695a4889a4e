"""What to do next: for each command who, where and with what, by the dice and by what is there."""

from collections.abc import Callable
from typing import Any

from bursar.accounts.models import Invitation, Person
from soak.playing.scene import GROUPS, PARTS, ROLES, Scene

Args = dict[str, Any]
Choice = Callable[[Scene], Args | None]  # None: there is nothing to do it with
CHOICES: dict[str, tuple[int, Choice]] = {}
BUILT_IN = ("super_admin", "admin", "member", "member", "custom")


def choice(weight: int) -> Callable[[Choice], Choice]:
    """Register how the arguments of a command are chosen, and how often that is done."""

    def register(function: Choice) -> Choice:
        CHOICES[function.__name__] = (weight, function)
        return function

    return register


def choose(scene: Scene) -> tuple[str, Args] | None:
    """A command and its arguments."""
    names = list(CHOICES)
    [name] = scene.dice.choices(names, [CHOICES[each][0] for each in names])
    if scene.likely(0.7):
        scene.cast(PARTS.get(name, "admin"))
    args = CHOICES[name][1](scene)
    return None if args is None else (name, args)


def _nothing(scene: Scene) -> Args:
    return {}


def _outsider(scene: Scene) -> Args:
    scene.person = scene.dice.choice(scene.people)
    return {}


def _member(scene: Scene) -> Args:
    return {"person": scene.member()}


for _name, _weight, _choice in (
    ("suspend_member", 10, _member),
    ("resume_member", 12, _member),
    ("remove_member", 5, _member),
    ("leave_account", 3, _nothing),
    ("leave_billing_portal", 5, _nothing),
    ("request_access", 14, _outsider),
    ("message_administrators", 6, _outsider),
    ("start_adding_method", 6, _nothing),
    ("delete_group", 5, lambda scene: {"group": scene.group()}),
    ("resend_member_invitation", 5, lambda scene: {"invitation": scene.invitation("member")}),
    ("revoke_member_invitation", 3, lambda scene: {"invitation": scene.invitation("member")}),
    ("resend_invitation", 6, lambda scene: {"invitation": scene.invitation("billing_administrator")}),
    ("revoke_invitation", 4, lambda scene: {"invitation": scene.invitation("billing_administrator")}),
    ("withdraw_request", 4, lambda scene: {"request": scene.request(is_mine=True)}),
    ("decline_request", 6, lambda scene: {"request": scene.request()}),
    ("grant_request", 14, lambda scene: {"request": scene.request(), "terms": scene.terms()}),
    ("add_billing_admin", 20, lambda scene: {"email": scene.email(), "terms": scene.terms()}),
    ("make_method_default", 5, lambda scene: {"method": scene.method()}),
    ("remove_method", 3, lambda scene: {"method": scene.method()}),
):
    CHOICES[_name] = (_weight, _choice)


def _role(scene: Scene) -> Args:
    role = scene.dice.choice(BUILT_IN)
    return {"role": role, "custom": scene.role() if role == "custom" else None}


@choice(14)
def change_role(scene: Scene) -> Args:
    return {"person": scene.member(), **_role(scene)}


@choice(18)
def invite_member(scene: Scene) -> Args:
    return {"email": scene.email(), "groups": scene.groups(2), **_role(scene)}


def _role_words(scene: Scene) -> Args:
    return {"name": scene.dice.choice(ROLES), "permissions": scene.role_rights()}


@choice(8)
def create_role(scene: Scene) -> Args:
    return _role_words(scene)


@choice(7)
def edit_role(scene: Scene) -> Args:
    return {"role": scene.role(), **_role_words(scene)}


@choice(4)
def delete_role(scene: Scene) -> Args:
    role = _role(scene)
    kind = None if scene.likely(0.3) else role["role"]
    return {"role": scene.role(), "replacement": kind, "other": role["custom"] if kind else None}


def _parent(scene: Scene) -> int | None:
    return scene.group() if scene.likely(0.75) else None


@choice(20)
def create_group(scene: Scene) -> Args:
    return {"name": scene.dice.choice(GROUPS), "parent": _parent(scene)}


@choice(4)
def edit_group(scene: Scene) -> Args:
    return {"group": scene.group(), "name": scene.dice.choice(GROUPS)}


@choice(12)
def move_group(scene: Scene) -> Args:
    return {"group": scene.group(), "parent": _parent(scene)}


@choice(12)
def add_group_members(scene: Scene) -> Args:
    return {"group": scene.group(), "people": sorted({scene.member() for _ in range(scene.dice.randint(1, 3))})}


@choice(8)
def remove_group_member(scene: Scene) -> Args:
    return {"group": scene.group(), "person": scene.member()}


@choice(8)
def change_groups_of(scene: Scene) -> Args:
    return {"person": scene.member(), "groups": scene.groups(3)}


@choice(3)
def change_settings(scene: Scene) -> Args:
    name = scene.dice.choice(["Northwind", "Contoso", "Fabrikam"])
    return {"name": name, "language": scene.dice.choice(["en", "fr"]), "time_zone": "Europe/Paris"}


@choice(20)
def accept(scene: Scene) -> Args | None:
    """Whoever is invited answers, mostly; now and then somebody else tries."""
    rows = Invitation.objects.filter(account__in=scene.accounts, state="open").order_by("pk")
    invited = [(pk, email) for pk, email in rows.values_list("pk", "email")]
    if not invited:
        return None
    pk, email = scene.dice.choice(invited)
    person = Person.objects.filter(email=email, deactivated_at=None).first()
    if person and scene.likely(0.95):
        scene.person = person.pk
    return {"invitation": pk}


@choice(4)
def decline(scene: Scene) -> Args | None:
    return accept(scene)


@choice(6)
def accept_with_new_sign_in(scene: Scene) -> Args | None:
    rows = Invitation.objects.filter(account__in=scene.accounts, email__startswith="new", state="open").order_by("pk")
    found = list(rows.values_list("pk", "generation"))
    if not found:
        return None
    scene.person = 0
    pk, generation = scene.dice.choice(found)
    return {"invitation": pk, "generation": generation}
