"""The audit kinds of the accounts room: people, invitations, groups, roles and settings."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

MEMBER_INVITED = kind("member.invited", _l("Invitation sent"), Area.ADMIN)
INVITATION_RESENT = kind("member.invitation.resent", _l("Invitation sent again"), Area.ADMIN)
INVITATION_REVOKED = kind("member.invitation.revoked", _l("Invitation revoked"), Area.ADMIN)
ROLE_CHANGED = kind("member.role.changed", _l("Role changed"), Area.ADMIN)
MEMBER_SUSPENDED = kind("member.suspended", _l("Member suspended"), Area.ADMIN)
MEMBER_RESUMED = kind("member.resumed", _l("Suspension lifted"), Area.ADMIN)
MEMBER_REMOVED = kind("member.removed", _l("Member removed"), Area.ADMIN)

GROUP_CREATED = kind("group.created", _l("Group created"), Area.ADMIN)
GROUP_CHANGED = kind("group.changed", _l("Group’s name or description changed"), Area.ADMIN)
GROUP_MOVED = kind("group.moved", _l("Group moved"), Area.ADMIN)
GROUP_DELETED = kind("group.deleted", _l("Group deleted"), Area.ADMIN)
GROUP_MEMBERS_ADDED = kind("group.members.added", _l("Members put in a group"), Area.ADMIN)
GROUP_MEMBER_REMOVED = kind("group.member.removed", _l("Member taken out of a group"), Area.ADMIN)
MEMBER_GROUPS_CHANGED = kind("member.groups.changed", _l("Groups of a member changed"), Area.ADMIN)

CUSTOM_ROLE_CREATED = kind("role.created", _l("Role created"), Area.ADMIN)
CUSTOM_ROLE_CHANGED = kind("role.changed", _l("Role edited"), Area.ADMIN)
CUSTOM_ROLE_DELETED = kind("role.deleted", _l("Role deleted"), Area.ADMIN)
SETTINGS_CHANGED = kind("account.settings.changed", _l("Account settings changed"), Area.ADMIN)

# Refused attempts, by the command that refused them.
for _command, _label in {
    "change_role": _l("Change of a role"),
    "suspend_member": _l("Suspension of a member"),
    "resume_member": _l("Lifting of a suspension"),
    "remove_member": _l("Removal of a member"),
    "invite_member": _l("Invitation"),
    "resend_member_invitation": _l("Sending an invitation again"),
    "revoke_member_invitation": _l("Revoking an invitation"),
    "create_group": _l("Creation of a group"),
    "edit_group": _l("Editing of a group"),
    "move_group": _l("Move of a group"),
    "delete_group": _l("Deletion of a group"),
    "add_group_members": _l("Putting members in a group"),
    "remove_group_member": _l("Taking a member out of a group"),
    "change_groups_of": _l("Change of a member’s groups"),
    "create_role": _l("Creation of a role"),
    "edit_role": _l("Editing of a role"),
    "delete_role": _l("Deletion of a role"),
    "change_settings": _l("Change of account settings"),
}.items():
    kind(f"refused.{_command}", _label, Area.ADMIN)
