"""Where the portal goes by role nobody is named in it; what was offered, asked and given by name before sleeps."""

import pytest

from bursar.access.permissions import Level
from bursar.billing import commands
from bursar.core.errors import Forbidden
from bursar.mail.models import OutboxMail
from tests.billing.conftest import seen, terms
from tests.kinds import ASSIGNED, switch
from tests.personas import World

NAMING = {
    "add": lambda w: commands.add_billing_admin(
        w.actor("super_admin"), account=w.account, email="n@example.com", first_name="N", last_name="N",
        language="en", terms=terms(),
    ),
    "change": lambda w: commands.change_billing_admin(
        w.actor("super_admin"),
        account=w.account,
        person=w.person("full"),
        terms=terms(),
        seen=seen(w, w.person("full")),
    ),
    "remove": lambda w: commands.remove_billing_admin(
        w.actor("super_admin"), account=w.account, person=w.person("full"), seen=seen(w, w.person("full"))
    ),
    "request": lambda w: commands.request_access(w.actor("member"), account=w.account, message="please"),
}  # fmt: skip


@pytest.mark.parametrize("what", NAMING)
def test_nobody_is_named_changed_removed_or_asks_where_roles_decide(by_role: World, what):
    with pytest.raises(Forbidden) as refusal:
        NAMING[what](by_role)
    assert refusal.value.code == "portal_goes_by_role"


def test_what_was_offered_and_asked_before_sleeps_too(world: World, add, accept):
    world.person("super_admin")
    invitation = add("full", "late@example.com")
    request = commands.request_access(world.actor("member"), account=world.account, message="please")
    switch(world)
    late = world.person("stranger")
    with pytest.raises(Forbidden) as refusal:
        accept(invitation, late)
    assert refusal.value.code == "portal_goes_by_role"
    with pytest.raises(Forbidden):
        commands.grant_request(world.actor("super_admin"), account=world.account, uid=request.uid, terms=terms())
    switch(world, ASSIGNED)
    assert accept(invitation, late).name == Level.VIEWER


def test_a_member_writes_to_the_super_admins(by_role: World):
    commands.message_administrators(by_role.actor("member"), account=by_role.account, text="When is it due?")
    told = OutboxMail.objects.filter(kind="billing.message").values_list("to_person_id", flat=True)
    assert list(told) == [by_role.person("super_admin").pk]
