"""Where the objects of the demo are, and what has to happen before every kind of page can be looked at."""

import sqlite3
from contextlib import closing
from dataclasses import replace

from django.urls import reverse

from bursar.core import clock
from bursar.demo.bills import bills, file_of
from bursar.demo.cast import LUMIERE, PASSWORD
from tests.golden.matrix import routes
from tests.invoices.rich import rich_ubl
from tests.journeys.people import ANTOINE, LEA, Human
from tests.journeys.served import Site
from tests.journeys.visitor import Visitor

RECIPIENT = "bills@lumiere-fils.example"
MEMBER = Human("Rose", "Adam", "rose.adam@lumiere-fils.example")
NEWCOMER = Human("Alma", "Weiss", "alma.weiss@weiss.example")
# An object of each kind at Lumière & Fils; :account is its row, :antoine, :lea and :rose are addresses.
UIDS = {
    "admin:invitation": "SELECT uid FROM accounts_invitation WHERE email = :rose",
    "admin:group": "SELECT uid FROM accounts_group WHERE name = 'Direction' AND account_id = :account",
    "admin:role": "SELECT uid FROM accounts_customrole WHERE account_id = :account",
    "admin:person": "SELECT uid FROM accounts_person WHERE email = :antoine",
    "pbx:permission-person": "SELECT uid FROM accounts_person WHERE email = :lea",
    "pbx:permission-group": "SELECT uid FROM accounts_group WHERE name = 'Direction' AND account_id = :account",
    "pbx:permission-why": "SELECT uid FROM accounts_person WHERE email = :lea",
    "billing:administrator": "SELECT uid FROM accounts_person WHERE email = :antoine",
    "billing:invitation": "SELECT uid FROM accounts_invitation WHERE state = 'open' AND email LIKE 'helene%'",
    "billing:request": "SELECT uid FROM billing_accessrequest WHERE state = 'open'",
    "billing:recipient": "SELECT r.uid FROM billing_recipient r JOIN billing_billingportal p ON p.id = r.portal_id"
    " WHERE r.removed_at IS NULL AND p.account_id = :account",
    "billing:method": "SELECT uid FROM payments_paymentmethod WHERE removed_at IS NULL AND account_id = :account",
    "billing:method-return": "SELECT uid FROM payments_methodsetup WHERE account_id = :account ORDER BY id DESC",
    "invoice": "SELECT uid FROM invoices_document WHERE kind = 'invoice' AND account_id = :account"
    " AND currency = 'EUR' AND number <> 'R-1' ORDER BY id DESC",
    "rich": "SELECT uid FROM invoices_document WHERE number = 'R-1' AND account_id = :account",
    "credit-note": "SELECT uid FROM invoices_document WHERE kind = 'credit_note' AND account_id = :account",
    "payment": "SELECT uid FROM payments_payment WHERE state = 'pending' AND account_id = :account ORDER BY id DESC",
    "declined": "SELECT uid FROM payments_payment WHERE state = 'declined' AND account_id = :account",
    "succeeded": "SELECT uid FROM payments_payment WHERE state = 'succeeded' AND account_id = :account",
    "reference": "SELECT reference FROM sandbox_charge WHERE status = 'open' AND purpose = 'payment' ORDER BY id DESC",
}

# The demo's mailbox keeps what is sent nowhere else; here the mails go out.
KEPT_MAIL = """INSERT INTO mail_deliveredmail (id, at, to_address, subject, text, html, attachments)
    VALUES (1, '2026-01-02 03:04:05', 'somebody@example.com', 'Hello', 'A link: http://127.0.0.1/', '', '[]')"""


