"""The audit kinds of the lifecycle room."""

from django.utils.translation import gettext_lazy as _l

from bursar.audit.kinds import Area, kind

SIGN_UP_ASKED = kind("sign_up.asked", _l("Sign-up asked for"), Area.OPERATOR)
ACCOUNT_CREATED = kind("account.created", _l("Account created"), Area.ADMIN)
FIRST_ADMINISTRATOR = kind("billing.first_admin.made", _l("First billing administrator made"), Area.BILLING)
MEMBER_JOINED = kind("member.joined", _l("Invitation accepted"), Area.ADMIN)
INVITATION_DECLINED = kind("invitation.declined", _l("Invitation declined"), Area.ADMIN)
BILLING_INVITATION_DECLINED = kind("billing.invitation.declined", _l("Invitation declined"), Area.BILLING)
MEMBER_LEFT = kind("member.left", _l("Member left the account"), Area.ADMIN)
# A person's own matters: they belong to no account.
SIGNED_IN = kind("person.signed_in", _l("Signed in"), Area.OPERATOR)
SIGN_IN_FAILED = kind("person.sign_in.failed", _l("Sign-in failed"), Area.OPERATOR)
SIGNED_OUT = kind("person.signed_out", _l("Signed out"), Area.OPERATOR)
PROFILE_CHANGED = kind("person.profile.changed", _l("Profile changed"), Area.OPERATOR)
LANGUAGE_CHOSEN = kind("person.language.chosen", _l("Language chosen"), Area.OPERATOR)
PASSWORD_RESET_ASKED = kind("person.password.reset_asked", _l("Password reset asked for"), Area.OPERATOR)
PASSWORD_CHANGED = kind("person.password.changed", _l("Password changed"), Area.OPERATOR)
ADDRESS_ASKED = kind("person.address.asked", _l("Change of address asked for"), Area.OPERATOR)
ADDRESS_CONFIRMED = kind("person.address.confirmed", _l("Address confirmed"), Area.OPERATOR)
TOKEN_MADE = kind("token.made", _l("API token made"), Area.OPERATOR)
TOKEN_REVOKED = kind("token.revoked", _l("API token revoked"), Area.OPERATOR)
SESSIONS_ENDED = kind("person.sessions.ended", _l("Other sessions ended"), Area.OPERATOR)
# What the operator does.
PERSON_DEACTIVATED = kind("person.deactivated", _l("Person deactivated"), Area.OPERATOR)
ACCESS_ENDED = kind("person.access.ended", _l("Access ended: the person was deactivated"), Area.BILLING)

# Refused attempts, by the command that refused them.
for _command, _label in {
    "leave_account": _l("Leaving the account"),
    "accept_invitation": _l("Accepting an invitation"),
    "accept_own_invitation": _l("Accepting an invitation"),
    "accept_with_new_sign_in": _l("Accepting an invitation"),
    "decline_invitation": _l("Declining an invitation"),
    "decline_own_invitation": _l("Declining an invitation"),
    "confirm_sign_up": _l("Confirming a sign-up"),
    "confirm_address": _l("Confirming an address"),
    "ask_new_address": _l("Asking for another address"),
    "make_token": _l("Making an API token"),
    "make_installation_token": _l("Making an API token"),
    "revoke_token": _l("Revoking an API token"),
}.items():
    kind(f"refused.{_command}", _label, Area.ADMIN)
