"""The same for billing administrators, the permissions page, bills, and what only the operator does."""

from bursar.accounts.models import Invitation
from bursar.lifecycle.models import PendingSignUp
from soak.playing.choices import Args, choice
from soak.playing.scene import Scene


@choice(14)
def change_billing_admin(scene: Scene) -> Args | None:
    row = scene.administrator()
    return {"person": row.person_id, "seen": row.pk, "terms": scene.terms()} if row else None


@choice(12)
def remove_billing_admin(scene: Scene) -> Args | None:
    row = scene.administrator()
    return {"person": row.person_id, "seen": row.pk} if row else None


@choice(8)
def correct_invitation(scene: Scene) -> Args:
    pk = scene.invitation("billing_administrator")
    seen = Invitation.objects.filter(pk=pk).values_list("generation", flat=True).first() or 0
    return {"invitation": pk, "seen": seen, "email": scene.email(), "terms": scene.terms()}


@choice(8)
def appoint_billing_admin(scene: Scene) -> Args:
    scene.person = 0
    return {"email": scene.email(), "reason": "nobody left", "force": scene.likely(0.1)}


@choice(4)
def change_portal_kind(scene: Scene) -> Args:
    """To the other kind, mostly, and rather back than there; by the operator."""
    scene.person = 0
    return {"by_role": scene.likely(0.1 if scene.by_role else 0.6)}


@choice(1)
def deactivate_person(scene: Scene) -> Args | None:
    if scene.likely(0.6):
        return None
    scene.person, scene.account = 0, 0
    return {"email": scene.email()}


@choice(3)
def ask_sign_up(scene: Scene) -> Args:
    scene.person, scene.account = 0, 0
    return {"email": scene.email(), "organisation": scene.dice.choice(["Northwind", "Contoso"])}


@choice(3)
def confirm_sign_up(scene: Scene) -> Args | None:
    """Of this round's sign-ups; the round's own accounts stay few."""
    rows = list(PendingSignUp.objects.filter(email__in=scene.emails).order_by("pk").values_list("pk", flat=True))
    if not rows:
        return None
    scene.account = 0
    if scene.likely(0.4):
        scene.person = 0
    return {"sign_up": scene.dice.choice(rows), "knows_password": scene.likely(0.8)}


@choice(26)
def save_permissions(scene: Scene) -> Args:
    """A draft of one to three rows: what is ticked there now with something more or less, or drawn anew."""
    version, ticks = scene.ticks()
    rows = {}
    for _ in range(scene.dice.randint(1, 3)):
        who = ("person", scene.member()) if scene.likely(0.6) else ("group", scene.group())
        now = {name for kind, pk, name in ticks if (kind, pk) == who}
        wanted = now ^ set(scene.pbx_rights()) if scene.likely(0.7) else set(scene.pbx_rights())
        if "pay_invoices" in wanted and scene.likely(0.9):
            wanted.add("view_invoices")
        rows[who] = sorted(wanted)
    return {"version": version - scene.likely(0.03), "rows": [(*who, names) for who, names in rows.items()]}


def _recipient(scene: Scene) -> Args:
    return {"email": scene.email(), "invoices": scene.likely(0.6), "receipts": scene.likely(0.6)}


@choice(5)
def add_recipient(scene: Scene) -> Args:
    return _recipient(scene)


@choice(4)
def change_recipient(scene: Scene) -> Args | None:
    row = scene.recipient()
    if row is None:
        return None
    seen = [row.email, row.wants_invoices, row.wants_receipts]
    return {"recipient": row.pk, "seen": seen, **_recipient(scene)}


@choice(3)
def remove_recipient(scene: Scene) -> Args | None:
    row = scene.recipient()
    return {"recipient": row.pk} if row else None
