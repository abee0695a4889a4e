"""Every command that the model knows, by name; and playing a record of one."""

import pickle
from collections.abc import Callable, Mapping
from typing import Any

from soak.model import answers, asking, beginnings, groups, kinds, levels, money, offers, page, people, roles
from soak.model.people import Op
from soak.model.state import World
from soak.model.things import No

DONE = "done"
# Commands that are part of another room's name in the program.
COMMANDS: Mapping[str, Callable[[Op], None]] = {
    command.__name__: command
    for command in (
        people.change_role, people.suspend_member, people.resume_member, people.remove_member, people.leave_account,
        roles.create_role, roles.edit_role, roles.delete_role,
        groups.create_group, groups.edit_group, groups.move_group, groups.delete_group,
        groups.add_group_members, groups.remove_group_member, groups.change_groups_of,
        offers.invite_member, offers.resend_member_invitation, offers.revoke_member_invitation,
        offers.add_billing_admin, offers.resend_invitation, offers.revoke_invitation, offers.correct_invitation,
        answers.accept, answers.accept_with_new_sign_in, answers.decline,
        levels.change_billing_admin, levels.remove_billing_admin, levels.leave_billing_portal,
        levels.appoint_billing_admin,
        asking.request_access, asking.withdraw_request, asking.grant_request, asking.decline_request,
        asking.message_administrators, asking.add_recipient, asking.change_recipient, asking.remove_recipient,
        asking.change_settings,
        page.save_permissions,
        kinds.change_portal_kind,
        money.take_in, money.intend_payment, money.settle_payment, money.ask_to_cancel_payment,
        money.start_adding_method, money.settle_method_setup, money.make_method_default, money.remove_method,
        beginnings.ask_sign_up, beginnings.confirm_sign_up, beginnings.create_account, beginnings.deactivate_person,
        beginnings.create_person,
    )
}  # fmt: skip


def play(world: World, record: dict[str, Any]) -> tuple[World, str]:
    """The world after the command, and what the model answers; a refusal leaves the world as it was."""
    later = pickle.loads(pickle.dumps(world))
    try:
        COMMANDS[record["do"]](Op(record, later))
    except No as refusal:
        return world, refusal.code
    return later, DONE
