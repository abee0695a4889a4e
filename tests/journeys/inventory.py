"""Every page there is, with somebody who sees it: each named address that answers with HTML, and its other faces."""

from dataclasses import dataclass, field

from tests.journeys.acts import (
    Act,
    asks_too_often,
    dates,
    drafts,
    goes_on_with_the_saved_card,
    makes_a_token,
    opens_the_app_switcher,
    opens_the_menus,
    pays_in_two_currencies,
    reviews,
    saves_too_late,
    sends_nothing,
    ticks_all,
)
from tests.journeys.people import ANTOINE, CAMILLE, JULIEN, LUCAS, MANON, NADIA, SARAH, Human


@dataclass(frozen=True)
class Shown:
    """A page as somebody sees it: the name of its address, who, and what they do there before it is looked at."""

    name: str
    human: Human | None
    first: Act | None = None
    status: int = 200
    query: str = ""
    parameters: dict[str, str] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """How a finding names it."""
        does = f" after {getattr(self.first, '__name__', '')}" if self.first else ""
        return f"{self.name}{self.query} as {self.human.first if self.human else 'anonymous'}{does}"


# --- The pages --------------------------------------------------------------------------------------------------------
def _camille(*names: str) -> list[Shown]:
    return [Shown(name, CAMILLE) for name in names]