class Setting:
    """A site on which there is one of everything, and the way to each."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.links: dict[str, str] = {}

    def prepare(self, anonymous: Visitor, camille: Visitor, lucas: Visitor) -> None:
        """Leave things half done: a sign-up, a reset, invitations, a payment, a method, a change of address."""
        self._begin_a_sign_up(anonymous)
        self._leave_invitations(camille)
        self._leave_payments(camille)
        self._authorise(camille)
        self._take_in_a_bill_in_pounds()
        self._take_in_a_bill_that_says_all()
        lucas.opens("/me/address/").page.fill("main input[type=email]", "lucas@fontaine.example")
        lucas.page.fill("main input[type=password]", PASSWORD)
        lucas.presses("Send me a link").is_at("/me/security/")
        wait = self.site.mailbox.wait_for
        self.links |= {
            "public:sign-up-confirm": wait(NEWCOMER.email, link="/sign-up/confirm/"),
            "public:password-reset-key": wait(LEA.email, link="/reset-password/"),
            "public:invitation": wait("helene.aubert@", link="/invitation/"),
            "public:recipient-confirm": wait(RECIPIENT, link="/recipient/"),
            "public:recipient-stop": wait("compta@lumiere-fils.example", link="/recipient/stop/"),
            "public:address-confirm": wait("lucas@fontaine.example", link="/confirm-address/"),
        }

    def _take_in_a_bill_in_pounds(self) -> None:
        """Beside the bills in euros, so that somebody can choose both: after the payments, which would take it up."""
        bill = replace(bills(LUMIERE, clock.now().date())[0], number="F-GBP")
        file = self.site.folder / "pounds.json"
        file.write_bytes(file_of(replace(LUMIERE, currency="GBP"), self.site.lumiere, bill))
        self.site.bursar("invoice", "import", str(file), "--operator", "the journeys", "--no-mail")

    def _take_in_a_bill_that_says_all(self) -> None:
        file = self.site.folder / "rich.xml"
        file.write_bytes(rich_ubl(self.site.lumiere))
        self.site.bursar("invoice", "import", str(file), "--operator", "the journeys")

    def _begin_a_sign_up(self, anonymous: Visitor) -> None:
        anonymous.opens("/sign-up/").types("First name", NEWCOMER.first).types("Last name", NEWCOMER.last)
        anonymous.types("Work e-mail", NEWCOMER.email).types("Organisation", "Weiss").types("Password", PASSWORD)
        anonymous.at_main().presses("Sign up").is_at("/sign-up/sent/")
        anonymous.opens("/reset-password/").types("E-mail address", LEA.email).presses("Send me a link")
        anonymous.is_at("/reset-password/sent/")

    def _leave_invitations(self, camille: Visitor) -> None:
        camille.opens(f"/billing/{self.site.lumiere}/administrators/").presses("Resend")
        camille.is_at("/billing/").opens(f"/admin/{self.site.lumiere}/people/invite/")
        camille.types("First name", MEMBER.first).types("Last name", MEMBER.last).types("E-mail address", MEMBER.email)
        camille.presses("Send the invitation").is_at(f"/admin/{self.site.lumiere}/people/invitations/")

    def _leave_payments(self, camille: Visitor) -> None:
        """One whose notice the provider keeps to itself, one still at the provider's page, a method not yet added."""
        camille.page.route("**/check/", lambda route: route.abort())  # a page that asks would go on by itself
        for number in (0, 1):
            camille.opens(f"/billing/{self.site.lumiere}/invoices/").page.locator("tbody th a").nth(number).click()
            camille.at_main().link("Pay").last.click()
            camille.chooses("Another card").presses("Continue").is_at("/sandbox/pay/")
            if number == 0:
                self.links["sandbox:processing"] = f"{camille.page.url}processing/"
                camille.page.locator("select[name=notices]").select_option("late")
                camille.page.locator("button.pay").click()
                camille.is_at("/billing/").sees_heading("Waiting for the payment provider")
        with closing(self._database()) as database, database:
            database.execute("UPDATE sandbox_outgoingnotice SET due_at = '2099-01-01' WHERE sent_at IS NULL")
            database.execute(KEPT_MAIL)
        camille.page.unroute_all()
        camille.opens(f"/billing/{self.site.lumiere}/methods/").presses("Add a payment method").is_at("/sandbox/")

    def _authorise(self, camille: Visitor) -> None:
        """Automatic payment, announced long before; and one more recipient, who has not confirmed yet."""
        camille.opens(f"/billing/{self.site.lumiere}/methods/autopay/").types("At most for each payment", "5000")
        camille.types("Days of notice", "30").presses("Authorise automatic payment").sees("Switched on")
        camille.opens(f"/billing/{self.site.lumiere}/details/recipients/add/").types("E-mail address", RECIPIENT)
        camille.at_main().ticks("Invoices and credit notes").presses("Add a recipient").is_at("/billing/")

    def address(self, name: str, given: dict[str, str]) -> str:
        """The address of a page, with objects of the demo in it."""
        if name in self.links and not given:
            return self.links[name]
        number = "1" if name == "demo:mail" else self.site.lumiere
        wanted = {"number": number, "uid": name, "person_uid": "admin:person", "reference": "reference", **given}
        parameters = max((route.parameters for route in routes() if route.name == name), key=len)
        return reverse(name, kwargs={each: self._object(wanted[each]) for each in parameters})

    def _object(self, name: str) -> str:
        """What stands in the address of a page or an object of this name; any other word stands for itself."""
        fitting = [key for key in UIDS if name.startswith(key) or name.partition(":")[2].startswith(key)]
        if not fitting:
            return name
        with closing(self._database()) as database:
            [account] = database.execute(
                "SELECT id FROM accounts_account WHERE number = ?", (self.site.lumiere,)
            ).fetchone()
            known = {"account": account, "antoine": ANTOINE.email, "lea": LEA.email, "rose": MEMBER.email}
            return str(database.execute(UIDS[max(fitting, key=len)], known).fetchone()[0])

    def _database(self) -> sqlite3.Connection:
        return sqlite3.connect(self.site.folder / "bursar.sqlite3")
