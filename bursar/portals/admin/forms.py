"""Forms of the admin portal."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from bursar.access.permissions import Permission, Role
from bursar.accounts import words
from bursar.accounts.forest import Forest
from bursar.accounts.queries.groups import forest
from bursar.accounts.queries.roles import contained, custom_roles
from bursar.grants.queries import Access, permission_label
from bursar.lifecycle.authority import assignable
from bursar.lifecycle.carrying import carried, given_to_groups
from bursar.lifecycle.contents import ROLE_NEEDS, offered
from bursar.portals.forms import Ticks, email_field, name_field
from bursar.portals.time_zones import time_zone_choices
from bursar.portals.words import pbx_label

Choices = list[tuple[str, str]]


def role_value(role: str, custom_uid: str = "") -> str:
    """A role as a form's value."""
    return f"custom:{custom_uid}" if custom_uid else role


def role_of(value: str) -> tuple[Role, str]:
    """A form's value as role and custom role's uid."""
    kind, _colon, uid = value.partition(":")
    return (Role.CUSTOM, uid) if uid else (Role(kind), "")


def role_choices(access: Access, *, without: str = "") -> Choices:
    """The roles that the actor may assign, each with what it contains."""
    found = []
    for role, own in assignable(access, list(custom_roles(access.account))):
        if own is None:
            hint = words.explanation(role, by_role=access.goes_by_role)
            found.append((role_value(role), f"{words.ROLES[role]}\n{hint}"))
        elif own.uid != without:
            labels = ", ".join(permission_label(p) for p in offered(access) if p in contained(own))
            found.append((role_value(Role.CUSTOM, own.uid), f"{own.name}\n{labels}"))
    return found


def group_choices(access: Access, trees: Forest, *, without: Iterable[int] = ()) -> Choices:
    """Groups with their place, and what being in them brings."""
    given, left_out = given_to_groups(access.account, trees.nodes), set(without)
    found = []
    for node in trees.ordered:
        if node.id in left_out:
            continue
        brings = ", ".join(pbx_label(c.permission) for c in carried(trees, given, node.id))
        label = group_path(trees, node.id)
        hint = _("Carries on the PBX: %(permissions)s") % {"permissions": brings} if brings else ""
        found.append((node.uid, f"{label}\n{hint}"))
    return found


def group_path(trees: Forest, group: int) -> str:
    """“Direction › Finance”."""
    return " › ".join(trees.nodes[found].name for found in reversed(trees.with_ancestors(group)))


class InviteForm(forms.Form):
    """Whom to invite, with which role and into which groups."""

    first_name = name_field(_l("First name"))
    last_name = name_field(_l("Last name"))
    email = email_field()
    language = forms.ChoiceField(
        label=_l("Language"), choices=settings.LANGUAGES, help_text=_l("The invitation is written in it.")
    )
    role = forms.ChoiceField(label=_l("Role"), widget=forms.RadioSelect)
    groups = forms.MultipleChoiceField(label=_l("Groups"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(access)  # type: ignore[attr-defined]
        groups = group_choices(access, forest(access.account)) if access.may(Permission.GROUP_MANAGE) else []
        if groups:
            self.fields["groups"].choices = groups  # type: ignore[attr-defined]
        else:
            del self.fields["groups"]


class RoleForm(forms.Form):
    """Which role a member has."""

    role = forms.ChoiceField(label=_l("Role"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = role_choices(access)  # type: ignore[attr-defined]


class GroupsForm(forms.Form):
    """In which groups a member is."""

    groups = forms.MultipleChoiceField(label=_l("Groups"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, access: Access, trees: Forest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["groups"].choices = group_choices(access, trees)  # type: ignore[attr-defined]


class GroupForm(forms.Form):
    """What a group is called."""

    name = name_field(_l("Name"))
    description = forms.CharField(
        label=_l("Description"), max_length=200, required=False, help_text=_l("Who belongs here, in a few words.")
    )


class ParentForm(forms.Form):
    """What a group is inside of."""

    parent = forms.ChoiceField(
        label=_l("Inside"),
        required=False,
        help_text=_l("A group carries what the groups above it carry. The deepest level is the sixth."),
    )

    def __init__(self, *args: Any, access: Access, trees: Forest, without: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [
            (uid, label.replace("\n", " — ").removesuffix(" — "))
            for uid, label in group_choices(access, trees, without=without)
        ]
        self.fields["parent"].choices = [("", _("No group: topmost")), *groups]  # type: ignore[attr-defined]


class NewGroupForm(ParentForm, GroupForm):
    """A new group and its place."""

    field_order = ("name", "description", "parent")


class PeopleForm(forms.Form):
    """The people ticked in the picker of a group; the command knows whom there is."""

    people = forms.MultipleChoiceField(label=_l("People"))

    def __init__(self, *args: Any, ticked: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"].error_messages["required"] = _("Tick at least one person.")
        self.fields["people"].choices = [(uid, uid) for uid in ticked]  # type: ignore[attr-defined]


class CustomRoleForm(forms.Form):
    """What a role is called and contains."""

    name = name_field(_l("Name"))
    description = forms.CharField(label=_l("Description"), max_length=200, required=False)
    permissions = forms.MultipleChoiceField(
        label=_l("Permissions"),
        widget=Ticks(needs={str(permission): str(need) for permission, need in ROLE_NEEDS.items()}),
        help_text=_l("You can tick what you may do yourself. None of them is a right over bills."),
        error_messages={"required": _l("Tick at least one permission. For none, there is the role Member.")},
    )

    def __init__(self, *args: Any, access: Access, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["permissions"].choices = [  # type: ignore[attr-defined]
            (permission.value, f"{permission_label(permission)}\n{explanation(permission)}")
            for permission in offered(access)
        ]
        if access.goes_by_role:
            text = _("You can tick what you may do yourself. The last three are rights over the bills of this account.")
            self.fields["permissions"].help_text = text


class ReplacementForm(forms.Form):
    """Which role the people of a deleted one get."""

    replacement = forms.ChoiceField(label=_l("Role in its place"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, access: Access, without: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in role_choices(access, without=without)]
        self.fields["replacement"].choices = choices  # type: ignore[attr-defined]


class SettingsForm(forms.Form):
    """The account's own settings."""

    name = name_field(_l("Name of the organisation"), 120)
    language = forms.ChoiceField(
        label=_l("Language"), choices=settings.LANGUAGES, help_text=_l("Proposed to people who are invited.")
    )
    time_zone = forms.ChoiceField(
        label=_l("Time zone"), choices=time_zone_choices, help_text=_l("Dates and times are shown in it.")
    )


def explanation(permission: Permission) -> str:
    """What a permission of a role allows, in a sentence."""
    return {
        Permission.MEMBER_VIEW: _("See the people, their groups and their access."),
        Permission.MEMBER_MANAGE: _("Invite, suspend and remove plain Members. Needs View people."),
        Permission.GROUP_MANAGE: _("Create, nest and fill groups. Needs View people."),
        Permission.ROLE_MANAGE: _("Make roles of permissions that one holds oneself."),
        Permission.ACCOUNT_MANAGE: _("Change the name, language and time zone of the account."),
        Permission.ACTIVITY_VIEW: _("See what happened in the admin portal and on the PBX."),
        Permission.BILLING_PORTAL_ENTER: _("Enter the billing portal, which goes by role in this account."),
        Permission.INVOICE_VIEW: _("See and download the invoices, in every portal that one may enter."),
        Permission.INVOICE_PAY: _("Pay the invoices. Needs View invoices."),
    }[permission]