PUBLIC = [
    Shown("public:landing", None),
    Shown("public:landing", CAMILLE),
    Shown("public:sign-up", None),
    Shown("public:sign-up", None, sends_nothing, 200),
    Shown("public:sign-up-sent", None),
    Shown("public:sign-up-confirm", None),
    Shown("public:sign-up-confirm", None, sends_nothing),
    Shown("public:sign-up-confirm", None, status=410, parameters={"token": "no-such-token"}),
    Shown("public:sign-in", None),
    Shown("public:sign-in", None, sends_nothing),
    Shown("public:password-reset", None),
    Shown("public:password-reset", None, asks_too_often),
    Shown("public:password-reset-sent", None),
    Shown("public:password-reset-key", None),
    Shown("public:password-reset-key", None, status=410, parameters={"uidb36": "1", "key": "no-such-key"}),
    Shown("public:address-confirm", LUCAS),
    Shown("public:address-confirm", None),
    Shown("public:invitation", None),
    Shown("public:invitation", CAMILLE),
    Shown("public:invitation", None, status=404, parameters={"token": "no-such-token"}),
    Shown("public:recipient-confirm", None),
    Shown("public:recipient-stop", None),
    Shown("public:recipient-confirm", None, status=404, parameters={"token": "no-such-token"}),
    Shown("public:recipient-stop", None, status=404, parameters={"token": "no-such-token"}),
    *(Shown(f"{door}:sign-in", None) for door in ("admin", "billing", "pbx")),
    Shown("billing:sign-in", None, sends_nothing),
    Shown("demo:mailbox", None),
    Shown("demo:mail", None),
    Shown("sandbox:pay", None),
    Shown("sandbox:pay", None, sends_nothing),
    Shown("sandbox:processing", None),
]
QUESTION = "?account={number}&right=invoice:pay"
ME = [
    *(Shown("me:access-why", human, query=QUESTION) for human in (CAMILLE, JULIEN)),
    *_camille(
        "me:home",
        "me:access",
        "me:requests",
        "me:profile",
        "me:security",
        "me:address",
        "me:password",
        "me:token-list",
        "me:token-make",
        "me:access-why",
    ),
    Shown("me:home", NADIA),
    Shown("me:home", NADIA, opens_the_app_switcher),
    Shown("me:access", CAMILLE, opens_the_menus),
    Shown("me:requests", LUCAS),
    Shown("me:requests", SARAH),
    Shown("me:password", CAMILLE, sends_nothing),
    Shown("me:token-make", CAMILLE, sends_nothing),
    Shown("me:token-make", CAMILLE, makes_a_token),
    Shown("me:leave", CAMILLE, parameters={"part": "account"}),
    Shown("me:leave", CAMILLE, parameters={"part": "billing"}),
]
ADMIN = [
    Shown("admin:home", MANON),
    Shown("admin:account-sign-in", CAMILLE),
    Shown("admin:overview", MANON, status=403),
    Shown("admin:overview", NADIA, status=403),
    *_camille("admin:overview", "admin:person-list", "admin:person-invite", "admin:invitation-list"),
    *_camille("admin:invitation-revoke", "admin:person", "admin:person-role", "admin:person-groups"),
    *_camille("admin:person-suspend", "admin:person-resume", "admin:person-remove"),
    *_camille("admin:group-list", "admin:group-add", "admin:group", "admin:group-edit", "admin:group-move"),
    *_camille("admin:group-fill", "admin:group-take-out", "admin:group-delete"),
    *_camille("admin:role-list", "admin:role-add", "admin:role-edit", "admin:role-delete"),
    *_camille("admin:settings", "admin:activity"),
    Shown("admin:overview", CAMILLE, opens_the_app_switcher),
    Shown("admin:person", CAMILLE, opens_the_menus),
    Shown("admin:person-list", CAMILLE, query="?q=nobody-like-this"),
    Shown("admin:activity", CAMILLE, query="?page=2"),
    Shown("admin:person-invite", CAMILLE, sends_nothing),
    Shown("admin:role-add", CAMILLE, sends_nothing),
]
BILLS = (
    "invoice-list",
    "invoice",
    "invoice-looks",
    "invoice-pay",
    "payment-list",
    "payment",
    "payment-return",
    "payment-cancel",
    "statement",
)
BILLING = [
    Shown("billing:home", NADIA),
    Shown("billing:account-sign-in", CAMILLE),
    *(Shown(f"billing:{name}", CAMILLE) for name in BILLS),
    Shown("billing:invoice-list", CAMILLE, ticks_all),
    Shown("billing:invoice-list", CAMILLE, pays_in_two_currencies),
    Shown("billing:invoice-list", CAMILLE, query="?tab=paid"),
    Shown("billing:invoice-list", CAMILLE, query="?tab=credits"),
    Shown("billing:invoice-list", CAMILLE, query="?q=nothing-like-this"),
    Shown("billing:invoice-list", CAMILLE, query="?status=overdue&since=2020-01-01&least=1"),
    Shown("billing:invoice-list", CAMILLE, query="?more=1&least=nonsense"),
    Shown("billing:statement", CAMILLE, query="?start=2020-01-01&end=2019-01-01", status=422),
    Shown("billing:invoice", CAMILLE, parameters={"uid": "credit-note"}),
    Shown("billing:invoice", CAMILLE, parameters={"uid": "rich"}),
    Shown("billing:invoice-download", CAMILLE, query="?q=nothing-like-this"),
    Shown("billing:payment", CAMILLE, parameters={"uid": "declined"}),
    Shown("billing:payment-return", CAMILLE, parameters={"uid": "declined"}),
    Shown("billing:payment-return", CAMILLE, parameters={"uid": "succeeded"}),
    Shown("billing:invoice-pay", CAMILLE, sends_nothing),
    Shown("billing:invoice-pay", CAMILLE, goes_on_with_the_saved_card),
    *_camille("billing:method-list", "billing:method-return", "billing:method-remove"),
    *_camille("billing:autopay", "billing:autopay-remove"),
    *_camille("billing:overview", "billing:administrators", "billing:administrator-add"),
    *_camille("billing:administrator-edit", "billing:administrator-extend", "billing:administrator-delete"),
    *_camille("billing:invitation"),
    *_camille("billing:invitation-edit", "billing:invitation-revoke", "billing:request-grant"),
    *_camille("billing:request-decline", "billing:details", "billing:recipient-add", "billing:recipient-edit"),
    *_camille("billing:recipient-remove", "billing:activity"),
    Shown("billing:overview", CAMILLE, opens_the_app_switcher),
    Shown("billing:administrator-add", CAMILLE, sends_nothing),
    Shown("billing:details", CAMILLE, sends_nothing),
    Shown("billing:overview", ANTOINE),
    Shown("billing:administrators", ANTOINE, status=403),
    Shown("billing:overview", JULIEN, status=403),
    Shown("billing:overview", JULIEN, status=404, parameters={"number": "C-0000-0000"}),
    Shown("billing:access-request", JULIEN),
    Shown("billing:message", JULIEN),
    Shown("billing:message", JULIEN, sends_nothing),
]
PBX = [
    Shown("pbx:home", SARAH),
    Shown("pbx:account-sign-in", CAMILLE),
    Shown("pbx:overview", SARAH, status=403),
    *(Shown(f"pbx:{name}", CAMILLE) for name in BILLS),
    Shown("pbx:invoice-download", CAMILLE, query="?q=nothing-like-this"),
    *_camille("pbx:overview", "pbx:permission-list", "pbx:permission-why", "pbx:group-list"),
    Shown("pbx:permission-list", CAMILLE, opens_the_menus),
    *_camille("pbx:permission-person-dates", "pbx:permission-group-dates", "pbx:permission-group-extend"),
    Shown("pbx:permission-person-extend", CAMILLE, parameters={"uid": "no-such-person"}, status=404),
    Shown("pbx:permission-list", CAMILLE, drafts),
    Shown("pbx:permission-list", CAMILLE, dates),
    Shown("pbx:permission-list", CAMILLE, reviews),
    Shown("pbx:permission-list", CAMILLE, saves_too_late),
]
for door, pages in (("billing", BILLING), ("admin", ADMIN)):
    pages += [
        Shown(f"{door}:access-who", CAMILLE),
        Shown(f"{door}:access-who", CAMILLE, query="?right=every&at=2026-03-03T10:00"),
        Shown(f"{door}:access-who", CAMILLE, query="?q=nobody-like-this"),
        Shown(f"{door}:access-who", CAMILLE, query="?at=soon", status=422),
        Shown(f"{door}:access-changes", CAMILLE),
        Shown(f"{door}:access-changes", CAMILLE, query="?since=2025-09-02T10:00"),
        Shown(f"{door}:access-changes", CAMILLE, query="?since=soon", status=422),
        Shown(f"{door}:access-ask", CAMILLE),
        Shown(f"{door}:access-ask", CAMILLE, query="?q=sophie&right=invoice:pay"),
        Shown(f"{door}:access-ask", CAMILLE, query="?q=nadia&right=invoice:pay&at=2020-03-03T10:00"),
        Shown(f"{door}:access-ask", CAMILLE, query="?q=l&right=invoice:pay"),
        Shown(f"{door}:access-ask", CAMILLE, query="?q=nobody-like-this&right=invoice:pay", status=422),
    ]
