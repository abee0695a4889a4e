"""The mail of the pbx room: what somebody gained or lost of the bills."""

from bursar.access.permissions import PbxPermission
from bursar.accounts.models import Account, Person
from bursar.mail.builders import Letter, builds
from bursar.mail.models import OutboxMail
from bursar.pbx import words


@builds("pbx.permissions_changed")
def permissions_changed(mail: OutboxMail) -> Letter | None:
    """To the person concerned; nothing to tell to somebody who was deactivated meanwhile."""
    person = Person.objects.get(pk=mail.to_person_id or 0)
    account = Account.objects.get(pk=mail.account_id or 0)
    if not person.is_active:
        return None
    context = {
        "person": person,
        "account": account,
        "account_name": account.name,
        "given": [words.LABELS[PbxPermission(name)] for name in mail.about["given"]],
        "taken": [words.LABELS[PbxPermission(name)] for name in mail.about["taken"]],
    }
    return Letter(person.email, person.language, "pbx_permissions_changed", context)
