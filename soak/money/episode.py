"""An episode: an account that lives for so many operations, and in the end agrees with the provider's books."""

import random
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

from bursar.core import clock
from bursar.core.errors import BusyError
from bursar.invoices.models import LedgerEntry
from bursar.payments import autopay, commands, flow
from bursar.payments.gateways.sandbox.models import Charge, TakenBack
from bursar.payments.models import Payment, Refund
from soak.money import dealing, mandating, paying
from soak.money.books import wrong
from soak.money.scene import Scene, begun

LENGTH = 120  # operations
OPERATIONS: list[tuple[Callable[[Scene], str], int]] = [
    (dealing.invoice, 12), (paying.pay, 26), (paying.at_page, 14), (dealing.notice, 18), (dealing.worker, 6),
    (dealing.credit_note, 7), (dealing.refund, 8), (dealing.dispute, 4), (dealing.adjust, 4), (paying.cancel, 4),
    (paying.pay_without_right, 1), (mandating.mandate, 4), (mandating.days, 6),
]  # fmt: skip


class DifferenceError(Exception):
    """Something did not hold."""


def play(seed: str, length: int = LENGTH) -> Counter[str]:
    """Live it; what came out of each operation. Raises DifferenceError with the operations that led there."""
    chance = random.Random(seed)
    scene, outcomes, told = begun(chance), Counter[str](), []
    for _ in range(6):
        dealing.invoice(scene)
    acts, weights = zip(*OPERATIONS, strict=True)
    for _ in range(length):
        act = chance.choices(acts, weights)[0]
        scene.now += timedelta(seconds=chance.randint(1, 40))
        with clock.at(scene.now):
            told.append(f"{act.__name__}: {_done(act, scene)}")
            outcomes[told[-1]] += 1
            problems = wrong(scene)
        if problems:
            raise DifferenceError(f"episode {seed}, operation {len(told)}: {problems}\n" + "\n".join(told[-15:]))
    problems = list(_in_the_end(scene))
    if problems:
        raise DifferenceError(f"the end of episode {seed}: {problems}\n" + "\n".join(told[-15:]))
    return outcomes


def _done(act: Callable[[Scene], str], scene: Scene) -> str:
    try:
        return act(scene)
    except BusyError:
        return "busy"


def _in_the_end(scene: Scene) -> list[str]:
    """The worker asks until nothing is open; then everything that was ever told, lost or not, comes twice in any order:
    what stands is what the provider's books say, and telling it all again changes nothing."""
    with clock.at(scene.now):
        commands.stop_autopay(scene.payer, account=scene.account, is_removed=True)
    for _ in range(40):
        scene.now += timedelta(minutes=20)
        with clock.at(scene.now):
            flow.resolve_unknown(limit=200)
            autopay.pay_by_mandates()
            scene.collect()
            if not _open(scene):
                break
    with clock.at(scene.now):
        _tell_all(scene)
        problems = [*wrong(scene), *_against_the_books(scene)]
        before = _entries(scene)
        _tell_all(scene)
        return [*problems, *([] if _entries(scene) == before else ["33: what was told already changed something"])]


def _tell_all(scene: Scene) -> None:
    everything = scene.told * 2
    scene.chance.shuffle(everything)
    for body in everything:
        scene.deliver(body)


def _open(scene: Scene) -> int:
    payments = Payment.objects.filter(account=scene.account, settled_at=None).count()
    return payments + Refund.objects.filter(payment__account=scene.account, settled_at=None).count()


def _entries(scene: Scene) -> list[tuple[int, int]]:
    return list(LedgerEntry.objects.filter(account=scene.account).order_by("id").values_list("id", "amount_minor"))


def _against_the_books(scene: Scene) -> list[str]:
    payments = {f"payment-{row.uid}": row for row in Payment.objects.filter(account=scene.account)}
    charged = {
        c.merchant_key: c.amount_minor for c in Charge.objects.filter(merchant_key__in=payments, status="approved")
    }
    paid = {key: p.amount_minor for key, p in payments.items() if p.state == "succeeded" and p.gateway == "sandbox"}
    backs = TakenBack.objects.filter(charge__merchant_key__in=payments, status="approved")
    went = sorted(backs.values_list("reference", "amount_minor"))
    refunds = Refund.objects.filter(payment__account=scene.account, state="succeeded")
    ours = sorted(refunds.values_list("provider_reference", "amount_minor"))
    found = [f"{_open(scene)} still open"] if _open(scene) else []
    found += [] if charged == paid else [f"32: charged {charged}, paid {paid}"]
    return found + ([] if went == ours else [f"33: went back {went}, here {ours}"])