PAGES = {"public": PUBLIC, "me": ME, "admin": ADMIN, "billing": BILLING, "pbx": PBX}

# --- Addresses that are no page ---------------------------------------------------------------------------------------
ONLY_POSTED = {
    "admin:invitation-resend", "billing:access-request-withdraw", "billing:invitation-resend",
    "billing:method-add", "billing:method-check", "billing:method-default", "billing:recipient-resend",
    "billing:autopay-confirm", "billing:autopay-pause", "me:invitation-answer",
    "me:request-withdraw", "me:sessions-end", "me:token-revoke",
    "notices:take", "pbx:permission-preview", "pbx:permission-reapply", "pbx:permission-review",
    "public:invitation-decline", "public:invitation-new", "public:language", "public:sign-out", "public:sign-up-again",
    *(f"{door}:{name}" for door in ("admin", "billing", "pbx") for name in ("account-switch", "leave", "switch")),
    *(f"{door}:{name}" for door in ("billing", "pbx") for name in ("pay-total", "payment-check", "payment-resume")),
}  # fmt: skip
FILES = {f"{door}:{name}" for door in ("billing", "pbx") for name in ("invoice-pdf", "receipt-pdf", "invoice-export")}
FILES |= {f"{door}:{name}" for door in ("billing", "pbx") for name in ("invoice-xml", "invoice-file", "invoice-zip")}
FILES |= {f"{door}:{name}" for door in ("billing", "pbx") for name in ("statement-pdf", "statement-export")}
FILES |= {f"{door}:access-{name}" for door in ("billing", "admin") for name in ("export", "changes-export")}
PARTS_OF_PAGES = {"pbx:permission-candidates", "pbx:permission-row"}
NO_PAGES = ONLY_POSTED | FILES | PARTS_OF_PAGES
# What allauth calls pages that are listed by our own names, and what programs ask.
OTHER_NAMES = ("account_", "authzen:", "rest:")
