"""How accounts and people begin and end in the model: signing up, created by the operator, deactivated."""

from soak.model.answers import founder
from soak.model.levels import invite
from soak.model.people import Op
from soak.model.rights import full_administrators
from soak.model.state import Account
from soak.model.things import A_SIGN_UP, NOT_FOUND, No, Person


def create_person(op: Op) -> None:
    """Somebody who signs in already: no command, the beginning of a trial."""
    made = op.made["id"]
    op.world.people[made] = Person(made, op.made["uid"], op.args["email"])


def ask_sign_up(op: Op) -> None:
    """Noted, whoever it is."""
    op.world.sign_ups[op.made["id"]] = [op.args["email"], op.args["organisation"], False, None, op.now]


def confirm_sign_up(op: Op) -> None:
    """One account, however often."""
    row = op.world.sign_ups[op.args["sign_up"]]
    email, organisation, is_completed, account, asked_at = row
    if account is not None:
        return
    if is_completed or op.now - asked_at > A_SIGN_UP:
        raise No("link_dead")
    known = op.world.by_email(email)
    person = _proved(op, known, email)
    for other in op.world.sign_ups.values():
        if other[0] == email and not other[2] and (known is None or other[1] == organisation):
            other[2] = True
    row[3] = op.made["account"]
    made = op.world.accounts[op.made["account"]] = Account(op.made["account"], settings=_settings(organisation))
    founder(op, made, person.id, op.made["grant"])


def create_account(op: Op) -> None:
    """It waits for its owner."""
    made = Account(op.made["account"], is_waiting=True, settings=_settings(op.args["name"]))
    op.account = op.world.accounts[made.id] = made
    invite(op, "owner", op.args["email"], None, None)


def deactivate_person(op: Op) -> None:
    """Everything a person has, everywhere, at once."""
    person = op.world.by_email(op.args["email"])
    if person is None:
        raise No("person_unknown")
    if not person.is_active:
        raise No("already_deactivated")
    person.is_active = False
    for account in op.world.accounts.values():
        _end_in(op, account, person.id)
    for offer in op.world.invitations.values():
        if offer.email == person.email and offer.state == "open":
            offer.state = "revoked"


def _end_in(op: Op, account: Account, person: int) -> None:
    has_ticks = any(tick[:2] == ("person", person) for tick in account.ticks)
    if person not in account.members and person not in account.levels and not has_ticks:
        return
    op.account = account
    op.close_ticks("person", person)
    account.levels.pop(person, None)
    if person in account.members:
        op.end_membership(person)
    if not full_administrators(op.world, account, op.now):
        account.is_waiting = True


def _proved(op: Op, known: Person | None, email: str) -> Person:
    if known is None:
        if not op.args["knows_password"]:
            raise No("wrong_password")
        made = op.made["person"]
        known = op.world.people[made] = Person(made, op.made["uid"], email)
    elif op.by != known.id:
        raise No("sign_in_first")
    elif not known.is_active:
        raise No(NOT_FOUND)
    return known


def _settings(name: str) -> tuple[str, str, str]:
    return (name, "en", "Europe/Paris")
